/// A rule that records are judged by: as it was written, and known to be usable.
public struct QualityRule: Sendable {
  /// Whether breaking the rule is only told, or makes the whole result negative.
  public enum Severity: String, Sendable, Hashable, Codable, CaseIterable { case warn, fail }

  /// The check of the gate that a rule counts towards.
  public enum CheckType: String, Sendable, Hashable, Codable, CaseIterable {
    case schemaValidation = "schema_validation"
    case dataCompleteness = "data_completeness"
  }

  /// Unique among the rules of a plan.
  public let name: String

  /// The check of the gate that it counts towards.
  public let checkType: CheckType

  /// A name or a JSON pointer; nil for rules about several fields or about the whole dataset.
  public let field: String?

  /// The kind of rule: an id of ``RuleCatalogue``.
  public let rule: String

  /// What the rule asks, as it was written.
  public let parameters: JSONObject

  /// Whether a breach fails or only warns.
  public let severity: Severity

  /// The share of what is judged that must hold, from 0 to 1.
  public let threshold: Double

  let kind: any RuleKind

  /// - Parameters:
  ///   - name: the rule and its field, such as `range:priority`, unless another is given.
  ///   - field: a name, or a JSON pointer in which `*` stands for every element of an array.
  ///   - now: what time it is, for rules that ask.
  /// - Throws: ``RulesRefusal`` with pointers into the rule as a rules file has it.
  public init(
    name: String? = nil, rule: String, field: String? = nil, parameters: JSONObject = JSONObject(),
    severity: Severity = .fail, threshold: Double? = nil, checkType: CheckType? = nil, now: RecordInstant? = nil
  ) throws(RulesRefusal) {
    var object: JSONObject = ["rule": .string(rule)]
    if let name { object["name"] = .string(name) }
    if let field { object["field"] = .string(field) }
    if !parameters.isEmpty { object["parameters"] = .object(parameters) }
    object["severity"] = .string(severity.rawValue)
    if let threshold { object["threshold"] = .number(threshold) }
    if let checkType { object["check_type"] = .string(checkType.rawValue) }
    try self.init(.object(object), now: now)
  }

  /// Reads a rule as a rules file has it.
  ///
  /// - Parameter pointer: where it stands, for what is noted.
  public init(
    _ source: JSONValue, at pointer: JSONPointer = JSONPointer(), now: RecordInstant? = nil
  ) throws(RulesRefusal) {
    var reader = RuleHeadReader(source, at: pointer)
    guard let head = reader.read() else { throw RulesRefusal(reader.findings) }
    var parameters = RuleReader(
      head.parameters, field: head.field, at: pointer.appending("parameters"), now: now)
    kind = head.kind.init(reading: &parameters)
    let findings = reader.findings + parameters.findings
    guard findings.isEmpty else { throw RulesRefusal(findings) }
    rule = head.kind.id
    field = head.field?.text
    self.parameters = head.parameters
    name = head.name ?? [rule, field].compactMap(\.self).joined(separator: ":")
    severity = head.severity
    threshold = head.threshold ?? 1
    checkType = head.checkType ?? head.kind.checkType
  }

  /// The rule with everything written out, as a rules file has it.
  public var json: JSONValue {
    var object: JSONObject = ["name": .string(name), "check_type": .string(checkType.rawValue)]
    if let field { object["field"] = .string(field) }
    object["rule"] = .string(rule)
    if !parameters.isEmpty { object["parameters"] = .object(parameters) }
    object["severity"] = .string(severity.rawValue)
    if type(of: kind).subject.allowsThreshold { object["threshold"] = .number(threshold) }
    return .object(object)
  }

  var fieldName: FieldName? { field.flatMap { FieldName($0) } }
}

/// Names of rules that need not be written down.
extension QualityRule {
  /// The record is acceptable JSON.
  public static let wellFormed = "well_formed"

  /// The record meets the schema.
  public static let schema = "schema"

  /// No two records have the same key.
  public static let uniqueKey = "unique_key"

  /// There are as many records as expected.
  public static let expectedRecords = "expected_records"

  /// A required field is there and not null.
  public static func required(_ field: String) -> String { "required:\(field)" }

  /// The keys of a relationship exist.
  public static func relationship(_ name: String) -> String { "relationship:\(name)" }

  static func isReserved(_ name: String) -> Bool {
    // Examples of the schema go by its keywords.
    [wellFormed, schema, uniqueKey, expectedRecords, "uniqueNames", "false"].contains(name)
      || name.hasPrefix("required:") || name.hasPrefix("relationship:") || SchemaKeyword.named(name) != nil
  }
}
