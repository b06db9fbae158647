import DataRecords

/// A record that a person wrote, prepared for writing, and what it says that other fields must agree with.
struct HandMadeRecord: Sendable {
  /// The value of each field of the template as JSON; nil where the generator fills it in.
  let values: [[UInt8]?]
  /// Members that no field describes, as JSON; they come last.
  let extras: [(name: String, value: [UInt8])]
  let id: [UInt8]?
  let title: [UInt8]?
  /// The slug of a repository.
  let slug: [UInt8]?
  let isDone: Bool?
  let isEpic: Bool?
  let created: Int?
  let updated: Int?
  /// Number of the person of the world who is named as author, maintainer, sender or reporter.
  let author: Int?
  /// Number of the named team of the world.
  let team: Int?
  /// The component as a word of the vocabulary.
  let component: Int?

  init(_ record: JSONObject, _ template: TemplateDocument, _ world: World) {
    values = template.fields.map { record[$0.name]?.bytes() }
    let names = Set(template.fields.map(\.name))
    extras = record.filter { !names.contains($0.name) }.map { ($0.name, $0.value.bytes()) }
    func text(_ field: OwnField) -> String? { record[field.rawValue]?.string }
    id = text(.id).map { Array($0.utf8) }
    title = text(template.metadata.datasetType.titleField).map { Array($0.utf8) }
    slug = template.metadata.datasetType == .githubRepos ? text(.name).map { Array($0.utf8) } : nil
    isDone = text(.status).map { $0 == "Done" }
    isEpic = text(.issueType).map { $0 == "Epic" }
    created = text(.createdAt).flatMap(Moment.parse)
    updated = text(.updatedAt).flatMap(Moment.parse)
    team = text(.team).flatMap { name in world.teams.firstIndex { $0.name == name } }
    component = text(.component).flatMap { name in
      template.vocabulary.first { $0.name == "component" }?.entries.firstIndex(of: name)
    }
    let ids = [OwnField.authorID, .maintainerID, .userID, .reporterID].compactMap(text)
    let emails = [OwnField.authorEmail, .maintainerEmail, .userEmail, .reporterEmail].compactMap(text)
    let fullNames = [OwnField.authorName, .maintainerName, .userName, .reporterName].compactMap(text)
    author =
      ids.isEmpty && emails.isEmpty && fullNames.isEmpty
      ? nil
      : world.people.firstIndex { ids.contains($0.id) || emails.contains($0.email) || fullNames.contains($0.name) }
  }
}

enum Moment {
  /// Seconds since 1970 of a date-time as in RFC 3339; nil for any other text and for years before 1970.
  static func parse(_ text: String) -> Int? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes[10] | 0x20 == UInt8(ascii: "t"), bytes[4] == UInt8(ascii: "-") else { return nil }
    func number(_ range: Range<Int>) -> Int? { Int(String(decoding: bytes[range], as: UTF8.self)) }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10), let hour = number(11..<13),
      let minute = number(14..<16), let second = number(17..<19), year >= 1970, (1...12).contains(month),
      (1...31).contains(day)
    else { return nil }
    let moment =
      CivilDate(year: year, month: month, day: day).daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second
    return max(0, moment - offset(bytes.dropFirst(19)))
  }

  /// The zone at the end, in seconds.
  private static func offset(_ rest: ArraySlice<UInt8>) -> Int {
    guard rest.count >= 6, let sign = rest.dropLast(5).last, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"),
      let hours = Int(String(decoding: rest.suffix(5).prefix(2), as: UTF8.self)),
      let minutes = Int(String(decoding: rest.suffix(2), as: UTF8.self))
    else { return 0 }
    return (hours * 3600 + minutes * 60) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }
}
