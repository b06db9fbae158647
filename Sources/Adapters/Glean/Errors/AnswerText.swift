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

  init(body: ByteBuffer, redacting tokens: [BearerToken]) {
    func clean(_ text: String) -> String {
      var text = text
      for token in tokens { text = text.replacing(token.revealed(), with: BearerToken.redaction) }
      let visible = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : String($0) }.joined()
      return String(visible.drop(while: \.isWhitespace).prefix(Self.maximumLength))
    }
    let text = clean(String(buffer: body))
    excerpt = text.isEmpty ? nil : text
    let message = Message.read(from: body).map(clean) ?? ""
    detail = message.isEmpty ? (text.isEmpty ? "no explanation given" : text) : message
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
