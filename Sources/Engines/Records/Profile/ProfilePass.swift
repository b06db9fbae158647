import CSimdJSON

/// One pass over records that gathers a ``RecordProfile``.
///
/// Memory is bounded by the options, not by the number of records.
public struct ProfilePass: Sendable {
  /// What was seen so far.
  public private(set) var profile: RecordProfile

  /// Where the fields are, beside ``RecordProfile/fields``.
  private var nodes: [ProfileNode] = [ProfileNode()]

  /// Counts objects, so that a name that is there twice in one of them counts once.
  private var objects = 0

  private let formats = FormatGuesser()

  /// A pass that has seen nothing.
  public init(options: ProfileOptions = .init()) { profile = RecordProfile(options: options) }

  /// Looks at one record.
  public mutating func add(_ record: TapeValue) {
    profile.records &+= 1
    profile.fields[0].present &+= 1
    visit(record, 0)
  }

  /// Counts a record that is not acceptable JSON.
  public mutating func addMalformed() { profile.malformed &+= 1 }

  /// Looks at all records of a batch.
  ///
  /// - Throws: only when there is no memory to parse a record.
  public mutating func add(_ batch: borrowing RecordBatch, with parser: JSONParser) throws(JSONError) {
    if batch.isOversized { addMalformed() }
    for index in batch.spans.indices {
      try add(record: batch.record(batch.spans[index]), isPadded: true, with: parser)
    }
  }

  /// Looks at newline-delimited JSON, which must hold whole records.
  ///
  /// - Throws: only when there is no memory to parse a record.
  public mutating func add(ndjson: UnsafeRawBufferPointer, with parser: JSONParser) throws(JSONError) {
    for line in JSONLines(ndjson) {
      let isPadded = line.offset + line.bytes.count + Int(tape_padding) <= ndjson.count
      try add(record: line.bytes, isPadded: isPadded, with: parser)
    }
  }

  /// Looks at the text of a record.
  ///
  /// - Parameter isPadded: whether 64 bytes behind the text are readable.
  mutating func add(record: UnsafeRawBufferPointer, isPadded: Bool, with parser: JSONParser) throws(JSONError) {
    if let root = parser.parse(record, isPadded: isPadded), !parser.needsExactness(record) { return add(root) }
    if let root = parser.parseExactly(record) { return add(root) }
    guard !parser.isOutOfMemory else { throw .outOfMemory }
    addMalformed()
  }

  // MARK: Values

  private mutating func visit(_ value: TapeValue, _ field: Int) {
    switch value.kind {
    case .string: addString(value.stringBytes, field)
    case .integer, .number: addNumber(value, field)
    case .bool: addBoolean(value.tag == Tag.true, field)
    case .null: profile.fields[field].kinds.null &+= 1
    case .object: addMembers(value, field)
    case .array: addElements(value, field)
    }
  }

  private mutating func addString(_ text: UnsafeBufferPointer<UInt8>, _ field: Int) {
    let format = formats.format(text)
    let hash = ValueHash.of(text)
    let isSensitive = profile.fields[field].isSensitive
    let care: PersonalData.Care =
      switch profile.options.values {
      case .all: .none
      case .safe: isSensitive ? .forgotten : PersonalData.care(for: text, format)
      case .none: .forgotten
      }
    profile.fields[field].kinds.string &+= 1
    profile.fields[field].strings.add(text, format, mayShow: care == .none)
    profile.fields[field].distinct.add(hash, isSampled: care != .forgotten)
    if care == .none {
      profile.fields[field].top.add(hash, Tag.string, text)
    } else {
      profile.fields[field].top.hidden &+= 1
    }
  }

  private mutating func addNumber(_ value: TapeValue, _ field: Int) {
    if value.schemaKind == .integer {
      profile.fields[field].kinds.integer &+= 1
    } else {
      profile.fields[field].kinds.number &+= 1
    }
    let isSensitive = profile.fields[field].isSensitive
    let mayShow = !isSensitive && profile.options.values != .none
    guard let word = value.numberWord else { return addLong(value, field, isSensitive: isSensitive) }
    profile.fields[field].distinct.add(word.hash, isSampled: mayShow)
    if mayShow {
      profile.fields[field].top.add(word)
    } else {
      profile.fields[field].top.hidden &+= 1
    }
    guard !isSensitive else { return }
    switch word.tag {
    case Tag.signed: profile.fields[field].numbers.add(Int64(bitPattern: word.bits))
    case Tag.double: profile.fields[field].numbers.add(Double(bitPattern: word.bits))
    default: profile.fields[field].numbers.add(ExactNumber(word.bits))
    }
  }

  /// A number that only its digits hold; it is counted and measured, but never shown.
  private mutating func addLong(_ value: TapeValue, _ field: Int, isSensitive: Bool) {
    guard let number = value.exactNumber else { return }
    var text = number.description
    let hash = text.withUTF8 { ValueHash.of($0) }
    profile.fields[field].distinct.add(hash, isSampled: false)
    profile.fields[field].top.hidden &+= 1
    if !isSensitive { profile.fields[field].numbers.add(number) }
  }

  private mutating func addBoolean(_ isTrue: Bool, _ field: Int) {
    profile.fields[field].kinds.boolean &+= 1
    if isTrue { profile.fields[field].trues &+= 1 }
    profile.fields[field].distinct.add(ValueHash.of(Tag.true, isTrue ? 1 : 0), isSampled: true)
  }

  private mutating func addElements(_ value: TapeValue, _ field: Int) {
    profile.fields[field].kinds.array &+= 1
    profile.fields[field].arrays.add(value.contentCount)
    var elements = value.elements
    guard let first = elements.next() else { return }
    guard let element = elementField(of: field) else {
      profile.fields[field].otherMembers &+= value.contentCount
      return
    }
    profile.fields[element].present &+= 1
    visit(first, element)
    while let next = elements.next() {
      profile.fields[element].present &+= 1
      visit(next, element)
    }
  }

  private mutating func addMembers(_ value: TapeValue, _ field: Int) {
    profile.fields[field].kinds.object &+= 1
    objects &+= 1
    let object = objects
    nodes[field].beginObject()
    var members = value.members
    while let member = members.next() {
      guard let child = memberField(member.name, of: field) else {
        profile.fields[field].otherMembers &+= 1
        continue
      }
      if nodes[child].lastObject != object {
        nodes[child].lastObject = object
        profile.fields[child].present &+= 1
      }
      visit(member.value, child)
    }
  }

  // MARK: Fields

  private mutating func memberField(_ name: UnsafeBufferPointer<UInt8>, of parent: Int) -> Int? {
    if let known = nodes[parent].child(name) { return known }
    guard name.count <= ProfileOptions.longestName,
      let field = newField(.member(String(decoding: name, as: UTF8.self)), in: parent)
    else { return nil }
    nodes[parent].append(name, field)
    return field
  }

  private mutating func elementField(of parent: Int) -> Int? {
    if let known = nodes[parent].elements { return known }
    guard let field = newField(.element, in: parent) else { return nil }
    nodes[parent].elements = field
    return field
  }

  private mutating func newField(_ step: FieldPath.Step, in parent: Int) -> Int? {
    let path = profile.fields[parent].path
    guard profile.fields.count <= profile.options.maximumFields, path.steps.count < profile.options.maximumDepth else {
      return nil
    }
    let isNamed = if case .member(let name) = step { PersonalData.isNamed(name) } else { false }
    let isSensitive = profile.options.values != .all && (isNamed || profile.fields[parent].isSensitive)
    profile.fields.append(FieldProfile(path.appending(step), isSensitive: isSensitive))
    nodes.append(ProfileNode())
    return nodes.count - 1
  }
}

extension TapeValue {
  /// The number, if 64 bits or a double hold it exactly.
  fileprivate var numberWord: NumberWord? {
    switch tag {
    case Tag.signed: int64.map { NumberWord($0) }
    case Tag.unsigned: uint64.map { NumberWord($0) }
    case Tag.double: double.map { NumberWord($0) }
    default: nil
    }
  }
}
