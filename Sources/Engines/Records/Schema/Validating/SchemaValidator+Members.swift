import CSimdJSON

extension SchemaValidator {
  /// The members of an object whose evaluation nobody asks for.
  mutating func checkMembers(_ value: TapeValue, _ index: Int32) -> Bool {
    let object = tables.objects + Int(index)
    guard object.pointee.isPlain else { return checkAllMembers(value, index, -1) }
    var seen: UInt64 = 0
    return checkPlainMembers(value, index, index == tables.rootObject && value.index == 1 ? places : noPlaces, &seen)
  }

  /// The members of an object of which nothing is asked but by name.
  ///
  /// - Parameters:
  ///   - places: gets for every slot that is filled where the value stands.
  ///   - found: gets a bit for every such slot.
  mutating func checkPlainMembers(
    _ value: TapeValue, _ index: Int32, _ places: UnsafeMutablePointer<UInt32>, _ found: inout UInt64
  ) -> Bool {
    guard enter(), stepThrough(value) else { return false }
    let object = tables.objects + Int(index)
    let names = object.pointee.names
    let successors = self.successors + Int(object.pointee.successors)
    let tape = value.tape
    let end = value.contentEnd
    var cursor = value.index &+ 1
    var seen: UInt64 = 0
    defer { found = seen }
    var previous = 0
    while cursor < end {
      let start = value.strings + Int(truncatingIfNeeded: tape[cursor] & 0x00FF_FFFF_FFFF_FFFF)
      let count = Int(truncatingIfNeeded: bytes_load32(start))
      let member = cursor &+ 1
      // Members mostly come in the order of the last record.
      var slot = Int(successors[previous])
      if !names.isName(slot, start + 4, count) {
        slot = names.slotAfterAll(start + 4, count)
        if slot >= 0 { successors[previous] = Int32(truncatingIfNeeded: slot) }
      }
      var child = object.pointee.decidingAdditional
      if slot >= 0 {
        let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: slot)
        if seen & bit != 0, !noteDuplicate(member) { return false }
        seen |= bit
        places[slot] = UInt32(truncatingIfNeeded: member)
        child = names.entries[slot].deciding
        previous = slot &+ 1
      } else if quiet == 0 {
        leavesNames = true
      }
      if child >= 0 {
        cursor = checkNext(value.at(member), child)
        if cursor < 0 { return false }
      } else {
        if child == NoNode.unexpected, quiet == 0 { noteUnexpected(cursor, index) }
        cursor = pass(member, value)
      }
    }
    return seen & object.pointee.requiredMask == object.pointee.requiredMask
      && (!object.pointee.hasConditions || meetsConditions(value, object, seen))
  }

  /// The place behind a value that is valid whatever it is.
  @inline(__always)
  private mutating func pass(_ index: Int, _ object: TapeValue) -> Int {
    let next = object.tape.next(after: index)
    // Only containers take more than two words.
    if next &- index > 2 { leavesNames = true }
    return next
  }

  /// How many members there are, and which must be there because others are.
  private func meetsConditions(_ value: TapeValue, _ object: UnsafePointer<SchemaObject>, _ seen: UInt64) -> Bool {
    holds(object.pointee.dependencies, Int(object.pointee.dependencyCount), seen) && hasCount(value, object)
  }

  private func hasCount(_ value: TapeValue, _ object: UnsafePointer<SchemaObject>) -> Bool {
    let count = UInt64(value.contentCount)
    if object.pointee.minimum >= 0, count < tables.instructions[Int(object.pointee.minimum)].value { return false }
    return object.pointee.maximum < 0 || count <= tables.instructions[Int(object.pointee.maximum)].value
  }

  /// The members of an object with all that can be asked of them.
  mutating func checkAllMembers(_ value: TapeValue, _ index: Int32, _ region: Int) -> Bool {
    let object = tables.objects + Int(index)
    guard enter(), stepThrough(value, patterns: object.pointee.patternCount) else { return false }
    let seen = marks.push(bits: Int(object.pointee.slotCount))
    defer { marks.pop(to: seen) }
    let places = index == tables.rootObject && value.index == 1 ? self.places : nil
    let tape = value.tape
    let end = value.contentEnd
    var cursor = value.index &+ 1
    var ordinal = 0
    while cursor < end {
      let name = value.strings.string(tape[cursor])
      let member = cursor &+ 1
      let slot = name.baseAddress.map { object.pointee.names.slot($0, name.count) } ?? -1
      if slot >= 0 {
        if marks.isSet(slot, in: seen), !noteDuplicate(member) { return false }
        marks.set(slot, in: seen)
        if let places { places[slot] = UInt32(truncatingIfNeeded: member) }
      } else if quiet == 0 {
        leavesNames = true
      }
      guard checkMember(value.at(member), name, cursor, slot, index, region, ordinal) else { return false }
      cursor = tape.next(after: member)
      ordinal &+= 1
    }
    return checkPresence(value, object, seen) && checkDependencies(value, object, seen, region)
  }

  /// One member against `properties`, `patternProperties`, `additionalProperties` and `propertyNames`.
  private mutating func checkMember(
    _ member: TapeValue, _ name: UnsafeBufferPointer<UInt8>, _ nameIndex: Int, _ slot: Int, _ index: Int32,
    _ region: Int, _ ordinal: Int
  ) -> Bool {
    let object = tables.objects + Int(index)
    if object.pointee.propertyNames >= 0 {
      let node = tables.instructions[Int(object.pointee.propertyNames)].operand
      guard check(member.at(nameIndex), node) else { return false }
    }
    var isKnown = slot >= 0 && object.pointee.names.entries[slot].isDeclared
    let child = isKnown ? object.pointee.names.entries[slot].node : NoNode.anything
    if child >= 0 {
      if !check(member, child) { return false }
    } else if member.isContainer {
      leavesNames = true
    }
    for position in 0..<Int(object.pointee.patternCount) {
      let pattern = object.pointee.patterns[position]
      guard matches(pattern.pattern, name) else { continue }
      isKnown = true
      guard check(member, pattern.node) else { return false }
    }
    if !isKnown {
      let child = object.pointee.additional
      if child >= 0, !check(member, child) { return false }
      if child == NoNode.unexpected, quiet == 0 { noteUnexpected(nameIndex, index) }
    }
    if region >= 0, isKnown || object.pointee.evaluatesAdditional { marks.set(ordinal, in: region) }
    return true
  }

  private func checkPresence(_ value: TapeValue, _ object: UnsafePointer<SchemaObject>, _ seen: Int) -> Bool {
    for position in 0..<Int(object.pointee.requirementCount)
    where !marks.isSet(Int(object.pointee.requirements[position].slot), in: seen) {
      return false
    }
    return hasCount(value, object)
  }

  private mutating func checkDependencies(
    _ value: TapeValue, _ object: UnsafePointer<SchemaObject>, _ seen: Int, _ region: Int
  ) -> Bool {
    for position in 0..<Int(object.pointee.dependencyCount) {
      let dependency = object.pointee.dependencies[position]
      guard marks.isSet(Int(dependency.slot), in: seen) else { continue }
      if dependency.required >= 0 {
        guard marks.isSet(Int(dependency.required), in: seen) else { return false }
      } else {
        quiet &+= 1
        defer { quiet &-= 1 }
        guard apply(value, tables.instructions[Int(dependency.instruction)].operand, region) else { return false }
      }
    }
    return true
  }

  @inline(__always)
  mutating func matches(_ pattern: Int32, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    if let runs = tables.runs[Int(pattern)] { return byte_runs_match(runs, base, bytes.count) != 0 }
    return follows(pattern, bytes)
  }

  @inline(never)
  private mutating func follows(_ pattern: Int32, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    return tables.automata[Int(pattern)]?.matches(base, bytes.count) ?? searches(pattern, bytes)
  }

  /// By backtracking, which a record may drive to its limit only a few times.
  private mutating func searches(_ pattern: Int32, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard exceededPatterns <= Self.mostExceededPatterns else { return false }
    let outcome = program.patterns[Int(pattern)].outcome(utf8: bytes)
    if outcome == .exceededLimit {
      exceededPatterns &+= 1
      if exceededPatterns > Self.mostExceededPatterns { ranOut = true }
    }
    return outcome == .matches
  }
}
