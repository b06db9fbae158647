package import DataOpsCore

/// A type that one column can hold without loss.
package protocol SQLConvertible {
  /// Nil where the value is none of this type.
  init?(sql: SQLValue)
  var sql: SQLValue { get }
}

extension String: SQLConvertible {
  package init?(sql: SQLValue) {
    guard case .text(let text) = sql else { return nil }
    self = text
  }

  package var sql: SQLValue { .text(self) }
}

extension Int64: SQLConvertible {
  package init?(sql: SQLValue) {
    guard case .integer(let integer) = sql else { return nil }
    self = integer
  }

  package var sql: SQLValue { .integer(self) }
}

extension Int: SQLConvertible {
  package init?(sql: SQLValue) {
    guard let integer = Int64(sql: sql) else { return nil }
    self.init(exactly: integer)
  }

  package var sql: SQLValue { .integer(Int64(self)) }
}

extension Double: SQLConvertible {
  package init?(sql: SQLValue) {
    guard case .real(let real) = sql else { return nil }
    self = real
  }

  package var sql: SQLValue { .real(self) }
}

extension Bool: SQLConvertible {
  package init?(sql: SQLValue) {
    switch sql {
    case .integer(0): self = false
    case .integer(1): self = true
    default: return nil
    }
  }

  package var sql: SQLValue { .integer(self ? 1 : 0) }
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
  package init?(sql: SQLValue) {
    if sql == .null {
      self = .none
    } else {
      guard let wrapped = Wrapped(sql: sql) else { return nil }
      self = .some(wrapped)
    }
  }

  package var sql: SQLValue { self?.sql ?? .null }
}

extension SQLConvertible where Self: LosslessStringConvertible {
  package init?(sql: SQLValue) {
    guard case .text(let text) = sql else { return nil }
    self.init(text)
  }

  package var sql: SQLValue { .text(description) }
}

extension Identifier: SQLConvertible {}
extension Timestamp: SQLConvertible {}

extension SQLConvertible where Self: RawRepresentable, RawValue == String {
  package init?(sql: SQLValue) {
    guard case .text(let text) = sql else { return nil }
    self.init(rawValue: text)
  }

  package var sql: SQLValue { .text(rawValue) }
}

extension SQLConvertible where Self: RawRepresentable, RawValue == Int {
  package init?(sql: SQLValue) {
    guard let value = Int(sql: sql) else { return nil }
    self.init(rawValue: value)
  }

  package var sql: SQLValue { rawValue.sql }
}

extension Actor.Kind: SQLConvertible {}
extension AuditAction: SQLConvertible {}
extension AuthenticationMethod: SQLConvertible {}
extension CheckStatus: SQLConvertible {}
extension CheckType: SQLConvertible {}
extension ConnectorLook: SQLConvertible {}
extension ConnectorPhase: SQLConvertible {}
extension ConnectorStatus: SQLConvertible {}
extension ConnectorType: SQLConvertible {}
extension CredentialKind: SQLConvertible {}
extension DataQualityRule.Severity: SQLConvertible {}
extension DataSource: SQLConvertible {}
extension DatasetHealth: SQLConvertible {}
extension DatasetStatus: SQLConvertible {}
extension DatasetType: SQLConvertible {}
extension DatasetUsageMetric.Metric: SQLConvertible {}
extension EventType: SQLConvertible {}
extension InboxEventType: SQLConvertible {}
extension Industry: SQLConvertible {}
extension MetricSpan: SQLConvertible {}
extension OperationKind: SQLConvertible {}
extension OperationPriority: SQLConvertible {}
extension OperationStatus: SQLConvertible {}
extension Report.Kind: SQLConvertible {}
extension ResourceKind: SQLConvertible {}
extension Role: SQLConvertible {}
extension Stage: SQLConvertible {}
extension StepName: SQLConvertible {}
extension StepStatus: SQLConvertible {}
