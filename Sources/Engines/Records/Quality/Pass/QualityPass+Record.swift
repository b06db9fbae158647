extension QualityPass {
  /// What is known of the record that is being looked at.
  struct Present {
    let root: TapeValue
    let slots: UnsafePointer<UInt32>
    let text: UnsafeRawBufferPointer
    /// The place of the key on the tape, or 0.
    let key: Int
  }

  /// Looks at one record.
  mutating func read(_ line: UnsafeRawBufferPointer, lineEnd: Int, isPadded: Bool) throws(QualityError) {
    guard var root = reader.read(line, isPadded: isPadded) else {
      try readUnreadable(line, lineEnd: lineEnd)
      return
    }
    if rules.mayLookAtFraction(of: root, reader.validator.rootSlots) { root = reader.readExactly(root, line) }
    record &+= 1
    counts.records &+= 1
    counts.bytes &+= line.count &+ lineEnd
    let isValid = reader.isValid
    let slots = reader.validator.rootSlots
    let present = Present(root: root, slots: slots, text: line, key: keyPath?.place(in: root, slots) ?? 0)

    if isValid { counts.conforming &+= 1 } else { countFailures(present) }
    if !reader.validator.unexpected.isEmpty { countUnexpected(root) }
    if present.key != 0 { keepKey(root.at(present.key), isValid) }
    var isComplete = countFields(present)
    if scratch.relationships.count > 0 { isComplete = countReferences(present, isComplete) }
    if isComplete { counts.complete &+= 1 }
    if scratch.columns.count > (keyPath == nil ? 0 : 1) { keepColumns(present) }
    if rules.checkCount > 0 { judge(present) }
    if evidenceBytes > plan.memory.bytes { try spill() }
  }

  mutating func readTooLong(_ bytes: Int) {
    record += 1
    counts.records += 1
    counts.bytes += bytes
    malformed("the record is longer than \(plan.maximumRecordBytes) bytes")
  }

  private mutating func readUnreadable(_ line: UnsafeRawBufferPointer, lineEnd: Int) throws(QualityError) {
    if reader.parser.isOutOfMemory { throw .parser(reader.parser.failure(of: line)) }
    guard let base = line.baseAddress?.assumingMemoryBound(to: UInt8.self), !JSONLines.isBlank(base, line.count) else {
      counts.bytes += line.count + lineEnd
      return
    }
    record += 1
    counts.records += 1
    counts.bytes += line.count + lineEnd
    guard counts.examples.hasRoom(for: QualityRule.wellFormed, record: record) else { return malformed("") }
    let error = reader.failure(of: line)
    malformed("the record is not acceptable JSON at byte \(error.offset + 1): \(error.message)", line)
  }

  private mutating func malformed(_ sentence: String, _ line: UnsafeRawBufferPointer? = nil) {
    counts.malformed += 1
    counts.violations[QualityRule.wellFormed, default: 0] += 1
    counts.examples.add(
      QualityExample(
        record: record, key: nil, pointer: JSONPointer(), rule: QualityRule.wellFormed, sentence: sentence,
        excerpt: line.flatMap { excerpt(of: $0) }))
  }

  private mutating func countFailures(_ present: Present) {
    for index in reader.validator.failures.indices {
      let failure = reader.validator.failures[index]
      scratch.violations[Int(failure.instruction)] &+= 1
      let rule = program.rules[Int(failure.instruction)].keyword
      guard counts.examples.hasRoom(for: rule, record: record) else { continue }
      let violation = program.violation(failure, in: present.root)
      addExample(present, violation.pointer, rule, violation.sentence)
    }
  }

  private mutating func countUnexpected(_ root: TapeValue) {
    for index in reader.validator.unexpected.indices {
      unexpected.count(memberNamedAt: reader.validator.unexpected[index].nameIndex, in: root, into: &counts.unexpected)
    }
  }

  /// Counts the fields that are there; whether all required ones are.
  @inline(__always)
  private mutating func countFields(_ present: Present) -> Bool {
    var isComplete = true
    let required = scratch.requiredPaths
    var index = 0
    while index < required.count {
      if required[index].place(in: present.root, present.slots) != 0 {
        scratch.requiredCounts[index] &+= 1
      } else {
        isComplete = false
        addMissing(index, present)
      }
      index &+= 1
    }
    let optional = scratch.optionalSlots
    index = 0
    while index < optional.count {
      let place = Int(present.slots[optional[index]])
      if place != 0, present.root.at(place).tag != Tag.null { scratch.optionalCounts[index] &+= 1 }
      index &+= 1
    }
    return isComplete
  }

  /// An example of a record without a required field, unless a rule of its own tells of it.
  @inline(never)
  private mutating func addMissing(_ index: Int, _ present: Present) {
    guard index < plan.requiredFields.count else { return }
    let field = plan.requiredFields[index]
    let rule = QualityRule.required(field)
    guard counts.examples.hasRoom(for: rule, record: record), !plan.hasRule(NotNullRule.id, for: field) else { return }
    let pointer = FieldName(field)?.pointer ?? JSONPointer()
    addExample(present, pointer, rule, SchemaProgram.subject(pointer) + " is required but missing or null")
  }

  mutating func addExample(_ present: Present, _ pointer: JSONPointer, _ rule: String, _ sentence: String) {
    let key = present.key == 0 ? nil : present.root.at(present.key).withKey { QualityExample.shortened(key: $0) }
    counts.examples.add(
      QualityExample(
        record: record, key: key, pointer: pointer, rule: rule, sentence: sentence, excerpt: excerpt(of: present.text)))
  }

  /// The beginning of the record, cut between characters.
  private func excerpt(of line: UnsafeRawBufferPointer) -> String? {
    guard plan.maximumExcerptBytes > 0 else { return nil }
    var end = min(line.count, plan.maximumExcerptBytes)
    if end < line.count {
      while end > 0, line[end] & 0xC0 == 0x80 { end -= 1 }
    }
    let text = String(decoding: line[..<end], as: UTF8.self)
    return end < line.count ? text + "…" : text
  }
}
