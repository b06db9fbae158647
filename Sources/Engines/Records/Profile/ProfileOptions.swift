/// What a profile keeps and how much of it.
public struct ProfileOptions: Sendable, Hashable, Codable {
  /// Which values of the data may stand in the profile.
  public enum Values: String, Sendable, Hashable, Codable, CaseIterable {
    /// Every value, shortened to ``TopValues/longestText`` bytes.
    case all
    /// Short values that do not look personal: none of a field whose name speaks of persons or credentials, no
    /// e-mail address, telephone, card or identity number, address of a machine or key, and no text of many words.
    case safe
    /// None: no text, no pattern with a word from the data.
    case none
  }

  /// Which values of the data may stand in the profile.
  public var values: Values

  /// How many fields are told apart; values of all further ones are counted together.
  public var maximumFields: Int

  /// How many steps below the record are looked at.
  public var maximumDepth: Int

  /// Values that do not look personal, 1,000 fields and 16 steps unless said otherwise.
  public init(values: Values = .safe, maximumFields: Int = 1_000, maximumDepth: Int = 16) {
    self.values = values
    self.maximumFields = max(maximumFields, 1)
    self.maximumDepth = min(max(maximumDepth, 0), 64)
  }

  /// A longer name is counted with the further fields.
  static let longestName = 256

  private enum CodingKeys: String, CodingKey {
    case values
    case maximumFields = "maximum_fields"
    case maximumDepth = "maximum_depth"
  }
}
