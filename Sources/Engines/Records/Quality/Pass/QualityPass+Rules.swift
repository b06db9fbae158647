import CSimdJSON

extension QualityPass {
  /// What a rule says about a record.
  private enum Outcome: UInt8 {
    /// There is nothing to judge.
    case passedOver = 0
    case holds = 1
    case fails = 2
  }

  /// Judges one record by all rules that look at records one by one.
  @inline(__always)
  mutating func judge(_ present: Present) {
    var index = 0
    while index < rules.checkCount {
      let check = rules.checks + index
      var failedAt = 0
      let outcome: Outcome
      if let (value, step) = check.pointee.path.start(in: present.root, present.slots) {
        outcome =
          step == check.pointee.path.stepCount
          ? judge(value, check, &failedAt) : judge(value, from: step, check, &failedAt)
      } else {
        outcome = judgeMissing(check)
      }
      if outcome != .passedOver {
        let counter = scratch.rules.baseAddress.unsafelyUnwrapped + check.pointee.rule
        counter.pointee.evaluated &+= 1
        if outcome == .fails {
          counter.pointee.failed &+= 1
          addRuleExample(present, index, check, failedAt)
        }
      }
      index &+= 1
    }
  }

  private mutating func addRuleExample(
    _ present: Present, _ index: Int, _ check: UnsafePointer<RuleCheck>, _ failedAt: Int
  ) {
    let opcode = check.pointee.opcode
    guard opcode != .share, opcode != .shareOfSet else { return }
    let rule = plan.rules[check.pointee.rule]
    guard counts.examples.hasRoom(for: rule.name, record: record) else { return }
    let pointer = failedAt == 0 ? rule.fieldName?.pointer ?? JSONPointer() : present.root.pointer(to: failedAt)
    addExample(present, pointer, rule.name, SchemaProgram.subject(pointer) + " " + rules.demands[index])
  }

  /// Judges all values that a path leads to; the record breaks the rule if one of them does.
  private mutating func judge(
    _ value: TapeValue, from step: Int, _ check: UnsafePointer<RuleCheck>, _ failedAt: inout Int
  ) -> Outcome {
    let path = check.pointee.path
    if step == path.stepCount { return judge(value, check, &failedAt) }
    if value.tag == Tag.array, path.steps[step].isEach {
      var outcome = Outcome.passedOver
      var elements = value.elements
      while let element = elements.next() {
        let one = judge(element, from: step &+ 1, check, &failedAt)
        if one.rawValue > outcome.rawValue { outcome = one }
      }
      return outcome
    }
    guard let inner = path.steps[step].value(in: value) else { return judgeMissing(check) }
    return judge(inner, from: step &+ 1, check, &failedAt)
  }

  @inline(__always)
  private func judgeMissing(_ check: UnsafePointer<RuleCheck>) -> Outcome {
    switch check.pointee.opcode {
    case .notNull, .notEmpty, .share: .fails
    default: .passedOver
    }
  }

  @inline(__always)
  private mutating func judge(
    _ value: TapeValue, _ check: UnsafePointer<RuleCheck>, _ failedAt: inout Int
  ) -> Outcome {
    let opcode = check.pointee.opcode
    if value.tag == Tag.null, opcode != .type {
      let outcome = judgeMissing(check)
      if outcome == .fails, failedAt == 0 { failedAt = value.index }
      return outcome
    }
    let operand = check.pointee.operand
    let holds: Bool
    switch opcode {
    case .notNull, .share: holds = true
    case .notEmpty: holds = !NotNullRule.isEmpty(value)
    case .type:
      let kind = value.schemaKind
      scratch.kinds[operand &* 7 &+ TypeRule.position(kind)] &+= 1
      holds = rules.kinds[operand].contains(kind)
    case .range: holds = rules.ranges[operand].contains(value)
    case .exactRange: holds = rules.exactRanges[operand].contains(value)
    case .timeRange:
      let instant = value.tag == Tag.string ? RecordInstant(utf8: value.stringBytes) : nil
      holds = instant.map { rules.timeRanges[operand].contains($0) } ?? false
    case .length: holds = rules.lengths[operand].contains(value)
    case .set, .shareOfSet: holds = isRight(value, set: operand)
    case .pattern:
      holds = operand >= 0 ? search(value, operand) == .matches : search(value, -1 - operand) == .doesNotMatch
    case .freshness: holds = isFresh(value, operand)
    }
    if !holds, failedAt == 0 { failedAt = value.index }
    return holds ? .holds : .fails
  }

  private func isRight(_ value: TapeValue, set: Int) -> Bool {
    let table = rules.sets + set
    if value.tag == Tag.string { return table.pointee.contains(value.stringBytes) == table.pointee.isAllowed }
    let isFound = table.pointee.hasOthers && rules.setOthers[set].contains { value.equals($0) }
    return isFound == table.pointee.isAllowed
  }

  /// Nil for what is no string.
  @inline(__always)
  private func search(_ value: TapeValue, _ pattern: Int) -> PatternOutcome? {
    guard value.tag == Tag.string, let base = value.stringBytes.baseAddress else { return nil }
    let bytes = value.stringBytes
    if let automaton = rules.automata[pattern] {
      return automaton.matches(base, bytes.count) ? .matches : .doesNotMatch
    }
    return rules.patterns[pattern].outcome(utf8: bytes)
  }

  private func isFresh(_ value: TapeValue, _ rule: Int) -> Bool {
    guard value.tag == Tag.string, let instant = RecordInstant(utf8: value.stringBytes) else { return false }
    let span = scratch.times.baseAddress.unsafelyUnwrapped + rule
    span.pointee.oldest = span.pointee.oldest.map { min($0, instant) } ?? instant
    span.pointee.newest = span.pointee.newest.map { max($0, instant) } ?? instant
    return rules.fresh[rule].contains(instant)
  }
}
