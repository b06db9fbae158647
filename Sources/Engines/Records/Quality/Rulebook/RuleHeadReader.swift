/// Reads what all rules have in common.
struct RuleHeadReader {
  struct Head {
    var name: String?
    var kind: any RuleKind.Type
    var field: FieldName?
    var parameters = JSONObject()
    var severity = QualityRule.Severity.fail
    var threshold: Double?
    var checkType: QualityRule.CheckType?
  }

  static let members = ["name", "check_type", "field", "rule", "parameters", "severity", "threshold", "description"]

  private(set) var findings: [RulesFinding] = []

  private let source: JSONValue
  private let pointer: JSONPointer

  init(_ source: JSONValue, at pointer: JSONPointer) {
    self.source = source
    self.pointer = pointer
  }

  /// Nil when nothing can be made of it.
  mutating func read() -> Head? {
    guard let object = source.object else {
      note(nil, "a rule is an object; this is a \(source.kindName)", remedy: #"write {"rule": …, "field": …}"#)
      return nil
    }
    for name in object.names where !Self.members.contains(name) {
      note(name, "unknown member \"\(name)\"", remedy: NearestName.advice(for: name, among: Self.members))
    }
    guard let kind = kind(object["rule"]) else { return nil }
    var head = Head(kind: kind)
    if let name = object["name"] {
      head.name = name.string
      if name.string.map({ $0.isEmpty || $0.utf8.count > 200 || QualityRule.isReserved($0) }) ?? true {
        note("name", "the name cannot be used", remedy: "write a text of 1 to 200 bytes that no built-in rule has")
      }
    }
    head.field = field(object["field"], kind)
    head.parameters = parameters(object["parameters"], kind)
    head.severity = choice("severity", object["severity"]) ?? .fail
    head.checkType = choice("check_type", object["check_type"])
    head.threshold = threshold(object["threshold"], kind)
    if let description = object["description"], description.string == nil {
      note("description", "the description is a \(description.kindName)", remedy: "write a string")
    }
    return findings.isEmpty ? head : nil
  }

  private mutating func note(_ name: String?, _ problem: String, remedy: String) {
    let place = name.map { pointer.appending($0) } ?? pointer
    findings.append(RulesFinding(pointer: place, problem: problem, remedy: remedy))
  }

  private mutating func kind(_ value: JSONValue?) -> (any RuleKind.Type)? {
    guard let value else {
      note("rule", "the kind of rule is missing", remedy: "use one of: \(RuleCatalogue.ids.joined(separator: ", "))")
      return nil
    }
    guard let id = value.string, let kind = RuleCatalogue.kinds.first(where: { $0.id == id }) else {
      let text = value.string ?? value.kindName
      note(
        "rule", "there is no rule \"\(text.prefix(60))\"",
        remedy: NearestName.advice(for: text, among: RuleCatalogue.ids)
      )
      return nil
    }
    return kind
  }

  private mutating func field(_ value: JSONValue?, _ kind: any RuleKind.Type) -> FieldName? {
    guard let value else {
      if kind.subject.needsField {
        note("field", "\(kind.id) needs a field", remedy: "write a name, or a JSON pointer such as /author/id")
      }
      return nil
    }
    guard kind.subject != .dataset else {
      note("field", "\(kind.id) is about the whole dataset", remedy: "remove the field")
      return nil
    }
    guard let field = value.string.flatMap({ FieldName($0) }), field.pointer.tokens.count <= 64 else {
      note("field", "this is no field", remedy: "write a name, or a JSON pointer such as /author/id or /labels/*")
      return nil
    }
    if field.isEach, kind.subject == .keys, kind.id == UniqueRule.id {
      note("field", "a record has several values at \(field.text)", remedy: "name a field that has one value a record")
    }
    return field
  }

  private mutating func parameters(_ value: JSONValue?, _ kind: any RuleKind.Type) -> JSONObject {
    guard let object = (value ?? [:]).object else {
      note("parameters", "the parameters are a \(value?.kindName ?? "null")", remedy: "write an object")
      return JSONObject()
    }
    let place = pointer.appending("parameters")
    let known = kind.parameters.map(\.name)
    for name in object.names where !known.contains(name) {
      findings.append(
        RulesFinding(
          pointer: place.appending(name), problem: "\(kind.id) has no parameter \"\(name)\"",
          remedy: NearestName.advice(for: name, among: known)))
    }
    for parameter in kind.parameters where parameter.isRequired && object[parameter.name] == nil {
      findings.append(
        RulesFinding(
          pointer: place.appending(parameter.name), problem: "\(kind.id) needs the parameter \"\(parameter.name)\"",
          remedy: parameter.help))
    }
    return object
  }

  private mutating func threshold(_ value: JSONValue?, _ kind: any RuleKind.Type) -> Double? {
    guard let value else { return nil }
    guard kind.subject.allowsThreshold else {
      note("threshold", "\(kind.id) judges the dataset as a whole", remedy: "remove the threshold")
      return nil
    }
    guard let number = value.number, number >= 0, number <= 1 else {
      note("threshold", "the threshold is not a share", remedy: "write a number from 0 to 1, such as 0.95")
      return nil
    }
    return number
  }

  private mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ value: JSONValue?
  ) -> Choice? {
    guard let value else { return nil }
    if let choice = value.string.flatMap(Choice.init(rawValue:)) { return choice }
    let text = value.string ?? value.kindName
    note(
      name, "\"\(text.prefix(60))\" is no \(name)",
      remedy: NearestName.advice(for: text, among: Choice.allCases.map(\.rawValue)))
    return nil
  }
}
