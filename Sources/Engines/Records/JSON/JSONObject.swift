/// The members of a JSON object in the order in which they were written; names are unique.
///
/// Two objects are equal when they hold equal members, in whatever order.
public struct JSONObject: Sendable {
  /// A name with its value.
  public struct Member: Sendable, Hashable {
    /// Without escapes.
    public let name: String

    /// What the name stands for.
    public var value: JSONValue

    /// A name, without escapes, with its value.
    public init(name: String, value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// In the order in which they were written.
  public private(set) var members: [Member] = []

  /// Positions by name, kept only where a linear search would be slow.
  private var positions: [String: Int] = [:]

  private static let longestLinearSearch = 12

  /// An object without members.
  public init() {}

  /// A later member of the same name replaces the earlier one.
  public init(_ members: some Sequence<Member>) {
    for member in members { self[member.name] = member.value }
  }

  /// The value of a member; setting nil removes it, setting a new name appends it.
  public subscript(name: String) -> JSONValue? {
    get { position(of: name).map { members[$0].value } }
    set {
      switch (position(of: name), newValue) {
      case (let position?, let value?): members[position].value = value
      case (let position?, nil):
        members.remove(at: position)
        rebuildPositions()
      case (nil, let value?): append(Member(name: name, value: value))
      case (nil, nil): break
      }
    }
  }

  /// How many members there are.
  public var count: Int { members.count }

  /// Whether there are no members.
  public var isEmpty: Bool { members.isEmpty }

  /// The names in the order in which they were written.
  ///
  /// - Complexity: linear in the number of members.
  public var names: [String] { members.map(\.name) }

  /// False, and no change, if the name is taken.
  mutating func appendIfNew(name: String, value: JSONValue) -> Bool {
    guard position(of: name) == nil else { return false }
    append(Member(name: name, value: value))
    return true
  }

  private mutating func append(_ member: Member) {
    members.append(member)
    if members.count == Self.longestLinearSearch + 1 {
      rebuildPositions()
    } else if members.count > Self.longestLinearSearch {
      positions[member.name] = members.count - 1
    }
  }

  private mutating func rebuildPositions() {
    positions.removeAll()
    guard members.count > Self.longestLinearSearch else { return }
    for (position, member) in members.enumerated() { positions[member.name] = position }
  }

  private func position(of name: String) -> Int? {
    guard members.count > Self.longestLinearSearch else { return members.firstIndex { $0.name == name } }
    return positions[name]
  }
}

extension JSONObject: Sequence {
  public func makeIterator() -> IndexingIterator<[Member]> { members.makeIterator() }
}

extension JSONObject: Hashable {
  public static func == (left: JSONObject, right: JSONObject) -> Bool {
    left.count == right.count && left.members.allSatisfy { right[$0.name] == $0.value }
  }

  public func hash(into hasher: inout Hasher) {
    // Commutative, because the order of members does not count.
    var combined = 0
    for member in members { combined ^= member.hashValue }
    hasher.combine(count)
    hasher.combine(combined)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  /// A later value of the same name replaces the earlier one.
  public init(dictionaryLiteral elements: (String, JSONValue)...) {
    for (name, value) in elements { self[name] = value }
  }
}
