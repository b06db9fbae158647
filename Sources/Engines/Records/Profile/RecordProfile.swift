/// What a stream of records looks like, field by field, in bounded memory whatever its length.
///
/// Profiles of parts of a stream add up: counts, shares, lengths, ranges, histograms, the estimates of different values
/// and the likely formats of the sum are those of the whole exactly, whichever way the stream was cut. Means of numbers
/// agree up to rounding, and the most frequent values within ``TopValues/slack`` once there are more than 128. A field
/// takes up to 50 kB when it holds many long different values, mostly far less.
public struct RecordProfile: Sendable, Hashable {
  /// How the profile was made; parts are to be made in the same way.
  public let options: ProfileOptions

  /// Records that are acceptable JSON.
  public internal(set) var records = 0

  /// Records that are not.
  public internal(set) var malformed = 0

  /// The record itself first, then the fields in the order in which they were first seen.
  public internal(set) var fields: [FieldProfile]

  /// Of nothing.
  public init(options: ProfileOptions = .init()) {
    self.options = options
    fields = [FieldProfile(FieldPath(), isSensitive: false)]
  }

  /// The field of this path, if it was seen.
  public subscript(path: FieldPath) -> FieldProfile? { fields.first { $0.path == path } }

  /// Members of all objects that belong to no field: too many, too deep, or with too long a name.
  public var otherMembers: Int { fields.reduce(0) { $0 + $1.otherMembers } }

  /// Fields that may tell records apart: in every record, never null, and unique as far as that can be told.
  public var likelyKeys: [FieldPath] {
    fields.filter { $0.isUnique && $0.present == records && !$0.path.steps.contains(.element) }.map(\.path)
  }

  /// Positions of the fields by their paths.
  var positions: [FieldPath: Int] {
    Dictionary(fields.indices.map { (fields[$0].path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Every field with how often it could have been there: the number of objects that might have it. The record comes
  /// first, and every field is followed by those inside it.
  public var outline: [(field: FieldProfile, of: Int)] {
    let positions = self.positions
    var children = [[Int]](repeating: [], count: fields.count)
    for (index, field) in fields.enumerated() {
      guard let parent = field.path.parent, let position = positions[parent] else { continue }
      children[position].append(index)
    }
    var outline: [(field: FieldProfile, of: Int)] = []
    var open = [0]
    while let index = open.popLast() {
      let field = fields[index]
      let isMember = if case .member? = field.path.steps.last { true } else { false }
      let parent = field.path.parent.flatMap { positions[$0] }
      outline.append((field, isMember ? parent.map { fields[$0].kinds.object } ?? field.present : field.present))
      open += children[index].reversed()
    }
    return outline
  }
}

extension RecordProfile {
  /// Adds the profile of the part that follows.
  public static func += (profile: inout RecordProfile, later: RecordProfile) {
    profile.records += later.records
    profile.malformed += later.malformed
    let mine = profile.positions
    let theirs = later.positions
    // A field that one part had no room for is known only in part.
    for (path, position) in mine where theirs[path] == nil && later.hasLost(path, theirs) {
      profile.fields[position].isPartial = true
    }
    for field in later.fields {
      if let position = mine[field.path] {
        profile.fields[position].add(field)
      } else if profile.fields.count <= profile.options.maximumFields {
        var field = field
        field.isPartial = field.isPartial || profile.hasLost(field.path, mine)
        profile.fields.append(field)
      } else if let parent = field.path.parent, let position = mine[parent] {
        profile.fields[position].otherMembers += field.present
      }
    }
  }

  /// Whether values of a field that is not listed may have been seen: some field around it has members that belong to
  /// none.
  private func hasLost(_ path: FieldPath, _ positions: [FieldPath: Int]) -> Bool {
    var around = path.parent
    while let container = around {
      if let position = positions[container] { return fields[position].otherMembers > 0 }
      around = container.parent
    }
    return false
  }
}

extension RecordProfile: Codable {
  private enum CodingKeys: String, CodingKey {
    // The first of the names in their order, so that a profile is known by its beginning.
    case version = "dataops_profile"
    case options, records, malformed, fields
  }

  private static let version = 1

  /// Reads what `encode(to:)` has written.
  ///
  /// - Throws: `DecodingError`, also for another version of the format.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let version = try container.decode(Int.self, forKey: .version)
    guard version == Self.version else {
      throw DecodingError.dataCorruptedError(
        forKey: .version, in: container,
        debugDescription: "this is a profile of version \(version), not \(Self.version)")
    }
    options = try container.decode(ProfileOptions.self, forKey: .options)
    records = try container.decode(Int.self, forKey: .records)
    malformed = try container.decode(Int.self, forKey: .malformed)
    fields = try container.decode([FieldProfile].self, forKey: .fields)
    guard fields.first?.path == FieldPath(), positions.count == fields.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .fields, in: container, debugDescription: "the first field is the record, and no field is there twice")
    }
  }

  /// Writes the version of the format first, under `dataops_profile`.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.version, forKey: .version)
    try container.encode(options, forKey: .options)
    try container.encode(records, forKey: .records)
    try container.encode(malformed, forKey: .malformed)
    try container.encode(fields, forKey: .fields)
  }
}
