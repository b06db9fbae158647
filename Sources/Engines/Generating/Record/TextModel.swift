/// The vocabulary and phrases of a template in the form in which text is written from them: flat tables of bytes.
struct TextModel: Sendable {
  enum Segment: Sendable {
    /// Entry of `literals`.
    case literal(Int)
    case list(Int)
    case world(WorldSlot)
    /// A date that is still to come.
    case dueDate
  }

  struct List: Sendable {
    /// Whether the entries are words, else phrases.
    let isWords: Bool
    /// Number of the first entry in `words` or `phrases`.
    let first: Int
    let count: Int
  }

  struct CompiledPhrase: Sendable {
    let segments: Range<Int>
    /// At least so many different texts come of it.
    let distinctCount: UInt64
    /// Spreads the ranks of titles over those texts.
    let order: IndexScrambler
  }

  private(set) var lists: [List] = []
  private(set) var words = ByteTable()
  private(set) var literals = ByteTable()
  private(set) var segments: [Segment] = []
  private(set) var phrases: [CompiledPhrase] = []
  private var numbers: [String: Int] = [:]
  let world: WorldText

  init(_ template: TemplateDocument, _ world: WorldText) {
    self.world = world
    for list in template.vocabulary {
      numbers[list.name] = lists.count
      lists.append(List(isWords: true, first: words.count, count: list.entries.count))
      for entry in list.entries { words.append(entry.utf8) }
    }
    var first = 0
    for list in template.phrases where numbers[list.name] == nil {
      numbers[list.name] = lists.count
      lists.append(List(isWords: false, first: first, count: list.entries.count))
      first += list.entries.count
    }
    compile(template.phrases)
  }

  /// The number of the list `name` for `write`.
  func list(_ name: String) -> Int? { numbers[name] }

  private mutating func compile(_ phraseLists: [WordList]) {
    let parsed = phraseLists.flatMap(\.entries).map { entry in
      // The reader refused what is not a phrase.
      (try? Phrase(entry).parts) ?? []
    }
    let ranges = parsed.map { parts in
      let start = segments.count
      for (position, part) in parts.enumerated() {
        segments.append(segment(part, after: position > 0 ? parts[position - 1] : nil))
      }
      return start..<segments.count
    }
    var counts = Counts(phrases: [UInt64?](repeating: nil, count: ranges.count), lists: [:])
    for index in ranges.indices { _ = distinctCount(ofPhrase: index, ranges, &counts) }
    for (index, range) in ranges.enumerated() {
      let count = counts.phrases[index] ?? 1
      phrases.append(
        CompiledPhrase(
          segments: range, distinctCount: count, order: IndexScrambler(size: count, key: UInt64(index) &+ 0x7E57)))
    }
  }

  private mutating func segment(_ part: Phrase.Part, after previous: Phrase.Part?) -> Segment {
    switch part {
    case .text(let text):
      literals.append(text.utf8)
      return .literal(literals.count - 1)
    case .slot(let name):
      // Teams are those of the world, so that a person's team is the right one.
      if name == WorldSlot.team.rawValue { return .world(.team) }
      if let number = numbers[name] { return .list(number) }
      if name == WorldSlot.date.rawValue, Self.looksAhead(previous) { return .dueDate }
      return .world(WorldSlot(rawValue: name) ?? .number)
    }
  }

  /// Whether the words before a date speak of the time to come.
  private static func looksAhead(_ previous: Phrase.Part?) -> Bool {
    guard case .text(let text) = previous else { return false }
    let signs = ["until ", "before ", "by ", "due on ", "live on ", "planned for ", "scheduled for ", "expires on "]
    return signs.contains { text.lowercased().hasSuffix($0) }
  }

  /// Counts that are known already.
  private struct Counts {
    var phrases: [UInt64?]
    var lists: [Int: UInt64]
  }

  private static let mostCounted: UInt64 = 1 << 40

  private func distinctCount(ofPhrase phrase: Int, _ ranges: [Range<Int>], _ counts: inout Counts) -> UInt64 {
    if let known = counts.phrases[phrase] { return known }
    var total: UInt64 = 1
    for segment in segments[ranges[phrase]] {
      let factor: UInt64
      switch segment {
      case .literal: factor = 1
      case .dueDate: factor = UInt64(world.count(of: .date))
      case .world(let slot): factor = UInt64(world.count(of: slot))
      case .list(let number): factor = distinctCount(ofList: number, ranges, &counts)
      }
      let (product, overflow) = total.multipliedReportingOverflow(by: factor)
      total = overflow ? Self.mostCounted : min(product, Self.mostCounted)
    }
    counts.phrases[phrase] = total
    return total
  }

  private func distinctCount(ofList number: Int, _ ranges: [Range<Int>], _ counts: inout Counts) -> UInt64 {
    if let known = counts.lists[number] { return known }
    let list = lists[number]
    var least: UInt64 = list.isWords ? 1 : Self.mostCounted
    if !list.isWords {
      for phrase in list.first..<list.first + list.count {
        least = min(least, distinctCount(ofPhrase: phrase, ranges, &counts))
      }
    }
    let (product, overflow) = least.multipliedReportingOverflow(by: UInt64(list.count))
    let count = overflow ? Self.mostCounted : min(product, Self.mostCounted)
    counts.lists[number] = count
    return count
  }
}
