/// Numbers between limits of any size.
struct ExactRange: Sendable {
  struct Limit: Sendable {
    let number: ExactNumber
    /// Whether the limit itself is outside.
    let isOpen: Bool
  }

  var lower: Limit?
  var upper: Limit?

  func contains(_ value: TapeValue) -> Bool {
    guard let number = value.exactNumber else { return false }
    if let lower, number < lower.number || (lower.isOpen && number == lower.number) { return false }
    if let upper, number > upper.number || (upper.isOpen && number == upper.number) { return false }
    return true
  }

  /// Whether no number is inside.
  var isEmpty: Bool {
    guard let lower, let upper else { return false }
    return lower.number > upper.number || (lower.number == upper.number && (lower.isOpen || upper.isOpen))
  }
}
