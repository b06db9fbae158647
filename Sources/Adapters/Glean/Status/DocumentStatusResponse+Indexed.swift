#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension DocumentStatusResponse {
  /// Whether the last upload of the document can be found: it is indexed, and not with an older version only.
  ///
  /// Both times are needed for a yes; a time that cannot be read is a no.
  public var isCurrentlyIndexed: Bool {
    guard indexingStatus == .indexed, let indexed = Self.instant(lastIndexedAt) else { return false }
    guard let uploaded = Self.instant(lastUploadedAt) else { return false }
    return indexed >= uploaded
  }

  private static func instant(_ text: String?) -> Date? {
    guard let text else { return nil }
    let style = Date.ISO8601FormatStyle()
    return (try? style.year().month().day().time(includingFractionalSeconds: true).parse(text))
      ?? (try? style.parse(text))
  }
}
