/// How fast the search system is asked: its documented rates less the margin that the client leaves.
package struct SearchRate: Sendable {
  /// What may come at once.
  package let atOnce: Double
  package let perSecond: Double

  /// Documents to `/indexdocuments`.
  package static let documents = SearchRate(atOnce: 400, perSecond: 9.9)
  package static let searches = SearchRate(atOnce: 3, perSecond: 4.95)
  /// Requests to everything else together.
  package static let others = SearchRate(atOnce: 20, perSecond: 29.7)

  /// How long so many take that begin with a full bucket.
  func seconds(for amount: Int) -> Double { max(0, Double(amount) - atOnce) / perSecond }
}
