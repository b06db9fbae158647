import DataRecords

/// How one field is filled.
struct FieldPlan: Sendable {
  let name: String
  let isRequired: Bool
  let rule: Rule
  let bounds: TextBounds
  /// The values of an integer field, or how many items an array may have.
  let range: ClosedRange<Int>

  indirect enum Rule: Sendable {
    /// By the type's own knowledge, with the values to choose from where the field has such.
    case own(OwnField, WeightedWords?)
    /// One of these.
    case words(WeightedWords)
    /// An entry of a list of the text model.
    case list(Int)
    case person(FieldSource.PersonAspect)
    case team, spaceKey, spaceName, repository, channelID, channelName, projectKey, projectName
    case reference(DatasetType)
    case ownReference
    case integer(ClosedRange<Int>)
    /// Hundredths.
    case decimal(ClosedRange<Int>)
    case dateTime, date, boolean, paragraph, shortText, uri, uuid
    case pattern(TextPattern)
    case array(FieldPlan, count: ClosedRange<Int>, isUnique: Bool)
    case object([FieldPlan])
  }
}

/// How long a text must and may be, in characters.
struct TextBounds: Sendable {
  var least = 0
  var most: Int?
}

/// Turns the fields of a template into plans.
struct FieldPlanner {
  let template: TemplateDocument
  let model: TextModel

  func plans() -> [FieldPlan] {
    template.fields.map { field in
      let own = template.metadata.datasetType.ownField(field.name)
      if let own, field.source == nil || own == .id {
        return plan(field, .own(own, words(for: own, field)))
      }
      return plan(field)
    }
  }

  private func plan(_ field: FieldDefinition) -> FieldPlan {
    if let source = field.source { return plan(field, rule(source, field)) }
    let examples = examples(field)
    if !examples.isEmpty { return plan(field, .words(WeightedWords(alike: examples))) }
    return plan(field, constraintRule(field))
  }

  private func plan(_ field: FieldDefinition, _ rule: FieldPlan.Rule) -> FieldPlan {
    let least = field.minimumItems ?? 0
    return FieldPlan(
      name: field.name, isRequired: field.isRequired, rule: rule,
      bounds: TextBounds(least: field.minimumLength ?? 0, most: field.maximumLength),
      range: field.kind == .array ? least...max(least, field.maximumItems ?? .max) : integers(field))
  }

  /// Values that hand-made records have in the field and that it allows, each one once.
  private func examples(_ field: FieldDefinition) -> [JSONValue] {
    guard !field.name.isEmpty else { return [] }
    let check = FieldCheck(field)
    var seen: Set<JSONValue> = []
    return template.records.compactMap { $0[field.name] }.filter { value in
      !value.isNull && check.problem(with: value) == nil && seen.insert(value).inserted
    }
  }

  private func rule(_ source: FieldSource, _ field: FieldDefinition) -> FieldPlan.Rule {
    if field.kind == .array {
      var items = field.items ?? FieldDefinition(name: "", kind: source.kind)
      items.source = source
      items.isRequired = true
      return array(of: plan(items), field)
    }
    switch source {
    case .vocabulary(let name), .phrases(let name): return model.list(name).map { .list($0) } ?? .shortText
    case .person(let aspect): return .person(aspect)
    case .teamName: return .team
    case .spaceKey: return .spaceKey
    case .spaceName: return .spaceName
    case .repositoryName: return .repository
    case .channelID: return .channelID
    case .channelName: return .channelName
    case .projectKey: return .projectKey
    case .projectName: return .projectName
    case .reference(let type): return .reference(type)
    case .ownReference: return .ownReference
    case .integer: return field.kind == .number ? decimal(field) : .integer(integers(field))
    case .dateTime: return field.format == .date ? .date : .dateTime
    case .boolean: return .boolean
    case .text: return .paragraph
    }
  }

  private func constraintRule(_ field: FieldDefinition) -> FieldPlan.Rule {
    if let allowed = field.allowedValues { return .words(WeightedWords(alike: allowed)) }
    switch field.kind {
    case .boolean: return .boolean
    case .integer: return .integer(integers(field))
    case .number: return decimal(field)
    case .array:
      var items = field.items ?? FieldDefinition(name: "", kind: .string)
      items.isRequired = true
      return array(of: plan(items), field)
    case .object: return .object(field.fields.map(plan))
    case .string: break
    }
    switch field.format {
    case .dateTime: return .dateTime
    case .date: return .date
    case .email: return .person(.email)
    case .uri: return .uri
    case .uuid: return .uuid
    case nil: break
    }
    if let pattern = field.pattern.flatMap({ try? TextPattern($0) }) { return .pattern(pattern) }
    return .shortText
  }

  private func array(of items: FieldPlan, _ field: FieldDefinition) -> FieldPlan.Rule {
    let least = field.minimumItems ?? 0
    let low = max(least, min(1, field.maximumItems ?? 1))
    let high = max(low, min(max(3, low), field.maximumItems ?? .max))
    return .array(items, count: low...high, isUnique: field.hasUniqueItems)
  }

  private func integers(_ field: FieldDefinition) -> ClosedRange<Int> {
    let low =
      field.minimum.map { Int(clampingTo: $0.rounded(.up)) } ?? min(0, field.maximum.map { Int(clampingTo: $0) } ?? 0)
    let high = field.maximum.map { Int(clampingTo: $0.rounded(.down)) } ?? max(low, 0) + 1000
    return low...max(low, high)
  }

  private func decimal(_ field: FieldDefinition) -> FieldPlan.Rule {
    let low =
      field.minimum.map { Int(clampingTo: ($0 * 100).rounded(.up)) }
      ?? min(0, field.maximum.map { Int(clampingTo: $0 * 100) } ?? 0)
    let high = field.maximum.map { Int(clampingTo: ($0 * 100).rounded(.down)) } ?? max(low, 0) + 100_000
    if low > high, let exact = field.minimum { return .words(WeightedWords(alike: [.number(exact)])) }
    return .decimal(low...max(low, high))
  }

  /// The values to choose from in a field of the type's own.
  private func words(for own: OwnField, _ field: FieldDefinition) -> WeightedWords? {
    switch own {
    case .labels, .topics, .reactions: return tags(own, field)
    case .component:
      let entries = template.vocabulary.first { $0.name == "component" }?.entries.map(JSONValue.string) ?? []
      let check = FieldCheck(field)
      let fitting = entries.filter { check.problem(with: $0) == nil }
      let values = fitting.isEmpty ? examples(field) : fitting
      return values.isEmpty ? field.allowedValues.map(WeightedWords.init(alike:)) : WeightedWords(alike: values)
    case .storyPoints:
      let check = FieldCheck(field)
      let fitting = [1, 2, 3, 5, 8, 13, 21].map(JSONValue.integer).filter { check.problem(with: $0) == nil }
      return WeightedWords(alike: fitting.isEmpty ? [.integer(Int64(integers(field).lowerBound))] : fitting)
    case .stars, .forks, .openIssues, .version, .replyCount: return nil
    default:
      let usual = own.usualStates(template.metadata.datasetType)
      return usual.isEmpty && field.allowedValues == nil ? nil : WeightedWords(usual, allowed: field.allowedValues)
    }
  }

  /// Labels that hand-made records carry, with the template's tags; reactions that people use.
  private func tags(_ own: OwnField, _ field: FieldDefinition) -> WeightedWords? {
    let items = FieldCheck(field.items ?? FieldDefinition(name: "", kind: .string))
    var seen: Set<JSONValue> = []
    let used = template.records.flatMap { $0[field.name]?.array ?? [] }
    let usual = own == .reactions ? own.usualValues.map(\.0) : template.metadata.tags
    let values = (used + usual.map(JSONValue.string)).filter {
      items.problem(with: $0) == nil && seen.insert($0).inserted
    }
    return values.isEmpty ? items.field.allowedValues.map(WeightedWords.init(alike:)) : WeightedWords(alike: values)
  }
}

extension Int {
  /// The nearest number within ±2^53.
  fileprivate init(clampingTo value: Double) {
    let limit = 9_007_199_254_740_992.0
    self = Int(Swift.min(Swift.max(value, -limit), limit))
  }
}
