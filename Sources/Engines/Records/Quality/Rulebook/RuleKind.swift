/// What a kind of rule is and how it is read; each has a file of its own in `Rules`.
protocol RuleKind: Sendable {
  /// As rules name it: `not_null`.
  static var id: String { get }

  /// One sentence for people.
  static var help: String { get }

  static var parameters: [RuleParameter] { get }

  /// Which check of the gate it counts towards, unless the rule says otherwise.
  static var checkType: QualityRule.CheckType { get }

  static var subject: RuleSubject { get }

  /// Whether at least one of the parameters must be given.
  static var needsParameters: Bool { get }

  static var example: RuleExample { get }

  /// Reads the parameters; what is wrong with them is noted in the reader, and then the rule is not used.
  init(reading parameters: inout RuleReader)

  func compile(into compiler: inout RuleCompiler)
}

extension RuleKind {
  static var checkType: QualityRule.CheckType { .schemaValidation }
  static var subject: RuleSubject { .values }
  static var needsParameters: Bool { true }
}

/// What a rule judges.
enum RuleSubject: Sendable {
  /// The values of one field, record by record; a threshold says how many records must hold.
  case values
  /// One or several fields, compared over all records; a threshold says how many records must hold.
  case keys
  /// All values of one field together.
  case field
  /// The dataset.
  case dataset

  var needsField: Bool { self == .values || self == .field }
  var allowsThreshold: Bool { self == .values || self == .keys }
}

/// A parameter of a kind of rule.
struct RuleParameter: Sendable {
  let name: String
  /// One sentence without a full stop.
  let help: String
  /// The JSON Schema that its value meets.
  let schema: JSONValue
  var isRequired = false
}

/// A rule with records that show what it does.
struct RuleExample: Sendable {
  /// As in a rules file.
  let rule: JSONValue
  /// Records that meet the rule.
  let passing: [JSONValue]
  /// Records that, added to the passing ones, break it: each is counted as failed where the rule judges records.
  let failing: [JSONValue]
}
