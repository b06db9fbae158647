import Foundation

/// A datasource's `urlRegex`, which has to match a view URL as a whole.
///
/// Nearly all of them are a literal prefix and `.*`; those are compared without a regular expression engine, because
/// every document of an upload goes through here.
struct URLPattern {
  private enum Matcher {
    case prefix([UInt8])
    case expression(NSRegularExpression)
  }

  static let lengthLimit = 2_048

  let source: String
  private let matcher: Matcher

  /// - Throws: a refusal when the text is no regular expression or is too long.
  init(_ source: String) throws(Refusal) {
    guard source.utf8.count <= Self.lengthLimit else {
      throw .invalid("urlRegex is longer than \(Self.lengthLimit) bytes.")
    }
    self.source = source
    if let prefix = Self.literalPrefix(of: source) {
      matcher = .prefix(prefix)
      return
    }
    do {
      matcher = .expression(try NSRegularExpression(pattern: "^(?:\(source))$"))
    } catch {
      throw .invalid("urlRegex is not a regular expression: \(source)")
    }
  }

  func matches(_ url: String) -> Bool {
    switch matcher {
    case .prefix(let prefix): return url.utf8.starts(with: prefix) && !url.utf8.contains(0x0A)
    case .expression(let expression):
      return expression.firstMatch(in: url, range: NSRange(url.startIndex..., in: url)) != nil
    }
  }

  /// The literal of a pattern `^?literal.*$?`; nil when the pattern is anything else. An unescaped dot is no literal.
  private static func literalPrefix(of source: String) -> [UInt8]? {
    var pattern = Substring(source)
    if pattern.hasPrefix("^") { pattern.removeFirst() }
    if pattern.hasSuffix(".*$") { pattern.removeLast() }
    guard pattern.hasSuffix(".*") else { return nil }
    pattern.removeLast(2)
    var literal: [UInt8] = []
    var bytes = pattern.utf8.makeIterator()
    while let byte = bytes.next() {
      switch byte {
      case UInt8(ascii: "\\"):
        guard let escaped = bytes.next(), "./-?+*()[]{}|^$\\#:&=".utf8.contains(escaped) else { return nil }
        literal.append(escaped)
      case _ where ".?+*()[]{}|^$".utf8.contains(byte): return nil
      default: literal.append(byte)
      }
    }
    return literal
  }
}
