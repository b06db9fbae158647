/// A named list of words or phrases.
public struct WordList: Sendable, Hashable {
  public let name: String
  public let entries: [String]
}
