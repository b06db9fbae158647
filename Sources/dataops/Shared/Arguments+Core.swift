import ArgumentParser
import DataOpsCore

// The product's own names are the values that options take: the parser lists them where another one is given.
extension DatasetType: ExpressibleByArgument {}
extension Stage: ExpressibleByArgument {}
extension DatasetStatus: ExpressibleByArgument {}
extension Industry: ExpressibleByArgument {}
extension AuditAction: ExpressibleByArgument {}

/// `NAME=VALUE`, as a label is given.
struct LabelArgument: ExpressibleByArgument, Sendable {
  let name: String
  let value: String

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals > argument.startIndex else { return nil }
    name = String(argument[..<equals])
    value = String(argument[argument.index(after: equals)...])
  }
}

extension [LabelArgument] {
  /// By name.
  ///
  /// - Throws: where one name has two values: a dataset has one of each.
  func byName() throws -> [String: String] {
    let labels = Dictionary(grouping: self, by: \.name)
    if let twice = labels.filter({ Set($0.value.map(\.value)).count > 1 }).keys.min() {
      throw ValidationError("--label \(twice) is given twice with different values; a dataset has one value of each.")
    }
    return labels.compactMapValues { $0.first?.value }
  }
}

/// A length of time: `90s`, `24h`.
struct DurationArgument: ExpressibleByArgument, Sendable {
  let duration: Duration

  init?(argument: String) {
    guard let duration = Duration(text: argument) else { return nil }
    self.duration = duration
  }
}

extension OperationPriority: ExpressibleByArgument {
  public init?(argument: String) {
    switch argument {
    case "low": self = .low
    case "normal": self = .normal
    case "high": self = .high
    default: return nil
    }
  }

  package var defaultValueDescription: String { "\(self)" }

  package static var allValueStrings: [String] { allCases.map { "\($0)" } }
}

/// The whole id of a dataset.
struct DatasetID: ExpressibleByArgument, Sendable {
  let id: Identifier<Dataset>

  init?(argument: String) {
    guard let id = Identifier<Dataset>(argument) else { return nil }
    self.id = id
  }
}
