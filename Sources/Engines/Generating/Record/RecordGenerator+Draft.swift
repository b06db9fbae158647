extension RecordGenerator {
  /// Makes the decisions of record number `index`.
  func draft(_ index: Int) -> RecordDraft {
    var draft = RecordDraft(index: index, random: RandomSource(key: key, stream: 1, index: UInt64(index)))
    let made = index < handMade.count ? handMade[index] : nil
    choosePeople(&draft, made)
    chooseTimes(&draft, made)
    choosePlaces(&draft)
    compose(&draft, made)
    chooseLinks(&draft, made)
    return draft
  }

  private func choosePeople(_ draft: inout RecordDraft, _ made: HandMadeRecord?) {
    let people = world.names.count
    draft.author = made?.author ?? member(of: made?.team, &draft.random) ?? draft.random.next(below: people)
    draft.contact = draft.random.next(below: people)
    draft.team = world.teamOfPerson[draft.author]
    if datasetType == .jiraIssues, draft.random.chance(7, in: 8) { draft.assignee = draft.random.next(below: people) }
  }

  private func member(of team: Int?, _ random: inout RandomSource) -> Int? {
    guard let team, !world.peopleOfTeam[team].isEmpty else { return nil }
    return world.peopleOfTeam[team][random.next(below: world.peopleOfTeam[team].count)]
  }

  /// Records are created one after the other over the year; a change follows at any time until its end.
  private func chooseTimes(_ draft: inout RecordDraft, _ made: HandMadeRecord?) {
    if datasetType == .slackMessages {
      draft.placement = world.keys.messages.placement(of: draft.index)
      draft.created = draft.placement.seconds
      draft.updated = draft.created
      return
    }
    let start = (draft.index * TimeLine.length + draft.random.next(below: TimeLine.length)) / count
    draft.created = made?.created ?? min(TimeLine.moment(at: start), made?.updated ?? .max)
    let position = TimeLine.position(of: draft.created)
    let rest = TimeLine.length - position
    let change = draft.random.chance(1, in: 5) ? 0 : draft.random.next(below: rest)
    let latest = max(draft.created, TimeLine.moment(at: position + change))
    draft.updated = made?.updated ?? (change == 0 ? draft.created : latest)

    chooseStatus(&draft)
    let isDone = made?.isDone ?? doneByChoice(draft)
    if isDone {
      let until = max(0, draft.updated - draft.created)
      draft.resolved = draft.random.chance(1, in: 3) ? draft.created + until / 2 : draft.created + until
    }
  }

  private func chooseStatus(_ draft: inout RecordDraft) {
    guard let position = layout.status, case .own(_, let words?) = plans[position].rule else { return }
    draft.status = words.choose(&draft.random)
  }

  private func doneByChoice(_ draft: RecordDraft) -> Bool {
    guard let position = layout.status, case .own(_, let words?) = plans[position].rule else { return false }
    return words.isDone(draft.status)
  }

  private func choosePlaces(_ draft: inout RecordDraft) {
    // The same places come back every 32 pages, which keeps the pages of one tree in one space.
    let turn = RandomSource(key: key, stream: 2, index: UInt64(draft.index & 31))
    var places = turn
    draft.space = places.next(below: world.spaces.count)
    draft.channel =
      datasetType == .slackMessages ? draft.placement.channel : draft.random.next(below: world.channels.count)
    draft.project =
      datasetType == .jiraIssues
      ? world.keys.issues.project(of: draft.index) : draft.team % max(1, world.json.projectKeys.count)
  }

  private func chooseLinks(_ draft: inout RecordDraft, _ made: HandMadeRecord?) {
    let landmarks = World.landmarkCount
    if draft.issue < 0, draft.random.chance(1, in: 3) { draft.issue = draft.random.next(below: landmarks) }
    if draft.page < 0, draft.random.chance(1, in: 3) { draft.page = draft.random.next(below: landmarks) }
    if draft.random.chance(1, in: 2) { draft.repository = draft.random.next(below: world.repositories.count) }
    switch datasetType {
    case .confluencePages:
      let level = draft.index >> 5
      if level > 0 { draft.parent = (level - 1) / 4 << 5 | draft.index & 31 }
    case .jiraIssues:
      let epic = draft.index - draft.index % Self.epicStride
      let epicIsMade = epic < handMade.count && handMade[epic].isEpic == false
      if epic != draft.index, !epicIsMade, made?.isEpic != true { draft.parent = epic }
    default: break
    }
  }

  /// Every twentieth issue is an epic, those after it may belong to it.
  static let epicStride = 20

  func isEpic(_ draft: RecordDraft) -> Bool {
    datasetType == .jiraIssues && draft.index % Self.epicStride == 0
  }
}
