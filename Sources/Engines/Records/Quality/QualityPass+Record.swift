extension QualityPass {
  /// Looks at one record.
  mutating func record(_ line: UnsafeRawBufferPointer, lineEnd: Int, isPadded: Bool) throws(JSONError) {
    guard let root = parser.parse(line, isPadded: isPadded) else {
      try recordUnreadable(line, lineEnd: lineEnd)
      return
    }
    tally.records += 1
    tally.bytes += line.count + lineEnd
    var isValid = validator.validate(root)
    let slots = validator.rootSlots
    let keyPlace = keyField.place(in: root, slots)

    if !isValid { countFailures(root, keyPlace) }
    if !validator.unexpected.isEmpty { countUnexpected(root) }
    if keyPlace != 0, isDuplicate(root.at(keyPlace)) {
      isValid = false
      tally.duplicateKeys += 1
      tally.violations[QualityRule.uniqueKey, default: 0] += 1
      let sentence = "\(keyField.name) is the key of an earlier record"
      addExample(root, keyPlace, keyField.pointer, QualityRule.uniqueKey, sentence)
    }
    if isValid { tally.valid += 1 } else { tally.invalid += 1 }

    var isComplete = true
    var field = 0
    while field < requiredSlots.count {
      let slot = requiredSlots[field]
      let place = slot >= 0 ? Self.place(slot, root, slots) : requiredFields[field].place(in: root, slots)
      if place != 0 {
        requiredCounts[field] += 1
      } else {
        isComplete = false
      }
      field += 1
    }
    if relationTraits.isEmpty {
      if isComplete { tally.complete += 1 }
    } else {
      countReferences(root, keyPlace, slots, isComplete)
    }
  }

  mutating func recordTooLong(_ bytes: Int) {
    tally.records += 1
    tally.bytes += bytes
    malformed("the record is longer than \(plan.maximumRecordBytes) bytes")
  }

  private mutating func recordUnreadable(_ line: UnsafeRawBufferPointer, lineEnd: Int) throws(JSONError) {
    if parser.isOutOfMemory { throw parser.failure(of: line) }
    guard let base = line.baseAddress?.assumingMemoryBound(to: UInt8.self), !JSONLines.isBlank(base, line.count) else {
      tally.bytes += line.count + lineEnd
      return
    }
    tally.records += 1
    tally.bytes += line.count + lineEnd
    guard tally.examples.hasRoom(for: QualityRule.wellFormed) else {
      malformed("")
      return
    }
    let error = parser.failure(of: line)
    malformed("the record is not acceptable JSON at byte \(error.offset + 1): \(error.message)")
  }

  private mutating func malformed(_ sentence: String) {
    tally.malformed += 1
    tally.violations[QualityRule.wellFormed, default: 0] += 1
    tally.examples.add(
      QualityExample(
        record: tally.records, key: nil, pointer: JSONPointer(), rule: QualityRule.wellFormed, sentence: sentence))
  }

  private mutating func countFailures(_ root: TapeValue, _ keyPlace: Int) {
    for index in validator.failures.indices {
      let failure = validator.failures[index]
      violations[Int(failure.instruction)] += 1
      let rule = program.rules[Int(failure.instruction)].keyword
      guard tally.examples.hasRoom(for: rule) else { continue }
      let violation = program.violation(failure, in: root)
      addExample(root, keyPlace, violation.pointer, rule, violation.sentence)
    }
  }

  private mutating func countUnexpected(_ root: TapeValue) {
    for index in validator.unexpected.indices { unexpected.count(validator.unexpected[index], in: root) }
  }

  private func isDuplicate(_ key: TapeValue) -> Bool {
    withKey(key) { !keys.insert($0) } ?? false
  }

  mutating func addExample(
    _ root: TapeValue, _ keyPlace: Int, _ pointer: JSONPointer, _ rule: String, _ sentence: String
  ) {
    guard tally.examples.hasRoom(for: rule) else { return }
    let key = keyPlace == 0 ? nil : withKey(root.at(keyPlace)) { Self.shortened($0) }
    tally.examples.add(
      QualityExample(record: tally.records, key: key, pointer: pointer, rule: rule, sentence: sentence))
  }

  /// The bytes of a key, which is a string or an integer; nil for anything else.
  @inline(__always)
  func withKey<Result>(_ key: TapeValue, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result? {
    switch key.tag {
    case Tag.string: return body(key.stringBytes)
    case Tag.signed, Tag.unsigned:
      var text = key.int64?.description ?? key.uint64?.description ?? ""
      return text.withUTF8(body)
    default: return nil
    }
  }

  static func shortened(_ key: UnsafeBufferPointer<UInt8>) -> String {
    String(String(decoding: key.prefix(longestKeyInExample * 4), as: UTF8.self).prefix(longestKeyInExample))
  }
}
