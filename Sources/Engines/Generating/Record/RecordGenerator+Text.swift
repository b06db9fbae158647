extension RecordGenerator {
  /// Writes the texts of the record and notes what they mention.
  func compose(_ draft: inout RecordDraft, _ made: HandMadeRecord?) {
    var context = TextContext(
      chooser: Chooser(random: RandomSource(key: key, stream: 3, index: UInt64(draft.index))),
      lists: composer.model.lists.count, author: draft.author, moment: draft.created)
    if let component = made?.component, let list = layout.component { context.subjects[list] = component }
    var text: [UInt8] = []
    text.reserveCapacity(datasetType == .slackMessages ? 512 : 4096)

    if datasetType != .slackMessages {
      writeTitle(draft.index, made, &context, to: &text)
      fit(&text, from: 0, layout.title, &context)
      draft.title = 0..<text.count
    }
    if datasetType == .githubRepos {
      let start = text.count
      writeSlug(draft, made, to: &text)
      draft.slug = start..<text.count
      composer.writeDescription(title: draft.title, team: draft.team, &context, to: &text)
      fit(&text, from: draft.slug.upperBound, layout.description, &context)
      draft.description = draft.slug.upperBound..<text.count
    }
    // What a person wrote needs no second text.
    let start = text.count
    if let position = layout.body, made?.values[position] == nil {
      writeBody(draft, &context, to: &text)
      fit(&text, from: start, position, &context)
      draft.body = start..<text.count
    } else if datasetType == .jiraIssues, let position = layout.description, made?.values[position] == nil {
      composer.writeParagraphs(
        1 + context.chooser.next(below: 3), sentences: 2...4, least: plans[position].bounds.least, &context, to: &text)
      fit(&text, from: start, position, &context)
      draft.description = start..<text.count
    }
    draft.text = text
    draft.mentions = context.mentions
    draft.issue = context.issue
    draft.page = context.page
    draft.component = layout.component.map { context.subjects[$0] } ?? -1
  }

  private func writeTitle(
    _ index: Int, _ made: HandMadeRecord?, _ context: inout TextContext, to text: inout [UInt8]
  ) {
    let named = World.namedLandmarks
    if let title = made?.title {
      text.append(contentsOf: title)
    } else if datasetType == .confluencePages, isNamed(index) {
      world.pageTitles.append(index - named.lowerBound, to: &text)
    } else if datasetType == .githubRepos, isNamed(index) {
      world.repositoryTitles.append(index - named.lowerBound, to: &text)
    } else {
      composer.writeTitle(index, taken: titles, &context, to: &text)
    }
  }

  /// Whether the record has the name that the world gives it: not if a person wrote it or gave the name to another.
  private func isNamed(_ index: Int) -> Bool {
    let named = World.namedLandmarks
    guard named.contains(index), index >= handMade.count else { return false }
    let names = datasetType == .githubRepos ? world.repositoryTitles : world.pageTitles
    return !handMadeTitles.contains(Array(names[index - named.lowerBound]))
  }

  private func writeBody(_ draft: RecordDraft, _ context: inout TextContext, to text: inout [UInt8]) {
    let least = layout.body.map { plans[$0].bounds.least } ?? 0
    switch datasetType {
    case .slackMessages:
      composer.writeMessage(
        draft.index, isReply: draft.placement.root != draft.index, least: least, &context, to: &text)
    case .githubRepos:
      text.append("# ")
      text.append(contentsOf: Array(text[draft.title]))
      text.append("\n\n")
      composer.writeParagraphs(
        3 + context.chooser.next(below: 2), sentences: 2...4, least: least, &context, to: &text)
    default:
      composer.writeParagraphs(
        3 + context.chooser.next(below: 3), sentences: 3...5, least: least, &context, to: &text)
    }
  }

  /// Cuts or extends the text from `start` on to the bounds of the field at `position`.
  private func fit(_ text: inout [UInt8], from start: Int, _ position: Int?, _ context: inout TextContext) {
    guard let position else { return }
    fit(&text, from: start, plans[position].bounds, &context)
  }

  func fit(_ text: inout [UInt8], from start: Int, _ bounds: TextBounds, _ context: inout TextContext) {
    while !text.hasCharacters(bounds.least, from: start) {
      if text.count > start { text.append(UInt8(ascii: " ")) }
      let before = text.count
      composer.writeShortText(&context, to: &text)
      if text.count == before { text.append(UInt8(ascii: ".")) }
    }
    if let most = bounds.most { text.cut(toCharacters: most, from: start) }
  }

  /// The name of a repository: that of the world for the named landmarks, else made from the title.
  private func writeSlug(_ draft: RecordDraft, _ made: HandMadeRecord?, to text: inout [UInt8]) {
    let named = World.namedLandmarks
    let start = text.count
    if let slug = made?.slug {
      text.append(contentsOf: slug)
    } else if isNamed(draft.index) {
      world.repositories.append(draft.index - named.lowerBound, to: &text)
    } else {
      text.append(slugOf: Array(text[draft.title]), limit: 90)
    }
    if text.count - start < 2 { text.append("repository") }
  }
}

extension TextComposer {
  /// A message of one to three sentences; some that open a thread begin with a heading.
  func writeMessage(_ index: Int, isReply: Bool, least: Int, _ context: inout TextContext, to text: inout [UInt8]) {
    guard sentences.count > 0 else { return }
    let start = text.count
    if !isReply, context.chooser.next(below: 8) == 0 {
      text.append("*")
      writeShortText(&context, to: &text)
      text.append("*\n")
    }
    let cycle = writeRanked(sentences, index, &context, to: &text)
    let draw = context.chooser.next(below: 20)
    var more = draw < 10 ? 0 : draw < 18 || isReply ? 1 : 2
    // A sentence that was said before does not stand alone.
    if cycle > 0 { more = max(1, more) }
    while more > 0 || !text.hasCharacters(least, from: start) {
      text.separateSentences()
      writeSentence(&context, to: &text)
      more -= 1
    }
  }
}
