/// A budget that several processes have together; each asks it in addition to its own.
public protocol SharedGleanBudget: Sendable {
  /// Takes `amount` from what there is in `lane`, which fills with `rate` up to its amount.
  ///
  /// - Returns: How long to wait before the call is made.
  /// - Throws: Where the budget cannot be asked; the client's own counts alone then.
  func take(_ amount: Double, from lane: String, rate: GleanBudget.Rate) async throws -> Duration
}
