/// A secret of the service that prints as `<redacted>` wherever it is printed, interpolated, dumped or mirrored.
///
/// It is not `Codable`, so it cannot slip into an answer or a file. Only ``revealed()`` gives the secret.
public struct BearerToken: Hashable, Sendable {
  private let secret: String

  /// - Parameter secret: White space and line ends around it are dropped, as files with secrets have them.
  /// - Throws: `invalidConfiguration` when nothing is left, or when a character cannot stand in an HTTP header.
  public init(_ secret: String) throws(GleanError) {
    let trimmed = secret.drop(while: \.isWhitespace)
    let end = trimmed.lastIndex { !$0.isWhitespace }
    guard let end else {
      throw GleanError(.invalidConfiguration("the token is empty; expected the secret from the admin console"))
    }
    let token = String(trimmed[...end])
    guard token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw GleanError(
        .invalidConfiguration(
          "the token contains a space, a line end or a character outside ASCII; expected visible ASCII only"))
    }
    self.secret = token
  }

  /// The secret itself, to be sent or to be stored encrypted.
  public func revealed() -> String {
    secret
  }
}

extension BearerToken: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  static let redaction = "<redacted>"

  public var description: String {
    Self.redaction
  }

  public var debugDescription: String {
    Self.redaction
  }

  public var customMirror: Mirror {
    Mirror(self, children: EmptyCollection<Mirror.Child>())
  }
}
