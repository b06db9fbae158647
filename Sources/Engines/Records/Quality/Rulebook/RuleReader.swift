/// Reads the parameters of one rule and notes what is wrong with them.
struct RuleReader {
  /// The field that the rule names, if it does.
  let field: FieldName?

  private(set) var findings: [RulesFinding] = []

  private let parameters: JSONObject
  private let pointer: JSONPointer
  private let now: RecordInstant?

  /// - Parameters:
  ///   - pointer: to the parameters.
  ///   - now: what `now` means in times.
  init(_ parameters: JSONObject, field: FieldName?, at pointer: JSONPointer, now: RecordInstant?) {
    self.parameters = parameters
    self.field = field
    self.pointer = pointer
    self.now = now
  }

  mutating func note(_ name: String?, _ problem: String, remedy: String) {
    let place = name.map { pointer.appending($0) } ?? pointer
    findings.append(RulesFinding(pointer: place, problem: problem, remedy: remedy))
  }

  func value(_ name: String) -> JSONValue? { parameters[name] }

  mutating func bool(_ name: String, default standard: Bool) -> Bool {
    guard let value = parameters[name] else { return standard }
    if let bool = value.bool { return bool }
    note(name, "\(name) is a \(value.kindName)", remedy: "write true or false")
    return standard
  }

  /// A whole number from 0.
  mutating func count(_ name: String) -> Int? {
    guard let value = parameters[name] else { return nil }
    if let integer = value.integer, integer >= 0 { return Int(integer) }
    note(name, "\(name) is not a whole number from 0", remedy: "write for example 10")
    return nil
  }

  /// A share from 0 to 1.
  mutating func share(_ name: String) -> Double? {
    guard let value = parameters[name] else { return nil }
    if let number = value.number, number >= 0, number <= 1 { return number }
    note(name, "\(name) is not a share", remedy: "write a number from 0 to 1, such as 0.95")
    return nil
  }

  mutating func text(_ name: String) -> String? {
    guard let value = parameters[name] else { return nil }
    if let text = value.string { return text }
    note(name, "\(name) is a \(value.kindName)", remedy: "write a string")
    return nil
  }

  /// A list with at least one value.
  mutating func values(_ name: String) -> [JSONValue]? {
    guard let value = parameters[name] else { return nil }
    if let values = value.array, !values.isEmpty { return values }
    note(name, "\(name) is not a list of values", remedy: "write at least one value in brackets")
    return nil
  }

  mutating func texts(_ name: String) -> [String]? {
    guard let values = values(name) else { return nil }
    let texts = values.compactMap(\.string)
    if texts.count == values.count { return texts }
    note(name, "\(name) holds something that is not a string", remedy: "write a list of strings")
    return nil
  }

  /// A length of time in seconds: `90s`, `30m`, `24h`, `7d`, `2w`.
  mutating func duration(_ name: String) -> Int64? {
    guard let text = text(name) else { return nil }
    if let seconds = Self.seconds(text) { return seconds }
    note(
      name, "\"\(text)\" is not a length of time",
      remedy: "write a whole number and s, m, h, d or w, such as 24h or 7d")
    return nil
  }

  /// A time: RFC 3339, or `now`, `now-7d`, `now+1h`.
  mutating func instant(_ name: String) -> RecordInstant? {
    guard let text = text(name) else { return nil }
    if let instant = RecordInstant(text) { return instant }
    guard text.hasPrefix("now") else {
      note(
        name, "\"\(text)\" is not a time",
        remedy: "write 2024-05-31, 2024-05-31T12:00:00Z, now, or a distance from it such as now-7d")
      return nil
    }
    let distance = text.dropFirst(3)
    guard let seconds = distance.isEmpty ? 0 : Self.seconds(distance.dropFirst()),
      distance.isEmpty || distance.first == "-" || distance.first == "+"
    else {
      note(name, "\"\(text)\" is not a time", remedy: "write for example now, now-7d or now+1h")
      return nil
    }
    return clock(name)?.moved(by: distance.first == "-" ? 0 &- seconds : seconds)
  }

  /// What time it is; noted where nobody said.
  mutating func clock(_ name: String?) -> RecordInstant? {
    if now == nil { note(name, "the rule needs to know what time it is", remedy: "say what now means") }
    return now
  }

  static func seconds(_ text: some StringProtocol) -> Int64? {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()), count >= 0,
      text.first != "+", count <= 400_000_000_000 / unit
    else { return nil }
    return count * unit
  }
}
