/// A search that must find one of the hand-made records.
public struct SampleQuery: Sendable, Hashable {
  public let query: String
  /// Index into the template's records.
  public let record: Int
  public let minimumResults: Int
}
