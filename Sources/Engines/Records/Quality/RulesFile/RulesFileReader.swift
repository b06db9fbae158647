/// Reads a rules file and notes everything that is wrong with it.
struct RulesFileReader {
  private(set) var findings: [RulesFinding] = []

  private let source: JSONValue
  private let now: RecordInstant?

  static let members = [
    "$schema", "version", "title", "description", "key", "expected_records", "required", "completeness_threshold",
    "rules", "references",
  ]
  private static let mostRules = 1000

  init(_ source: JSONValue, now: RecordInstant?) {
    self.source = source
    self.now = now
  }

  /// Nil when there are findings.
  mutating func read() -> RulesFile? {
    guard let object = source.object else {
      note([], "a rules file is an object; this is a \(source.kindName)", remedy: #"write {"version": 1, "rules": …}"#)
      return nil
    }
    guard checkVersion(object["version"]) else { return nil }
    for name in object.names where !Self.members.contains(name) {
      note([name], "unknown member \"\(name)\"", remedy: NearestName.advice(for: name, among: Self.members))
    }
    for name in ["$schema", "title", "description"] where object[name] != nil && object[name]?.string == nil {
      note([name], "\(name) is not a string", remedy: "write a string")
    }
    var file = RulesFile()
    file.key = object["key"].flatMap { field($0, at: ["key"]) }
    file.expectedRecords = count(object["expected_records"])
    file.requiredFields = requiredFields(object["required"])
    file.completenessThreshold = share(object["completeness_threshold"])
    file.references = references(object["references"])
    file.rules = rules(object["rules"])
    checkTargets(file)
    checkNames(file)
    if findings.isEmpty { checkSchema() }
    return findings.isEmpty ? file : nil
  }

  mutating func note(_ place: [String], _ problem: String, remedy: String) {
    findings.append(RulesFinding(pointer: JSONPointer(tokens: place), problem: problem, remedy: remedy))
  }

  private mutating func checkVersion(_ value: JSONValue?) -> Bool {
    guard let version = value?.integer else {
      note(["version"], "the version of the format is missing", remedy: "write \"version\": \(RulesFile.version)")
      return false
    }
    guard version == RulesFile.version else {
      note(["version"], "there is no version \(version)", remedy: "this program reads version \(RulesFile.version)")
      return false
    }
    return true
  }

  mutating func field(_ value: JSONValue, at place: [String]) -> String? {
    if let field = value.string.flatMap({ FieldName($0) }), !field.isEach { return field.text }
    note(place, "this is not one field of a record", remedy: "write a name, or a JSON pointer such as /author/id")
    return nil
  }

  private mutating func count(_ value: JSONValue?) -> Int? {
    guard let value else { return nil }
    if let count = value.integer, count >= 0 { return Int(count) }
    note(["expected_records"], "expected_records is not a number of records", remedy: "write a whole number from 0")
    return nil
  }

  private mutating func share(_ value: JSONValue?) -> Double {
    guard let value else { return 1 }
    if let share = value.number, share >= 0, share <= 1 { return share }
    note(["completeness_threshold"], "the threshold is not a share", remedy: "write a number from 0 to 1, such as 0.95")
    return 1
  }

  private mutating func requiredFields(_ value: JSONValue?) -> [String] {
    guard let value else { return [] }
    guard let names = value.array else {
      note(["required"], "required is a \(value.kindName)", remedy: "write a list of fields")
      return []
    }
    var fields: [String] = []
    for (index, name) in names.enumerated() {
      guard let field = field(name, at: ["required", String(index)]) else { continue }
      if fields.contains(field) {
        note(["required", String(index)], "\(field) is there twice", remedy: "remove one")
      }
      fields.append(field)
    }
    return fields
  }

  private mutating func rules(_ value: JSONValue?) -> [QualityRule] {
    guard let value else { return [] }
    guard let sources = value.array, sources.count <= Self.mostRules else {
      note(["rules"], "rules is not a list of up to \(Self.mostRules) rules", remedy: #"write [{"rule": …}, …]"#)
      return []
    }
    var rules: [QualityRule] = []
    for (index, source) in sources.enumerated() {
      do throws(RulesRefusal) {
        rules.append(try QualityRule(source, at: JSONPointer(tokens: ["rules", String(index)]), now: now))
      } catch {
        findings += error.findings
      }
    }
    return rules
  }

  private mutating func checkNames(_ file: RulesFile) {
    guard findings.isEmpty else { return }
    var names: Set<String> = []
    for (index, rule) in file.rules.enumerated() where !names.insert(rule.name).inserted {
      note(
        ["rules", String(index), "name"], "there is a rule \"\(rule.name)\" already",
        remedy: "give this one a name of its own")
    }
  }

  /// Looks at where references lead, when all rules are known.
  private mutating func checkTargets(_ file: RulesFile) {
    guard findings.isEmpty else { return }
    for (index, rule) in file.rules.enumerated() {
      guard let reference = rule.kind as? ReferenceRule else { continue }
      let place = ["rules", String(index), "parameters", "to"]
      if reference.target == QualityPlan.itself {
        if reference.targetField == nil, file.key == nil {
          note(place, "the records have no key to refer to", remedy: "name the key of the file, or give to_field")
        }
      } else if file.references[reference.target] == nil {
        note(
          place, "there are no keys \"\(reference.target)\"",
          remedy: NearestName.advice(for: reference.target, among: [QualityPlan.itself] + file.references.keys.sorted())
        )
      }
    }
  }

  /// The schema of rules files has the last word.
  private mutating func checkSchema() {
    guard let schema = try? RecordSchema(compiling: RulesFile.schema),
      let report = try? JSONParser().withDocument(source.bytes(), { schema.report(on: $0, maximumViolations: 20) })
    else { return }
    for violation in report.violations { note(violation.pointer.tokens, violation.sentence, remedy: "") }
  }
}
