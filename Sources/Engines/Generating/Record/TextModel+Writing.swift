extension TextModel {
  /// Appends an entry of list number `list`, its slots filled.
  func write(list number: Int, _ context: inout TextContext, to text: inout [UInt8]) {
    let list = lists[number]
    guard list.isWords else {
      write(phrase: list.first + context.chooser.next(below: list.count), &context, to: &text)
      return
    }
    words.append(list.first + choose(list, number, &context), to: &text)
  }

  /// Appends the phrase, its slots filled.
  func write(phrase: Int, _ context: inout TextContext, to text: inout [UInt8]) {
    for index in phrases[phrase].segments {
      switch segments[index] {
      case .literal(let literal): literals.append(literal, to: &text)
      case .list(let number): write(list: number, &context, to: &text)
      case .world(let slot): write(slot, &context, to: &text)
      case .dueDate:
        let days = context.chooser.next(below: world.count(of: .date)) + 1
        text.append(longDate: context.moment + days * 86_400)
      }
    }
  }

  private func choose(_ list: List, _ number: Int, _ context: inout TextContext) -> Int {
    let subject = context.subjects[number]
    if subject >= 0, !context.chooser.isRanked, context.chooser.random.chance(1, in: 2) { return subject }
    let choice = context.chooser.next(below: list.count)
    if subject < 0 { context.subjects[number] = choice }
    return choice
  }

  private func write(_ slot: WorldSlot, _ context: inout TextContext, to text: inout [UInt8]) {
    let choice = context.chooser.next(below: world.count(of: slot))
    switch slot {
    case .person:
      context.mention(other(choice, context))
      world.names.append(context.lastPerson, to: &text)
    case .firstName:
      if context.lastPerson < 0 { context.mention(other(choice, context)) }
      world.firstNames.append(context.lastPerson, to: &text)
    case .team:
      world.teams.append(context.lastPerson < 0 ? choice : world.teamOfPerson[context.lastPerson], to: &text)
    case .space: world.spaces.append(choice, to: &text)
    case .repository: world.repositories.append(choice, to: &text)
    case .channel: world.channels.append(choice, to: &text)
    case .project: world.projects.append(choice, to: &text)
    case .pageTitle:
      if context.page < 0 { context.page = World.namedLandmarks.lowerBound + choice }
      world.pageTitles.append(choice, to: &text)
    case .issueKey:
      if context.issue < 0 { context.issue = choice }
      world.keys.append(.jiraIssues, choice, to: &text)
    case .number, .ticketCount: text.append(decimal: choice + 2)
    case .percent: text.append(decimal: choice + 1)
    case .date: text.append(longDate: context.moment - (choice + 1) * 86_400)
    case .version:
      text.append(decimal: choice / 200 + 1)
      text.append(".")
      text.append(decimal: choice / 10 % 20)
      text.append(".")
      text.append(decimal: choice % 10)
    }
  }

  /// The chosen person, or the next one if that is the author.
  private func other(_ choice: Int, _ context: TextContext) -> Int {
    choice == context.author ? (choice + 1) % world.names.count : choice
  }
}

extension Chooser {
  /// Whether the next choice still comes from the rank.
  var isRanked: Bool { stock > 1 }
}
