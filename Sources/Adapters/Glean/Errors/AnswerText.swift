import NIOCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The text of an answer, bounded, on one line and without the tokens in use.
struct AnswerText: Sendable {
  /// The beginning of the body; `nil` when it is empty.
  let excerpt: String?
  /// The message within the body where it has one of the known shapes, otherwise the excerpt.
  let detail: String

  static let maximumLength = 500
  /// What is looked at of a longer body.
  static let maximumBytes = 64 << 10

  /// - Parameter isWhole: Whether `body` is everything that was sent.
  init(body: ByteBuffer, isWhole: Bool = true, redacting tokens: [BearerToken]) {
    let head = body.getSlice(at: body.readerIndex, length: min(body.readableBytes, Self.maximumBytes)) ?? ByteBuffer()
    // In JSON a slash may be escaped.
    let secrets = tokens.flatMap { [$0.revealed(), $0.revealed().replacing("/", with: "\\/")] }
    func redact(_ text: String) -> String {
      secrets.reduce(text) { text, secret in text.replacing(secret, with: BearerToken.redaction) }
    }
    func line(_ text: String) -> String {
      let visible = text.unicodeScalars.map { Self.isVisible($0) ? String($0) : " " }.joined()
      return String(visible.drop(while: \.isWhitespace).prefix(Self.maximumLength))
    }
    let isCut = !isWhole || head.readableBytes < body.readableBytes
    let redacted = redact(String(buffer: head))
    let text = line(isCut ? Self.withoutBeginning(of: secrets, atEndOf: redacted) : redacted)
    excerpt = text.isEmpty ? nil : text
    let message = Message.read(from: head).map { line(redact($0)) } ?? ""
    detail = message.isEmpty ? (text.isEmpty ? "no explanation given" : text) : message
  }

  /// Drops from the end of a text that was cut what may be the beginning of a secret, which no longer is recognised.
  private static func withoutBeginning(of secrets: [String], atEndOf text: String) -> String {
    let end = text.suffix(secrets.map(\.count).max() ?? 0)
    let beginning = secrets.flatMap { secret in
      (1...max(secret.count, 1)).filter { end.hasSuffix(secret.prefix($0)) }
    }
    return String(text.dropLast(beginning.max() ?? 0))
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: false
    default: true
    }
  }

  /// The error bodies that parts of the service are known to send.
  private struct Message: Decodable {
    var errorMessages: [ErrorMessage]?
    var message: String?
    var error: String?
    var detail: String?
    var title: String?

    static func read(from body: ByteBuffer) -> String? {
      guard body.readableBytesView.first == UInt8(ascii: "{") else { return nil }
      guard let known = try? JSONDecoder().decode(Message.self, from: Data(body.readableBytesView)) else { return nil }
      let messages = (known.errorMessages ?? []).compactMap(\.errorMessage)
      let parts: [String?] =
        messages.isEmpty ? [known.error ?? known.title, known.message ?? known.detail] : messages
      let text = parts.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: ": ")
      return text.isEmpty ? nil : text
    }
  }
}
