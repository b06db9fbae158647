/// A name from a set that the service may extend.
///
/// The known names are static members; any other name is kept as it came and sent back unchanged, so a new value of the
/// service never makes an answer unreadable.
public protocol OpenName: RawRepresentable<String>, Codable, Hashable, Sendable, CustomStringConvertible {
  init(rawValue: String)
}

extension OpenName {
  public var description: String {
    rawValue
  }
}
