/// What one pass over the records of a dataset looks at.
public struct QualityPlan: Sendable {
  /// A field whose values are keys of other records or of something outside the dataset.
  public struct Relationship: Sendable, Hashable {
    /// Unique among the relationships of a plan.
    public var name: String

    /// Holds one key or an array of keys; null or missing means no relation. A name, or a JSON pointer in which `*`
    /// stands for every element of an array.
    public var field: String

    /// Where the keys must exist; ``QualityPlan/itself`` means this dataset.
    public var target: String

    /// In this dataset, the field that holds the keys, if it is not ``QualityPlan/keyField``.
    public var targetField: String?

    /// Whether a record is incomplete while one of these keys is not found.
    public var isEssential: Bool

    /// - Parameter targetField: nil for ``QualityPlan/keyField``.
    public init(name: String, field: String, target: String, targetField: String? = nil, isEssential: Bool) {
      self.name = name
      self.field = field
      self.target = target
      self.targetField = targetField
      self.isEssential = isEssential
    }
  }

  /// The target of references to other records of the same dataset.
  public static let itself = "self"

  /// Nil when the records need only be JSON.
  public let schema: RecordSchema?

  /// Fields that must be present and not null in a complete record: names, or JSON pointers such as `/author/id`.
  public let requiredFields: [String]

  /// The field that tells records apart: a name or a pointer to a string or an integer.
  public let keyField: String?

  /// Fields whose values are keys.
  public let relationships: [Relationship]

  /// What else the records are judged by, in the order of the results.
  public let rules: [QualityRule]

  /// Keys of other datasets, by the names of relationships' targets; a pass asks its resolver for all other targets.
  public let keySets: [String: KeySet]

  /// How many records there should be.
  public let expectedRecords: Int?

  /// The share of records in which a required field must be filled, and of the expected records that must be there.
  public let completenessThreshold: Double

  /// How many failing examples are shown; of each rule a quarter of them is kept.
  public let maximumExamples: Int

  /// How many bytes of a failing record an example shows; 0 for none. Duplicates and references within the dataset,
  /// which are found when the record is gone, have none.
  public let maximumExcerptBytes: Int

  /// A longer record counts as malformed.
  public let maximumRecordBytes: Int

  /// What keys and references may take.
  public let memory: MemoryBound

  let schemaProgram: SchemaProgram
  let rulesProgram: RuleProgram

  /// What tallies must agree on to be added up.
  let identity: String

  /// - Throws: ``RulesRefusal`` for field names that are no fields, and for rules of the same name.
  public init(
    schema: RecordSchema?, requiredFields: [String] = [], keyField: String? = nil, relationships: [Relationship] = [],
    rules: [QualityRule] = [], keySets: [String: KeySet] = [:], expectedRecords: Int? = nil,
    completenessThreshold: Double = 1, maximumExamples: Int = 20, maximumExcerptBytes: Int = 0,
    maximumRecordBytes: Int = 16 << 20, memory: MemoryBound = MemoryBound()
  ) throws(RulesRefusal) {
    self.schema = schema
    self.requiredFields = requiredFields
    self.keyField = keyField
    self.relationships = relationships
    self.rules = rules
    self.keySets = keySets
    self.expectedRecords = expectedRecords
    self.completenessThreshold = completenessThreshold
    self.maximumExamples = max(maximumExamples, 0)
    self.maximumExcerptBytes = max(maximumExcerptBytes, 0)
    self.maximumRecordBytes = maximumRecordBytes
    self.memory = memory
    try Self.check(requiredFields, keyField, relationships, rules)
    let program: SchemaProgram
    if let schema {
      program = schema.program
    } else {
      program = try Self.openSchema(naming: requiredFields, keyField, relationships, rules)
    }
    schemaProgram = program
    var compiler = RuleCompiler(program, key: keyField.flatMap { FieldName($0) })
    for relationship in relationships {
      compiler.add(relationship, label: QualityRule.relationship(relationship.name), rule: nil)
    }
    for (position, rule) in rules.enumerated() { compiler.compile(rule, at: position) }
    rulesProgram = RuleProgram(compiler)
    identity = Self.identity(
      [
        "schema": schema?.source ?? nil, "required": .array(requiredFields.map(JSONValue.string)),
        "key": keyField.map(JSONValue.string) ?? nil, "rules": .array(rules.map(\.identity)),
        "relationships": .array(
          relationships.map {
            [
              .string($0.name), .string($0.field), .string($0.target), $0.targetField.map(JSONValue.string) ?? nil,
              .bool($0.isEssential),
            ]
          }),
        "limits": [
          .integer(Int64(maximumExamples)), .integer(Int64(maximumExcerptBytes)), .integer(Int64(maximumRecordBytes)),
        ],
      ])
  }

  /// Fields of the schema that are not required: how often they are there is counted, too.
  var optionalFields: [String] {
    let names = schema?.source["properties"]?.object?.names ?? []
    return names.filter { !requiredFields.contains($0) && FieldName($0)?.pointer.tokens == [$0] }
  }

  /// Whether a rule of its own stands for the built-in one about a field.
  func hasRule(_ kind: String, for field: String) -> Bool {
    rules.contains { $0.rule == kind && $0.fieldName?.pointer == FieldName(field)?.pointer }
  }

  private static func identity(_ definition: JSONValue) -> String {
    let print = definition.bytes(sortingNames: true).withUnsafeBufferPointer { KeyFingerprint($0) }
    return String(print.high, radix: 16) + "-" + String(print.low, radix: 16)
  }

  private static func check(
    _ requiredFields: [String], _ keyField: String?, _ relationships: [Relationship], _ rules: [QualityRule]
  ) throws(RulesRefusal) {
    var findings: [RulesFinding] = []
    func note(_ place: [String], _ problem: String, _ remedy: String) {
      findings.append(RulesFinding(pointer: JSONPointer(tokens: place), problem: problem, remedy: remedy))
    }
    let advice = "write a name, or a JSON pointer such as /author/id"
    for (index, field) in requiredFields.enumerated() where FieldName(field)?.isEach ?? true {
      note(["required", String(index)], "\"\(field)\" is not one field of a record", advice)
    }
    if let keyField, FieldName(keyField)?.isEach ?? true {
      note(["key"], "\"\(keyField)\" is not one field of a record", advice)
    }
    for (index, relationship) in relationships.enumerated()
    where FieldName(relationship.field) == nil || relationship.targetField.map({ FieldName($0) == nil }) ?? false {
      note(["relationships", String(index)], "\"\(relationship.field)\" is no field", advice)
    }
    var names: Set<String> = []
    for (index, rule) in rules.enumerated() where !names.insert(rule.name).inserted {
      note(["rules", String(index), "name"], "there is a rule \"\(rule.name)\" already", "give this one another name")
    }
    guard findings.isEmpty else { throw RulesRefusal(findings) }
  }

  /// A schema that asks for nothing, so that the validator finds the fields that are looked at.
  private static func openSchema(
    naming requiredFields: [String], _ keyField: String?, _ relationships: [Relationship], _ rules: [QualityRule]
  ) throws(RulesRefusal) -> SchemaProgram {
    var properties = JSONObject()
    let fields =
      requiredFields + [keyField].compactMap(\.self) + relationships.flatMap { [$0.field, $0.targetField ?? ""] }
      + rules.compactMap(\.field)
    for name in fields.compactMap({ FieldName($0)?.pointer.tokens.first }) { properties[name] = true }
    do throws(SchemaError) {
      return try RecordSchema(compiling: [
        "properties": .object(properties), "additionalProperties": [:],
      ]).program
    } catch {
      throw RulesRefusal([
        RulesFinding(pointer: error.pointer, problem: "too many fields are looked at", remedy: error.message)
      ])
    }
  }
}

extension QualityRule {
  /// What makes two rules judge alike.
  fileprivate var identity: JSONValue { json }
}
