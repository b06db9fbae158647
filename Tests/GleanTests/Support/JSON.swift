import Foundation
import GleanAPI

/// A JSON text with its keys sorted and without spaces; an empty text stays empty.
func sortedJSON(_ text: String) throws -> String {
  guard !text.isEmpty else { return "" }
  let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
  let data = try JSONSerialization.data(withJSONObject: value, options: [.sortedKeys, .withoutEscapingSlashes])
  return String(decoding: data, as: UTF8.self)
}

extension GleanError.Reason {
  var isInvalidRequest: Bool {
    if case .invalidRequest = self { true } else { false }
  }

  var isUnexpectedAnswer: Bool {
    if case .unexpectedAnswer = self { true } else { false }
  }

  var isConnectionLost: Bool {
    if case .connectionLost = self { true } else { false }
  }

  var isUnreachable: Bool {
    if case .unreachable = self { true } else { false }
  }

  var isTimedOut: Bool {
    if case .timedOut = self { true } else { false }
  }
}
