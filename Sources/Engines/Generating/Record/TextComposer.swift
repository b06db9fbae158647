/// Puts titles, sentences and paragraphs together.
struct TextComposer: Sendable {
  let model: TextModel
  private let titles: TextModel.List
  let sentences: TextModel.List
  /// Nil where the template has none.
  private let descriptions: TextModel.List?
  /// Messages keep the casing of their phrases.
  private let capitalizes: Bool
  private let key: UInt64

  init(_ template: TemplateDocument, _ world: WorldText, key: UInt64) {
    let model = TextModel(template, world)
    func list(_ name: String) -> TextModel.List? { model.list(name).map { model.lists[$0] } }
    let none = TextModel.List(isWords: false, first: 0, count: 0)
    self.model = model
    titles = list("title") ?? none
    sentences = list("sentence") ?? none
    descriptions = list("description")
    capitalizes = template.metadata.datasetType != .slackMessages
    self.key = key
  }

  /// A title that no other index has, as far as the phrases allow; beyond that a team, a month or a number is added.
  ///
  /// - Parameter taken: titles that others have already.
  func writeTitle(
    _ index: Int, taken: Set<[UInt8]>, _ context: inout TextContext, to text: inout [UInt8]
  ) {
    guard titles.count > 0 else { return }
    let start = text.count
    let cycle = writeRanked(titles, index, &context, to: &text)
    if cycle > 0 {
      writeSuffix(cycle - 1, to: &text)
    } else if taken.contains(Array(text[start...])) {
      writeSuffix(index % model.world.teams.count, to: &text)
    }
  }

  /// A phrase of `list` that differs from those of other indices for as long as its slots allow.
  ///
  /// - Returns: how often all that the phrase can say was said before.
  func writeRanked(
    _ list: TextModel.List, _ index: Int, _ context: inout TextContext, to text: inout [UInt8]
  ) -> Int {
    let block = index / list.count
    let turn = Int(RandomSource.mixed(key &+ UInt64(block)) % UInt64(list.count))
    let number = list.first + (index + turn) % list.count
    let phrase = model.phrases[number]
    context.chooser = Chooser(
      rank: phrase.order(UInt64(block)), of: phrase.distinctCount, random: context.chooser.random)
    write(phrase: number, &context, to: &text, from: text.count)
    context.chooser = Chooser(random: context.chooser.random)
    return Int(UInt64(block) / phrase.distinctCount)
  }

  /// Any title.
  func writeShortText(_ context: inout TextContext, to text: inout [UInt8]) {
    guard titles.count > 0 else { return }
    write(phrase: titles.first + context.chooser.next(below: titles.count), &context, to: &text, from: text.count)
  }

  /// Any sentence.
  func writeSentence(_ context: inout TextContext, to text: inout [UInt8]) {
    guard sentences.count > 0 else { return }
    let before = text.count
    write(phrase: sentences.first + context.chooser.next(below: sentences.count), &context, to: &text, from: before)
    // Phrases whose words are empty would never fill a text.
    if text.count == before { text.append(UInt8(ascii: ".")) }
  }

  /// One line on what a repository is; without phrases for it, whose it is.
  func writeDescription(
    title: Range<Int>, team: Int, _ context: inout TextContext, to text: inout [UInt8]
  ) {
    guard let descriptions else {
      text.append(contentsOf: Array(text[title]))
      text.append(", maintained by ")
      model.world.teams.append(team, to: &text)
      text.append(".")
      return
    }
    let number = descriptions.first + context.chooser.next(below: descriptions.count)
    write(phrase: number, &context, to: &text, from: text.count)
  }

  /// `paragraphs` paragraphs of `sentences` sentences, and more of them until the text has `least` characters. No sentence's
  /// pattern comes twice before each one was used.
  func writeParagraphs(
    _ paragraphs: Int, sentences perParagraph: ClosedRange<Int>, least: Int, _ context: inout TextContext,
    to text: inout [UInt8]
  ) {
    guard sentences.count > 0 else { return }
    let start = text.count
    var next = context.chooser.next(below: sentences.count)
    let step = stride(&context)
    var written = 0
    while written < paragraphs || !text.hasCharacters(least, from: start) {
      if written > 0 { text.append("\n\n") }
      let before = text.count
      let count = perParagraph.lowerBound + context.chooser.next(below: perParagraph.count)
      for sentence in 0..<max(1, count) {
        if sentence > 0 { text.separateSentences() }
        write(phrase: sentences.first + next, &context, to: &text, from: text.count)
        next = (next + step) % sentences.count
      }
      // Phrases whose words are empty would never fill the text.
      if text.count == before { text.append(UInt8(ascii: ".")) }
      written += 1
    }
  }

  private func write(phrase: Int, _ context: inout TextContext, to text: inout [UInt8], from start: Int) {
    context.lastPerson = -1
    model.write(phrase: phrase, &context, to: &text)
    if capitalizes { text.capitalizeWord(at: start) }
  }

  /// A step that visits every sentence before it comes back.
  private func stride(_ context: inout TextContext) -> Int {
    var step = 1 + context.chooser.next(below: sentences.count)
    while greatestCommonDivisor(step, sentences.count) != 1 { step += 1 }
    return step
  }

  private func writeSuffix(_ number: Int, to text: inout [UInt8]) {
    let teams = model.world.teams
    switch number {
    case ..<teams.count:
      text.append(" for ")
      teams.append(number, to: &text)
    case ..<(teams.count + 12):
      text.append(" (")
      text.append(monthName: number - teams.count + 1)
      text.append(" 2025)")
    case ..<(teams.count * 13 + 12):
      let rest = number - teams.count - 12
      text.append(" for ")
      teams.append(rest / 12, to: &text)
      text.append(" (")
      text.append(monthName: rest % 12 + 1)
      text.append(" 2025)")
    default:
      text.append(" (no. ")
      text.append(decimal: number)
      text.append(")")
    }
  }
}

private func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
  var (left, right) = (left, right)
  while right != 0 { (left, right) = (right, left % right) }
  return left
}
