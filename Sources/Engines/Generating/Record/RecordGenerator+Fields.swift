import DataRecords

extension RecordGenerator {
  /// Writes the value of one field.
  func write(_ plan: FieldPlan, _ draft: inout RecordDraft, to writer: inout JSONWriter) {
    switch plan.rule {
    case .own(let field, let words): writeOwn(field, plan, words, &draft, to: &writer)
    case .words(let words):
      if isLeftOut(plan, &draft) { return writer.null() }
      words.write(words.choose(&draft.random), to: &writer)
    case .list, .paragraph, .shortText, .uri, .uuid, .pattern:
      if isLeftOut(plan, &draft) { return writer.null() }
      writeText(plan, &draft, to: &writer)
    case .person(let aspect): write(aspect, of: draft.contact, to: &writer)
    case .team: world.json.teams.write(world.teamOfPerson[draft.contact], to: &writer)
    case .spaceKey: world.json.spaceKeys.write(draft.space, to: &writer)
    case .spaceName: world.json.spaceNames.write(draft.space, to: &writer)
    case .repository: world.json.repositories.write(draft.random.next(below: world.repositories.count), to: &writer)
    case .channelID: world.json.channelIDs.write(draft.channel, to: &writer)
    case .channelName: world.json.channelNames.write(draft.channel, to: &writer)
    case .projectKey: world.json.projectKeys.write(draft.project, to: &writer)
    case .projectName: world.json.projectNames.write(draft.project, to: &writer)
    case .reference(let type):
      if !plan.isRequired, draft.random.chance(1, in: 3) { return writer.null() }
      writeLandmark(type, draft.random.next(below: World.landmarkCount), to: &writer)
    case .ownReference: writeOwnReference(plan, &draft, to: &writer)
    case .integer(let range): writer.integer(Int64(number(in: range, &draft.random)))
    case .decimal(let range): writeDecimal(number(in: range, &draft.random), to: &writer)
    case .dateTime, .date:
      if isLeftOut(plan, &draft) { return writer.null() }
      writeMoment(plan, &draft, to: &writer)
    case .boolean: writer.bool(draft.random.chance(1, in: 2))
    case .array(let items, let count, let isUnique):
      writeArray(items, number(in: count, &draft.random), isUnique, &draft, to: &writer)
    case .object(let plans):
      writer.beginObject()
      for plan in plans {
        writer.key(plan.name)
        write(plan, &draft, to: &writer)
      }
      writer.endObject()
    }
  }

  /// Whether a field that may be null is null this time.
  private func isLeftOut(_ plan: FieldPlan, _ draft: inout RecordDraft) -> Bool {
    !plan.isRequired && draft.random.chance(1, in: 10)
  }

  func number(in range: ClosedRange<Int>, _ random: inout RandomSource) -> Int {
    range.lowerBound + random.next(below: range.upperBound - range.lowerBound + 1)
  }

  private func write(_ aspect: FieldSource.PersonAspect, of person: Int, to writer: inout JSONWriter) {
    switch aspect {
    case .id: world.json.ids.write(person, to: &writer)
    case .name: world.json.names.write(person, to: &writer)
    case .email: world.json.emails.write(person, to: &writer)
    case .handle: world.json.handles.write(person, to: &writer)
    }
  }

  private func writeText(_ plan: FieldPlan, _ draft: inout RecordDraft, to writer: inout JSONWriter) {
    var context = TextContext(
      chooser: Chooser(random: draft.random), lists: composer.model.lists.count, author: draft.author,
      moment: draft.created)
    var text: [UInt8] = []
    switch plan.rule {
    case .list(let number): composer.model.write(list: number, &context, to: &text)
    case .paragraph:
      composer.writeParagraphs(1, sentences: 2...4, least: plan.bounds.least, &context, to: &text)
    case .uri:
      text.append("https://")
      text.append(contentsOf: layout.domain)
      text.append("/items/")
      text.append(decimal: context.chooser.next(below: 1_000_000))
    case .uuid: text.append(uuid: context.chooser.random.next(), context.chooser.random.next())
    case .pattern(let pattern): pattern.append(to: &text, &context.chooser)
    default: composer.writeShortText(&context, to: &text)
    }
    switch plan.rule {
    case .uri, .uuid, .pattern: break
    default: fit(&text, from: 0, plan.bounds, &context)
    }
    draft.random = context.chooser.random
    writer.string(text[...])
  }

  private func writeOwnReference(_ plan: FieldPlan, _ draft: inout RecordDraft, to writer: inout JSONWriter) {
    let isNone = draft.index == 0 || draft.random.chance(1, in: 3)
    if isNone, !plan.isRequired { return writer.null() }
    writeKey(draft.random.next(below: max(1, draft.index)), to: &writer)
  }

  private func writeMoment(_ plan: FieldPlan, _ draft: inout RecordDraft, to writer: inout JSONWriter) {
    let position = TimeLine.position(of: draft.created)
    let moment = TimeLine.moment(at: position + draft.random.next(below: max(1, TimeLine.length - position)))
    var text: [UInt8] = []
    if case .date = plan.rule { text.append(date: moment) } else { text.append(dateTime: moment) }
    writer.string(text[...])
  }

  private func writeDecimal(_ hundredths: Int, to writer: inout JSONWriter) {
    var text: [UInt8] = []
    if hundredths < 0 { text.append(UInt8(ascii: "-")) }
    let magnitude = Int(hundredths.magnitude)
    text.append(decimal: magnitude / 100)
    if magnitude % 100 > 0 {
      text.append(UInt8(ascii: "."))
      text.append(decimal: magnitude % 100, digits: 2)
    }
    writer.raw(text)
  }

  private func writeArray(
    _ items: FieldPlan, _ count: Int, _ isUnique: Bool, _ draft: inout RecordDraft, to writer: inout JSONWriter
  ) {
    var written: [[UInt8]] = []
    var attempts = 0
    while written.count < count, attempts < count * 8 + 8 {
      attempts += 1
      // People and places of a list are different ones, not those that the record's other fields mean.
      draft.contact = draft.random.next(below: world.names.count)
      draft.space = draft.random.next(below: world.spaces.count)
      draft.channel = draft.random.next(below: world.channels.count)
      draft.project = draft.random.next(below: world.projects.count)
      var element = JSONWriter()
      write(items, &draft, to: &element)
      if !isUnique || !written.contains(element.bytes) { written.append(element.bytes) }
    }
    writer.beginArray()
    for element in written { writer.raw(element) }
    writer.endArray()
  }

  // MARK: Keys

  func writeKey(_ index: Int, to writer: inout JSONWriter) {
    var bytes: [UInt8] = []
    appendKey(index, to: &bytes)
    writer.string(bytes[...])
  }

  func writeLandmark(_ type: DatasetType, _ index: Int, to writer: inout JSONWriter) {
    var bytes: [UInt8] = []
    world.keys.append(type, index, to: &bytes)
    writer.string(bytes[...])
  }
}

extension JSONWriter {
  /// Writes UTF-8 text.
  mutating func string(_ text: ArraySlice<UInt8>) {
    text.withUnsafeBufferPointer { string(utf8: $0) }
  }
}
