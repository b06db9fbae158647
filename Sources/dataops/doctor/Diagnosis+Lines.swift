import DataOpsCore
import DataOpsLifecycle

extension Diagnosis {
  /// A line a check, and below it what is wrong and what to do.
  var lines: [Line] {
    var lines = clients.flatMap(\.lines)
    guard !clients.isEmpty else { return lines }
    let (problems, warnings) = (problems.count, findings.count - problems.count)
    let mark = problems > 0 ? Line("✗", .bad) : warnings > 0 ? Line("!", .notice) : Line("✓", .good)
    let verdict =
      findings.isEmpty ? "nothing is set up wrongly" : "\(problems.of("problem")), \(warnings.of("warning"))"
    lines.append("\(mark) \(clients.count.of("client")): \(verdict)")
    return lines
  }
}

extension ClientDiagnosis {
  fileprivate var lines: [Line] {
    var lines: [Line] = ["\(client, .bold)"] + checks.flatMap { $0.lines(indentedBy: 2) }
    for connector in connectors {
      lines.append("  \(connector.connector, .bold)  \(connector.stage.rawValue), \(connector.datasource)")
      lines += connector.checks.flatMap { $0.lines(indentedBy: 4) }
    }
    if connectorsLeftOut > 0 { lines.append("  \(connectorsLeftOut.of("further connector")) not looked at") }
    return lines
  }
}

extension DoctorCheck {
  fileprivate func lines(indentedBy indent: Int) -> [Line] {
    let space = String(repeating: " ", count: indent)
    let title = name.rawValue.replacing("_", with: " ")
    let padded = title + String(repeating: " ", count: max(0, 16 - title.count))
    var lines: [Line] = ["\(space)\(mark) \(padded)\(note)"]
    for finding in findings {
      let style: Style = finding.severity == .problem ? .bad : .notice
      lines += Line.lines(of: "\(finding.message) (\(finding.code.rawValue))", indentedBy: indent + 4, style: style)
      lines += Line.lines(of: finding.remedy, indentedBy: indent + 4)
    }
    return lines
  }

  private var mark: Line {
    switch outcome {
    case .passed: Line("✓", .good)
    case .warned: Line("!", .notice)
    case .failed: Line("✗", .bad)
    case .skipped: Line("·", .dim)
    }
  }
}
