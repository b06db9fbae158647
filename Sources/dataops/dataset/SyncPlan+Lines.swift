import DataOpsCore
import DataOpsLifecycle

extension SyncPlan {
  /// For people.
  ///
  /// - Parameter isRehearsal: whether nothing was to be changed, and not only found to be the same.
  func lines(isRehearsal: Bool) -> [Line] {
    let versions = Set(self.versions).count > 1 ? self.versions.joined(separator: " → ") : self.versions.last ?? ""
    var lines: [Line] = ["\(name, .bold)  \(Figures.count(records, "record")) of \(template) \(versions)"]
    switch mode {
    case .nothing:
      return lines + ["Up to date: it is made of this template and number of records already."]
    case .changes, .everything:
      lines.append(
        """
        \(Figures.count(added)) new, \(Figures.count(changed)) changed, \(Figures.count(gone)) gone, \
        \(Figures.count(unchanged)) unchanged
        """)
    }
    if let reason { lines.append("Everything is sent: \(reason).") }
    lines.append(
      "\(Figures.count(requests, "request")), \(Figures.fixed(minutes, 1)) minutes to send at Glean's documented limits"
    )
    if isRehearsal { lines.append("Nothing was changed.") }
    return lines
  }
}
