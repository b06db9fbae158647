#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The header in which a server asks to be left alone: seconds, or an HTTP date.
enum RetryAfter {
  /// Longer requests are shortened to this, so that no number of a server can overflow a duration.
  static let longest = Duration.seconds(30 * 86_400)

  /// The time asked for; `nil` when the header is missing or neither a number nor a date. A date that has passed asks
  /// for nothing.
  static func duration(_ header: String?, now: Date) -> Duration? {
    guard let text = header?.drop(while: { $0 == " " || $0 == "\t" }), !text.isEmpty else { return nil }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    if digits.count == text.trimmedCount {
      return min(Int64(digits).map { .seconds($0) } ?? longest, longest)
    }
    guard let date = HTTPDate.secondsSince1970(text) else { return nil }
    let seconds = Double(date) - now.timeIntervalSince1970
    guard seconds > 0 else { return .zero }
    return min(.seconds(seconds), longest)
  }
}

extension Substring {
  fileprivate var trimmedCount: Int {
    guard let last = lastIndex(where: { $0 != " " && $0 != "\t" }) else { return 0 }
    return distance(from: startIndex, to: last) + 1
  }
}
