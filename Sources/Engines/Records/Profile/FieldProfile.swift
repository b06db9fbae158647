/// What was seen of one field.
public struct FieldProfile: Sendable, Hashable {
  /// Where the field is.
  public let path: FieldPath

  /// Whether the name of the field, or of one around it, speaks of persons or credentials; then no value, no range and
  /// nothing from which a value could be found again is kept, unless all values are asked for.
  public let isSensitive: Bool

  /// Whether values are missing here, because there were too many fields when they came.
  public internal(set) var isPartial = false

  /// The objects that have the field, the arrays' elements, or the records.
  public internal(set) var present = 0

  /// How many values of each kind there are.
  public internal(set) var kinds = KindCounts()

  /// The booleans that are true.
  public internal(set) var trues = 0

  /// Of strings, numbers and booleans.
  public internal(set) var distinct = DistinctSketch()

  /// Of strings: lengths, formats, characters.
  public internal(set) var strings = StringProfile()

  /// Of integers and numbers; empty for a sensitive field.
  public internal(set) var numbers = NumberProfile()

  /// Lengths of arrays.
  public internal(set) var arrays = LengthProfile()

  /// Strings and numbers that come most often.
  public internal(set) var top = TopValues()

  /// Members of these objects that belong to no field: too many, too deep, or with too long a name.
  public internal(set) var otherMembers = 0

  init(_ path: FieldPath, isSensitive: Bool) {
    self.path = path
    self.isSensitive = isSensitive
  }

  /// The share of the values that are null.
  public var nullShare: Double { kinds.total == 0 ? 0 : Double(kinds.null) / Double(kinds.total) }

  /// How many different strings, numbers and booleans there are; the estimate of ``distinct`` may be more than all of
  /// them.
  public var differentValues: Int { min(distinct.count, kinds.scalars) }

  /// Different strings, numbers and booleans in relation to all of them; nil if there are none.
  public var distinctRatio: Double? {
    kinds.scalars == 0 ? nil : Double(differentValues) / Double(kinds.scalars)
  }

  /// Whether all values are the same string, number or boolean; needs ten of them.
  public var isConstant: Bool {
    kinds.scalars >= 10 && kinds.scalars == kinds.total && distinct.isExact && distinct.count == 1
  }

  /// Whether all values are strings or integers and no two are the same, as far as that can be told; needs ten of them.
  ///
  /// Exact for up to 512 values; of more, up to 1.2 % can be repeated unnoticed (see ``DistinctSketch/singleShare``).
  public var isUnique: Bool {
    kinds.total >= 10 && kinds.total == kinds.string + kinds.integer && distinct.singleShare == 1 && !isPartial
  }

  /// The different values if they are so few that the field is likely to know no others: strings, each of them to be
  /// shown in full, at most 24, and ten times as many in all.
  public var likelyEnumeration: [String]? {
    guard !isPartial, kinds.string >= 10, kinds.scalars == kinds.string, top.isComplete else { return nil }
    let entries = top.entries
    guard entries.count <= 24, entries.count * 10 <= kinds.string, entries.allSatisfy(\.isWhole) else { return nil }
    return entries.compactMap(\.value.string)
  }

  mutating func add(_ other: FieldProfile) {
    isPartial = isPartial || other.isPartial
    present += other.present
    kinds.add(other.kinds)
    trues += other.trues
    distinct.add(other.distinct)
    strings.add(other.strings)
    numbers.add(other.numbers)
    arrays.add(other.arrays)
    top.add(other.top)
    otherMembers += other.otherMembers
  }
}

extension FieldProfile: Codable {
  private enum CodingKeys: String, CodingKey {
    case path = "field"
    case isSensitive = "is_sensitive"
    case isPartial = "is_partial"
    case present, kinds
    case trues = "true"
    case distinct, strings, numbers, arrays, top
    case otherMembers = "other_members"
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    path = try container.decode(FieldPath.self, forKey: .path)
    isSensitive = try container.decode(Bool.self, forKey: .isSensitive)
    isPartial = try container.decodeIfPresent(Bool.self, forKey: .isPartial) ?? false
    present = try container.decode(Int.self, forKey: .present)
    kinds = try container.decode(KindCounts.self, forKey: .kinds)
    trues = try container.decodeIfPresent(Int.self, forKey: .trues) ?? 0
    distinct = try container.decodeIfPresent(DistinctSketch.self, forKey: .distinct) ?? .init()
    strings = try container.decodeIfPresent(StringProfile.self, forKey: .strings) ?? .init()
    numbers = try container.decodeIfPresent(NumberProfile.self, forKey: .numbers) ?? .init()
    arrays = try container.decodeIfPresent(LengthProfile.self, forKey: .arrays) ?? .init()
    top = try container.decodeIfPresent(TopValues.self, forKey: .top) ?? .init()
    otherMembers = try container.decodeIfPresent(Int.self, forKey: .otherMembers) ?? 0
  }

  /// What has nothing to say is left out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(path, forKey: .path)
    try container.encode(isSensitive, forKey: .isSensitive)
    if isPartial { try container.encode(true, forKey: .isPartial) }
    try container.encode(present, forKey: .present)
    try container.encode(kinds, forKey: .kinds)
    if kinds.boolean > 0 { try container.encode(trues, forKey: .trues) }
    if kinds.scalars > 0 { try container.encode(distinct, forKey: .distinct) }
    if kinds.string > 0 { try container.encode(strings, forKey: .strings) }
    if numbers.count > 0 { try container.encode(numbers, forKey: .numbers) }
    if kinds.array > 0 { try container.encode(arrays, forKey: .arrays) }
    if !top.isEmpty || top.hidden > 0 { try container.encode(top, forKey: .top) }
    if otherMembers > 0 { try container.encode(otherMembers, forKey: .otherMembers) }
  }
}
