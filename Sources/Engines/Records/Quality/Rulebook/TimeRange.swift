/// Times between limits.
struct TimeRange: BitwiseCopyable {
  struct Limit: BitwiseCopyable {
    let instant: RecordInstant
    /// Whether the limit itself is outside.
    let isOpen: Bool
  }

  var lower: Limit?
  var upper: Limit?

  @inline(__always)
  func contains(_ instant: RecordInstant) -> Bool {
    if let lower, instant < lower.instant || (lower.isOpen && instant == lower.instant) { return false }
    if let upper, instant > upper.instant || (upper.isOpen && instant == upper.instant) { return false }
    return true
  }

  /// Whether no time is inside.
  var isEmpty: Bool {
    guard let lower, let upper else { return false }
    return lower.instant > upper.instant || (lower.instant == upper.instant && (lower.isOpen || upper.isOpen))
  }
}
