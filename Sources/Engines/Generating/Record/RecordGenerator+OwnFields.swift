import DataRecords

extension RecordGenerator {
  /// Writes the value of a field that the dataset type brings along.
  func writeOwn(
    _ field: OwnField, _ plan: FieldPlan, _ words: WeightedWords?, _ draft: inout RecordDraft,
    to writer: inout JSONWriter
  ) {
    switch field {
    case .id: writeKey(draft.index, to: &writer)
    case .title, .summary: writer.string(draft.text[draft.title])
    case .body, .readme, .text: writer.string(draft.text[draft.body])
    case .description: writer.string(draft.text[draft.description])
    case .name: writer.string(draft.text[draft.slug])
    case .fullName: writeFullName(draft, to: &writer)
    case .url: writeURL(draft, to: &writer)

    case .spaceKey: world.json.spaceKeys.write(draft.space, to: &writer)
    case .spaceName: world.json.spaceNames.write(draft.space, to: &writer)
    case .projectKey: world.json.projectKeys.write(draft.project, to: &writer)
    case .projectName: world.json.projectNames.write(draft.project, to: &writer)
    case .channelID: world.json.channelIDs.write(draft.channel, to: &writer)
    case .channelName: world.json.channelNames.write(draft.channel, to: &writer)
    case .team: world.json.teams.write(draft.team, to: &writer)
    case .authorID, .maintainerID, .userID, .reporterID: world.json.ids.write(draft.author, to: &writer)
    case .authorName, .maintainerName, .userName, .reporterName: world.json.names.write(draft.author, to: &writer)
    case .authorEmail, .maintainerEmail, .userEmail, .reporterEmail: world.json.emails.write(draft.author, to: &writer)
    case .assigneeID, .assigneeName, .assigneeEmail: writeAssignee(field, plan, draft, to: &writer)

    case .createdAt: writeMoment(draft.created, to: &writer)
    case .updatedAt: writeMoment(draft.updated, to: &writer)
    case .resolvedAt:
      if draft.resolved < 0, !plan.isRequired { return writer.null() }
      writeMoment(draft.resolved < 0 ? draft.updated : draft.resolved, to: &writer)
    case .ts: writeTimestamp(draft.placement, to: &writer)
    case .threadTs:
      if draft.placement.root == draft.index, !plan.isRequired { return writer.null() }
      writeTimestamp(world.keys.messages.placement(of: draft.placement.root), to: &writer)
    case .threadID:
      if draft.placement.root == draft.index, !plan.isRequired { return writer.null() }
      writeKey(draft.placement.root, to: &writer)
    case .replyCount: writeInteger(world.keys.messages.replyCount(of: draft.index, count: count), plan, to: &writer)

    case .relatedIssueKey, .issueKey: writeLink(.jiraIssues, draft.issue, plan, &draft, to: &writer)
    case .relatedPageID, .pageID, .documentationPageID:
      writeLink(.confluencePages, draft.page, plan, &draft, to: &writer)
    case .repository:
      if draft.repository < 0, !plan.isRequired { return writer.null() }
      world.json.repositories.write(max(0, draft.repository), to: &writer)
    case .parentID, .epicKey:
      if draft.parent < 0, !plan.isRequired { return writer.null() }
      writeKey(draft.parent < 0 ? draft.index : draft.parent, to: &writer)
    case .mentions: writeMentions(plan, &draft, to: &writer)

    case .version: writeVersion(plan, &draft, to: &writer)
    case .stars, .forks, .openIssues: writeCount(field, plan, &draft, to: &writer)
    case .storyPoints:
      if !plan.isRequired, isEpic(draft) || draft.random.chance(1, in: 4) { return writer.null() }
      writeChoice(words, &draft, to: &writer)
    case .status: words.map { $0.write(draft.status, to: &writer) } ?? writer.null()
    case .issueType where isEpic(draft): writer.string("Epic")
    case .component:
      guard let words else { return world.json.projectNames.write(draft.project, to: &writer) }
      let isKnown = draft.component >= 0 && words.count == layout.component.map { composer.model.lists[$0].count }
      words.write(isKnown ? draft.component : words.choose(&draft.random), to: &writer)
    case .license where !plan.isRequired && draft.random.chance(1, in: 8): writer.null()
    case .labels, .topics, .reactions: writeTags(field, plan, words, &draft, to: &writer)
    case .language, .license, .visibility, .defaultBranch, .issueType, .priority:
      writeChoice(words, &draft, to: &writer)
    }
  }

  private func writeChoice(_ words: WeightedWords?, _ draft: inout RecordDraft, to writer: inout JSONWriter) {
    guard let words else { return writer.null() }
    words.write(words.choose(&draft.random), to: &writer)
  }

  private func writeAssignee(_ field: OwnField, _ plan: FieldPlan, _ draft: RecordDraft, to writer: inout JSONWriter) {
    if draft.assignee < 0, !plan.isRequired { return writer.null() }
    let person = draft.assignee < 0 ? draft.author : draft.assignee
    switch field {
    case .assigneeID: world.json.ids.write(person, to: &writer)
    case .assigneeName: world.json.names.write(person, to: &writer)
    default: world.json.emails.write(person, to: &writer)
    }
  }

  private func writeMoment(_ moment: Int, to writer: inout JSONWriter) {
    var text: [UInt8] = []
    text.reserveCapacity(20)
    text.append(dateTime: moment)
    writer.string(text[...])
  }

  private func writeTimestamp(_ placement: MessageKeys.Placement, to writer: inout JSONWriter) {
    var text: [UInt8] = []
    text.reserveCapacity(17)
    world.keys.messages.appendTimestamp(placement, to: &text)
    writer.string(text[...])
  }

  private func writeLink(
    _ type: DatasetType, _ landmark: Int, _ plan: FieldPlan, _ draft: inout RecordDraft, to writer: inout JSONWriter
  ) {
    if landmark < 0, !plan.isRequired { return writer.null() }
    writeLandmark(type, landmark < 0 ? draft.random.next(below: World.landmarkCount) : landmark, to: &writer)
  }

  private func writeMentions(_ plan: FieldPlan, _ draft: inout RecordDraft, to writer: inout JSONWriter) {
    // Whoever else must be mentioned comes after the last one in the directory.
    while draft.mentions.count < min(plan.range.lowerBound, world.names.count) {
      let next = ((draft.mentions.last ?? draft.author) + 1) % world.names.count
      draft.mentions.append(next)
    }
    writer.beginArray()
    for person in draft.mentions.prefix(plan.range.upperBound) { world.json.ids.write(person, to: &writer) }
    writer.endArray()
  }

  private func writeInteger(_ value: Int, _ plan: FieldPlan, to writer: inout JSONWriter) {
    writer.integer(Int64(min(max(value, plan.range.lowerBound), plan.range.upperBound)))
  }

  private func writeVersion(_ plan: FieldPlan, _ draft: inout RecordDraft, to writer: inout JSONWriter) {
    writeInteger(draft.updated == draft.created ? 1 : 2 + draft.random.next(below: 24), plan, to: &writer)
  }

  private func writeCount(_ field: OwnField, _ plan: FieldPlan, _ draft: inout RecordDraft, to writer: inout JSONWriter)
  {
    // Few repositories are popular: the product of two draws.
    let bound = field == .stars ? 15 : 8
    writeInteger(draft.random.next(below: bound) * draft.random.next(below: bound), plan, to: &writer)
  }

  private func writeTags(
    _ field: OwnField, _ plan: FieldPlan, _ words: WeightedWords?, _ draft: inout RecordDraft,
    to writer: inout JSONWriter
  ) {
    writer.beginArray()
    if let words, words.count > 0 {
      let isReaction = field == .reactions
      let usual = isReaction ? max(0, draft.random.next(below: 6) - 2) : 2 + draft.random.next(below: 3)
      let wanted = min(max(usual, plan.range.lowerBound), plan.range.upperBound)
      let start = draft.random.next(below: words.count)
      for offset in 0..<min(wanted, words.count) {
        // Neighbours in the list come from the same hand-made record, so they suit each other.
        words.write((start + offset) % words.count, to: &writer)
      }
    }
    writer.endArray()
  }

  // MARK: Addresses

  private func writeFullName(_ draft: RecordDraft, to writer: inout JSONWriter) {
    var text: [UInt8] = []
    appendFullName(draft, to: &text)
    writer.string(text[...])
  }

  private func appendFullName(_ draft: RecordDraft, to text: inout [UInt8]) {
    // The domain is the organisation's slug with `.example`.
    text.append(contentsOf: layout.domain.prefix { $0 != UInt8(ascii: ".") })
    text.append(UInt8(ascii: "/"))
    text.append(contentsOf: draft.text[draft.slug])
  }

  private func writeURL(_ draft: RecordDraft, to writer: inout JSONWriter) {
    var text: [UInt8] = []
    text.reserveCapacity(96)
    switch datasetType {
    case .confluencePages:
      appendHost("wiki", to: &text)
      text.append("/spaces/")
      text.append(contentsOf: world.json.spaceKeys[draft.space].dropFirst().dropLast())
      text.append("/pages/")
      appendEscapedKey(draft.index, to: &text)
    case .githubRepos:
      appendHost("code", to: &text)
      text.append("/")
      appendFullName(draft, to: &text)
    case .slackMessages:
      appendHost("chat", to: &text)
      text.append("/archives/")
      text.append(contentsOf: world.json.channelIDs[draft.channel].dropFirst().dropLast())
      text.append("/p")
      text.append(decimal: draft.placement.seconds)
      text.append(decimal: draft.placement.micros, digits: 6)
    case .jiraIssues:
      appendHost("issues", to: &text)
      text.append("/browse/")
      appendEscapedKey(draft.index, to: &text)
    case .custom:
      appendHost("portal", to: &text)
      text.append("/items/")
      appendEscapedKey(draft.index, to: &text)
    }
    writer.string(text[...])
  }

  private func appendHost(_ name: StaticString, to text: inout [UInt8]) {
    text.append("https://")
    text.append(name)
    text.append(".")
    text.append(contentsOf: layout.domain)
  }

  /// The key as part of a path; keys that a person or a pattern made may hold anything.
  private func appendEscapedKey(_ index: Int, to text: inout [UInt8]) {
    var key: [UInt8] = []
    appendKey(index, to: &key)
    for byte in key {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
        text.append(byte)
      default:
        text.append("%")
        for nibble in [byte >> 4, byte & 15] {
          text.append(nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "A") + nibble - 10)
        }
      }
    }
  }
}
