extension SchemaValidator {
  /// Whether a value is valid against a schema.
  mutating func check(_ value: TapeValue, _ index: Int32) -> Bool { checkNext(value, index) >= 0 }

  /// ``check(_:_:)`` for the value of a member or an element.
  ///
  /// - Returns: the place behind it, or -1 if it is not valid.
  @inline(__always)
  mutating func checkNext(_ value: TapeValue, _ index: Int32) -> Int {
    let node = tables.nodes + Int(index)
    let word = value.tape[value.index]
    // A branch that is foreseen is quicker than looking up how long the value is.
    if word &>> 56 == UInt64(Tag.string) {
      guard node.pointee.allowed.contains(.string) else { return -1 }
      let holds =
        node.pointee.free.contains(.string)
        || (node.pointee.flags.isEmpty ? checkText(value, node) : checkValue(value, node, KindSet.string.rawValue))
      return holds ? value.index &+ 1 : -1
    }
    let tag = tables.kinds[Int(truncatingIfNeeded: word &>> 56)]
    let kind = UInt8(truncatingIfNeeded: tag)
    guard node.pointee.allowed.rawValue & kind != 0 else { return -1 }
    let next = value.index &+ Int(tag &>> 8)
    if node.pointee.free.rawValue & kind != 0 { return next }
    guard checkValue(value, node, kind) else { return -1 }
    return next > value.index ? next : Int(truncatingIfNeeded: word & 0xFFFF_FFFF)
  }

  /// What is asked of strings alone.
  @inline(__always)
  private mutating func checkText(_ value: TapeValue, _ node: UnsafePointer<SchemaNode>) -> Bool {
    if !node.pointee.length.isEmpty, !hasLength(value, node) { return false }
    return node.pointee.string.isEmpty || checkString(value, node.pointee.string)
  }

  /// All that a schema asks of a value whose kind may be right.
  @inline(never)
  private mutating func checkValue(_ value: TapeValue, _ node: UnsafePointer<SchemaNode>, _ kind: UInt8) -> Bool {
    if quiet == 0, node.pointee.leaves.rawValue & kind != 0 { leavesNames = true }
    let flags = node.pointee.flags
    if flags.contains(.isSlow) { return checkSlowly(value, node, -1) }
    if kind == KindSet.undecidedNumber.rawValue, !allowsNumber(value, node.pointee.types.rawValue) { return false }
    if flags.contains(.hasAny), !checkAny(value, node.pointee.any) { return false }
    switch kind {
    case KindSet.object.rawValue:
      if node.pointee.sharesMembers { return checkSharing(value, node) }
      if node.pointee.object >= 0, !checkMembers(value, node.pointee.object) { return false }
    case KindSet.array.rawValue:
      if !node.pointee.array.isEmpty, !checkArray(value, node.pointee.array, -1) { return false }
    case KindSet.string.rawValue:
      if !checkText(value, node) { return false }
    case KindSet.integer.rawValue, KindSet.undecidedNumber.rawValue:
      if !node.pointee.number.isEmpty, !checkNumber(value, node.pointee.number) { return false }
    default: break
    }
    return !flags.contains(.hasInPlace) || checkInPlace(value, node.pointee.inPlace, -1)
  }

  /// Whether the kind of a number is allowed: 1.0 is an integer.
  @inline(__always)
  mutating func allowsNumber(_ value: TapeValue, _ types: UInt8) -> Bool {
    let numbers = KindSet.integer.rawValue | KindSet.fraction.rawValue
    let allowed = types & numbers
    if allowed == numbers { return true }
    if allowed == 0 { return false }
    if value.tag == Tag.double { sawDouble = true }
    return allowed & value.schemaKind.rawValue != 0
  }

  /// Whether the type of a value is allowed.
  mutating func allowsKind(_ value: TapeValue, _ types: KindSet) -> Bool {
    if types == .all { return true }
    switch value.tag {
    case Tag.string, Tag.object, Tag.array, Tag.null, Tag.true, Tag.false: return types.contains(value.schemaKind)
    default: return allowsNumber(value, types.rawValue)
    }
  }

  /// ``check(_:_:)`` for schemas that know their dynamic scope or what is evaluated.
  ///
  /// - Parameter region: where the evaluated members or elements of the value are marked; -1 if nobody asks.
  mutating func checkSlowly(_ value: TapeValue, _ node: UnsafePointer<SchemaNode>, _ region: Int) -> Bool {
    let isEntered = enterScope(node.pointee.resource)
    defer { if isEntered { scope.removeLast() } }
    guard tracks(value, node) else { return checkParts(value, node, region) }
    let count = value.contentCount
    let own = marks.push(bits: count)
    defer { marks.pop(to: own) }
    guard checkParts(value, node, own), checkUnevaluated(value, node, own) else { return false }
    if region >= 0 { marks.set(0..<count, in: region) }
    return true
  }

  /// Whether the schema asks what of this value is evaluated.
  func tracks(_ value: TapeValue, _ node: UnsafePointer<SchemaNode>) -> Bool {
    value.tag == Tag.object && node.pointee.unevaluatedProperties >= 0
      || value.tag == Tag.array && node.pointee.unevaluatedItems >= 0
  }

  /// All of a schema but `unevaluatedItems` and `unevaluatedProperties`.
  mutating func checkParts(_ value: TapeValue, _ node: UnsafePointer<SchemaNode>, _ region: Int) -> Bool {
    guard allowsKind(value, node.pointee.types) else { return false }
    if !node.pointee.any.isEmpty, !checkAny(value, node.pointee.any) { return false }
    switch value.tag {
    case Tag.string:
      if !node.pointee.length.isEmpty, !hasLength(value, node) { return false }
      if !node.pointee.string.isEmpty, !checkString(value, node.pointee.string) { return false }
    case Tag.object:
      if node.pointee.object >= 0, !checkAllMembers(value, node.pointee.object, region) { return false }
    case Tag.array:
      if !node.pointee.array.isEmpty, !checkArray(value, node.pointee.array, region) { return false }
    case Tag.null, Tag.true, Tag.false: break
    default: if !node.pointee.number.isEmpty, !checkNumber(value, node.pointee.number) { return false }
    }
    return node.pointee.inPlace.isEmpty || checkInPlace(value, node.pointee.inPlace, region)
  }

  private mutating func checkUnevaluated(
    _ value: TapeValue, _ node: UnsafePointer<SchemaNode>, _ own: Int
  ) -> Bool {
    let isObject = value.tag == Tag.object
    let instruction = isObject ? node.pointee.unevaluatedProperties : node.pointee.unevaluatedItems
    let child = tables.instructions[Int(instruction)].operand
    guard enter() else { return false }
    let end = value.contentEnd
    var cursor = value.index &+ 1
    var ordinal = 0
    while cursor < end {
      if isObject { cursor &+= 1 }
      if !marks.isSet(ordinal, in: own), !check(value.at(cursor), child) { return false }
      cursor = value.tape.next(after: cursor)
      ordinal &+= 1
    }
    return true
  }

  // MARK: Dynamic scope

  /// Whether a resource was entered and has to be left again.
  mutating func enterScope(_ resource: Int32) -> Bool {
    guard program.hasDynamicScope, scope.last != resource else { return false }
    scope.append(resource)
    return true
  }

  /// Where a dynamic reference leads: into the outermost resource that has its anchor (Core 2020-12, clause 8.2.3.2).
  func dynamicTarget(_ number: Int32) -> Int32 {
    let targets = tables.dynamicTargets + Int(number) &* (tables.resourceCount &+ 1)
    for resource in scope {
      let target = targets[Int(resource) &+ 1]
      if target >= 0 { return target }
    }
    return targets[0]
  }
}
