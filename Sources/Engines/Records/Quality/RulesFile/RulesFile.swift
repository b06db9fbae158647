/// What a dataset is expected to be: its key, its required fields, how many records there are, and rules.
///
/// A JSON document; ``schema`` is its JSON Schema, `Documentation/rules-file.md` its reference.
///
/// ```json
/// {"version": 1, "key": "id", "required": ["id", "title"], "expected_records": 500,
///  "rules": [{"rule": "range", "field": "priority", "parameters": {"min": 1, "max": 5}, "severity": "warn"}],
///  "references": {"people": {"file": "people.ndjson", "field": "id"}}}
/// ```
public struct RulesFile: Sendable {
  /// Where keys are found that records refer to.
  public enum Reference: Sendable, Hashable {
    /// In the field of the records of a file, whose path is relative to the rules file.
    case file(String, field: String)
    case keys([String])
  }

  /// The format that is read and written.
  public static let version = 1

  /// The field that tells records apart, and in which no two have the same value unless a rule says otherwise.
  public var key: String?

  /// How many records there are to be, more being right; nil for any number.
  public var expectedRecords: Int?

  /// Fields that are there and not null, unless a rule says otherwise.
  public var requiredFields: [String]

  /// The share of records in which a required field must be filled, and of the expected records that must be there.
  public var completenessThreshold: Double

  /// What else the records are judged by.
  public var rules: [QualityRule]

  /// By the name that rules use.
  public var references: [String: Reference]

  /// Rules that were not read from a file. Whether their names are unique is looked at when a plan is made of them.
  public init(
    key: String? = nil, expectedRecords: Int? = nil, requiredFields: [String] = [], completenessThreshold: Double = 1,
    rules: [QualityRule] = [], references: [String: Reference] = [:]
  ) {
    self.key = key
    self.expectedRecords = expectedRecords
    self.requiredFields = requiredFields
    self.completenessThreshold = completenessThreshold
    self.rules = rules
    self.references = references
  }

  /// Reads a rules file.
  ///
  /// - Parameter now: what time it is, for rules that ask; without it such a rule is refused.
  /// - Throws: ``RulesRefusal`` with all that is wrong, up to 50 findings.
  public init(parsing bytes: some Sequence<UInt8>, now: RecordInstant? = nil) throws(RulesRefusal) {
    let source: JSONValue
    do throws(JSONError) {
      source = try JSONValue(parsing: bytes, limits: JSONLimits(maximumBytes: 16 << 20))
    } catch {
      throw RulesRefusal([
        RulesFinding(pointer: JSONPointer(), problem: "the file is not acceptable JSON: \(error)", remedy: "")
      ])
    }
    try self.init(source, now: now)
  }

  /// As ``init(parsing:now:)``, of JSON that was read already.
  ///
  /// - Throws: ``RulesRefusal`` with all that is wrong, up to 50 findings.
  public init(_ source: JSONValue, now: RecordInstant? = nil) throws(RulesRefusal) {
    var reader = RulesFileReader(source, now: now)
    guard let file = reader.read() else { throw RulesRefusal(reader.findings) }
    self = file
  }

  /// The file with everything written out.
  public var json: JSONValue {
    var object: JSONObject = ["version": .integer(Int64(Self.version))]
    if let key { object["key"] = .string(key) }
    if let expectedRecords { object["expected_records"] = .integer(Int64(expectedRecords)) }
    if !requiredFields.isEmpty { object["required"] = .array(requiredFields.map(JSONValue.string)) }
    if completenessThreshold != 1 { object["completeness_threshold"] = .number(completenessThreshold) }
    object["rules"] = .array(rules.map(\.json))
    if !references.isEmpty {
      var named = JSONObject()
      for (name, reference) in references.sorted(by: { $0.key < $1.key }) { named[name] = reference.json }
      object["references"] = .object(named)
    }
    return .object(object)
  }

  /// What a pass is to look at.
  ///
  /// - Parameter keySets: the keys of ``references``, by their names; of a name that is missing no key exists.
  public func plan(
    schema: RecordSchema? = nil, keySets: [String: KeySet] = [:], maximumExamples: Int = 20,
    maximumExcerptBytes: Int = 0, maximumRecordBytes: Int = 16 << 20, memory: MemoryBound = MemoryBound()
  ) throws(RulesRefusal) -> QualityPlan {
    try QualityPlan(
      schema: schema, requiredFields: requiredFields, keyField: key, rules: rules, keySets: keySets,
      expectedRecords: expectedRecords, completenessThreshold: completenessThreshold,
      maximumExamples: maximumExamples, maximumExcerptBytes: maximumExcerptBytes,
      maximumRecordBytes: maximumRecordBytes, memory: memory)
  }
}

extension RulesFile.Reference {
  var json: JSONValue {
    switch self {
    case .file(let path, let field): ["file": .string(path), "field": .string(field)]
    case .keys(let keys): ["keys": .array(keys.map(JSONValue.string))]
    }
  }
}
