public import DataRecords

/// Makes the records of one dataset, each one a pure function of template, world, count and its index.
///
/// Records can be made in any order and in parallel; memory does not grow with the count. The same inputs give the same bytes
/// on every machine and in every release of this library that does not say otherwise.
public struct RecordGenerator: Sendable {
  /// How many records the dataset has.
  public let count: Int
  public let datasetType: DatasetType
  /// The template's sample queries with what they must find; always ten.
  public let answers: [Answer]

  let world: WorldText
  let composer: TextComposer
  let keys: KeyRule
  let plans: [FieldPlan]
  /// In the order of the dataset: the hand-made records come first.
  let handMade: [HandMadeRecord]
  let layout: Layout
  /// Titles that people gave to records.
  let handMadeTitles: Set<[UInt8]>
  /// With those that the world gives.
  let titles: Set<[UInt8]>
  let key: UInt64

  /// - Throws: where `count` is not in 1 to 100 million, or the template's own key pattern cannot serve so many records.
  public init(template: TemplateDocument, world: World, count: Int) throws(GenerationError) {
    guard TemplateLimits.recordCount.contains(count) else { throw .countOutOfRange(count) }
    let type = template.metadata.datasetType
    let order = Self.order(template, count: count)
    let handMade = order.map { HandMadeRecord(template.records[$0], template, world) }
    let words = WorldText(world)
    let key = RandomSource.mixed(UInt64(world.keys.number(ofItem: 0)) &+ UInt64(type.number) << 32)

    self.count = count
    self.key = key
    self.handMade = handMade
    datasetType = type
    self.world = words
    handMadeTitles = Set(handMade.compactMap(\.title))
    titles = handMadeTitles.union(
      (type == .githubRepos ? world.repositories.map(\.title) : type == .confluencePages ? world.pageTitles : [])
        .map { Array($0.utf8) })
    composer = TextComposer(template, words, key: key)
    keys = try KeyRule(template, keys: world.keys, taken: handMade.compactMap(\.id), count: count)
    plans = FieldPlanner(template: template, model: composer.model).plans()
    layout = Layout(plans, component: composer.model.list("component"), domain: world.domain)
    answers = Answer.all(of: template, order: order) { [keys] position in
      if let id = handMade[position].id { return String(decoding: id, as: UTF8.self) }
      var bytes: [UInt8] = []
      keys.append(position, to: &bytes)
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Writes record number `index` as one JSON object; nothing for an index outside of `0 ..< count`.
  public func write(_ index: Int, to writer: inout JSONWriter) {
    guard (0..<count).contains(index) else { return }
    var draft = draft(index)
    let made = index < handMade.count ? handMade[index] : nil
    writer.beginObject()
    for (position, plan) in plans.enumerated() {
      writer.key(plan.name)
      if let made, let value = made.values[position] {
        writer.raw(value)
      } else {
        write(plan, &draft, to: &writer)
      }
    }
    for extra in made?.extras ?? [] {
      writer.key(extra.name)
      writer.raw(extra.value)
    }
    writer.endObject()
  }

  /// The key of record number `index`, as in its field `id`.
  public func key(at index: Int) -> String {
    var bytes: [UInt8] = []
    appendKey(index, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  func appendKey(_ index: Int, to bytes: inout [UInt8]) {
    if index < handMade.count, let id = handMade[index].id {
      bytes.append(contentsOf: id)
    } else {
      keys.append(index, to: &bytes)
    }
  }

  /// Which hand-made records the dataset holds, in its order: all as in the template or, where there is not room for all, those
  /// that answer sample queries before the others.
  private static func order(_ template: TemplateDocument, count: Int) -> [Int] {
    let all = Array(template.records.indices)
    guard count < all.count else { return all }
    var seen: Set<Int> = []
    let asked = template.sampleQueries.map(\.record).filter { seen.insert($0).inserted }
    return Array((asked + all.filter { !seen.contains($0) }).prefix(count))
  }
}

extension RecordGenerator {
  /// Where the fields are that others depend on.
  struct Layout: Sendable {
    var title: Int?
    var body: Int?
    var description: Int?
    var status: Int?
    /// The list of components in the text model.
    let component: Int?
    let domain: [UInt8]

    init(_ plans: [FieldPlan], component: Int?, domain: String) {
      self.component = component
      self.domain = Array(domain.utf8)
      for (position, plan) in plans.enumerated() {
        guard case .own(let field, _) = plan.rule else { continue }
        switch field {
        case .title, .summary: title = position
        case .body, .readme, .text: body = position
        case .description: description = position
        case .status: status = position
        default: break
        }
      }
    }
  }
}

extension DatasetType {
  fileprivate var number: Int {
    switch self {
    case .confluencePages: 1
    case .githubRepos: 2
    case .slackMessages: 3
    case .jiraIssues: 4
    case .custom: 5
    }
  }
}
