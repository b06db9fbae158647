import CSimdJSON

/// Checks one record after the other against a compiled schema; its memory is used again and again.
struct SchemaValidator: ~Copyable {
  /// A broken rule and where.
  struct Failure {
    /// Into the program's instructions.
    var instruction: Int32
    /// The value on the tape; for a missing member, the object.
    var index: Int
  }

  /// A member that the schema does not know.
  struct Unexpected {
    /// Where its name stands on the tape.
    var nameIndex: Int
    /// Into the program's objects: which part of the schema did not expect it.
    var object: Int32
  }

  let program: SchemaProgram
  private(set) var failures: [Failure] = []

  private(set) var unexpected: [Unexpected] = []

  /// For every slot of the record itself: where the member's value stands on the tape, or 0.
  var rootSlots: UnsafePointer<UInt32> { UnsafePointer(scratch) }

  private let maximumViolations: Int
  private let scratch: UnsafeMutablePointer<UInt32>
  private var scratchUsed = 0

  init(_ program: SchemaProgram, maximumViolations: Int) {
    self.program = program
    self.maximumViolations = max(maximumViolations, 1)
    let capacity = program.rootSlotCount + program.scratchSize + 1
    scratch = .allocate(capacity: capacity)
    scratch.initialize(repeating: 0, count: capacity)
  }

  deinit { scratch.deallocate() }

  /// Whether the record is valid; ``failures`` and ``unexpected`` hold what was found.
  mutating func validate(_ root: TapeValue) -> Bool {
    if !failures.isEmpty { failures.removeAll(keepingCapacity: true) }
    if !unexpected.isEmpty { unexpected.removeAll(keepingCapacity: true) }
    scratch.update(repeating: 0, count: program.rootSlotCount)
    // Only an object may write to the slots of the root.
    scratchUsed = root.tag == Tag.object ? 0 : program.rootSlotCount
    check(root, program.root)
    return failures.isEmpty
  }

  private mutating func check(_ value: TapeValue, _ nodeIndex: Int) {
    let node = program.nodes + nodeIndex
    let types = node.pointee.types.rawValue
    if types != 127, types & value.schemaKind.rawValue == 0 {
      fail(node.pointee.typeInstruction, value)
      return
    }
    if node.pointee.any.start != node.pointee.any.end { checkAny(value, node.pointee.any) }
    switch value.tag {
    case Tag.string:
      if node.pointee.string.start != node.pointee.string.end { checkString(value, node.pointee.string) }
    case Tag.object:
      if node.pointee.object >= 0 { checkMembers(value, node.pointee.object) }
    case Tag.array:
      if node.pointee.array.start != node.pointee.array.end { checkArray(value, node.pointee.array) }
    case Tag.signed, Tag.unsigned, Tag.double:
      if node.pointee.number.start != node.pointee.number.end { checkNumber(value, node.pointee.number) }
    default: break
    }
  }

  private mutating func fail(_ instruction: Int32, _ value: TapeValue) {
    guard failures.count < maximumViolations else { return }
    failures.append(Failure(instruction: instruction, index: value.index))
  }

  // MARK: Objects

  private mutating func checkMembers(_ value: TapeValue, _ objectIndex: Int32) {
    let object = program.objects + Int(objectIndex)
    let slotCount = object.pointee.slotCount
    let slots = scratch + scratchUsed
    slots.update(repeating: 0, count: slotCount)
    scratchUsed &+= slotCount
    let tape = value.tape
    let end = value.contentEnd
    var cursor = value.index &+ 1
    while cursor < end {
      let name = value.strings.string(tape[cursor])
      let member = cursor &+ 1
      // Strings on the tape are never null.
      let slot = name.baseAddress.map { object.pointee.names.slot($0, name.count) } ?? -1
      var child = object.pointee.additional
      if slot >= 0 {
        if slots[slot] != 0 { fail(object.pointee.uniqueNames, value.at(member)) }
        slots[slot] = UInt32(truncatingIfNeeded: member)
        child = object.pointee.children[slot]
      }
      if child >= 0 {
        check(value.at(member), Int(child))
      } else if child == -1, unexpected.count < 1000 {
        unexpected.append(Unexpected(nameIndex: cursor, object: objectIndex))
      }
      cursor = tape.next(after: member)
    }
    var index = 0
    while index < object.pointee.requirementCount {
      let requirement = object.pointee.requirements[index]
      if slots[Int(requirement.slot)] == 0 { fail(requirement.instruction, value) }
      index &+= 1
    }
    scratchUsed &-= slotCount
  }

  // MARK: Arrays

  private mutating func checkArray(_ value: TapeValue, _ range: InstructionRange) {
    var position = range.start
    while position < range.end {
      let instruction = program.instructions[Int(position)]
      switch instruction.opcode {
      case .minItems: if UInt64(value.contentCount) < instruction.value { fail(position, value) }
      case .maxItems: if UInt64(value.contentCount) > instruction.value { fail(position, value) }
      case .uniqueItems: if !hasUniqueElements(value) { fail(position, value) }
      default:
        let end = value.contentEnd
        var cursor = value.index &+ 1
        while cursor < end {
          check(value.at(cursor), Int(instruction.operand))
          cursor = value.tape.next(after: cursor)
        }
      }
      position &+= 1
    }
  }

  private func hasUniqueElements(_ value: TapeValue) -> Bool {
    let count = value.contentCount
    guard count > 1 else { return true }
    if count > 16 {
      var seen = Set<UInt64>(minimumCapacity: count)
      for element in value.elements where !seen.insert(element.structuralHash).inserted { return false }
      return true
    }
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: count) { hashes in
      var filled = 0
      for element in value.elements {
        let hash = element.structuralHash
        var index = 0
        while index < filled {
          if hashes[index] == hash { return false }
          index &+= 1
        }
        hashes[filled] = hash
        filled &+= 1
      }
      return true
    }
  }

  // MARK: Scalars

  private mutating func checkAny(_ value: TapeValue, _ range: InstructionRange) {
    var position = range.start
    while position < range.end {
      if !isListed(value, Int(program.instructions[Int(position)].operand)) { fail(position, value) }
      position &+= 1
    }
  }

  private func isListed(_ value: TapeValue, _ enumeration: Int) -> Bool {
    if value.tag == Tag.string {
      let bytes = value.stringBytes
      return bytes.baseAddress.map { program.enumeratedStrings[enumeration].slot($0, bytes.count) >= 0 } ?? false
    }
    return program.enumeratedOthers[enumeration].contains { value.equals($0) }
  }

  private mutating func checkString(_ value: TapeValue, _ range: InstructionRange) {
    let bytes = value.stringBytes
    guard let base = bytes.baseAddress else { return }
    var position = range.start
    while position < range.end {
      let instruction = program.instructions[Int(position)]
      switch instruction.opcode {
      case .minLength:
        // A scalar takes one to four bytes, so counting is seldom needed.
        if UInt64(bytes.count) < instruction.value {
          fail(position, value)
        } else if UInt64((bytes.count &+ 3) &>> 2) < instruction.value,
          UInt64(bytes_scalar_count(base, bytes.count)) < instruction.value
        {
          fail(position, value)
        }
      case .maxLength:
        if UInt64(bytes.count) > instruction.value, UInt64(bytes_scalar_count(base, bytes.count)) > instruction.value {
          fail(position, value)
        }
      case .pattern:
        let pattern = Int(instruction.operand)
        let matches = program.automata[pattern]?.matches(base, bytes.count)
        if !(matches ?? program.patterns[pattern].matches(utf8: bytes)) { fail(position, value) }
      default:
        let format = TextFormat(rawValue: UInt8(truncatingIfNeeded: instruction.operand))
        if let format, !format.matches(base, bytes.count) { fail(position, value) }
      }
      position &+= 1
    }
  }

  private mutating func checkNumber(_ value: TapeValue, _ range: InstructionRange) {
    var position = range.start
    while position < range.end {
      let instruction = program.instructions[Int(position)]
      let holds: Bool
      switch instruction.opcode {
      case .minimum: holds = NumberOrder.compare(value, with: instruction) >= 0
      case .maximum: holds = NumberOrder.compare(value, with: instruction) <= 0
      case .exclusiveMinimum: holds = NumberOrder.compare(value, with: instruction) > 0
      case .exclusiveMaximum: holds = NumberOrder.compare(value, with: instruction) < 0
      default: holds = isMultiple(value, instruction)
      }
      if !holds { fail(position, value) }
      position &+= 1
    }
  }

  private func isMultiple(_ value: TapeValue, _ instruction: SchemaInstruction) -> Bool {
    if instruction.opcode == .multipleOfDecimal {
      return program.decimalSteps[Int(instruction.operand)].divides(value.double ?? 0)
    }
    let bits = value.tape[value.index + 1]
    switch value.tag {
    case Tag.signed: return Int64(bitPattern: bits).magnitude % instruction.value == 0
    case Tag.unsigned: return bits % instruction.value == 0
    default: return Double(bitPattern: bits).truncatingRemainder(dividingBy: Double(instruction.value)) == 0
    }
  }
}
