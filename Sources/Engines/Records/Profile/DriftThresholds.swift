/// From where on a change between two profiles is worth a warning, and from where on it fails.
///
/// A share is between 0 and 1. Changes of shares count only if they are larger than chance explains (three standard
/// errors), and nothing fails where one of the profiles has fewer than ``minimumRecords``.
public struct DriftThresholds: Sendable, Hashable, Codable {
  /// From where on a change warns, and fails; neither is below 0.
  public struct Limit: Sendable, Hashable, Codable {
    /// From this on a change is worth a warning.
    public var warn: Double

    /// From this on it fails.
    public var fail: Double

    /// Two limits, in the unit of the change they are for.
    public init(warn: Double, fail: Double) {
      self.warn = warn
      self.fail = fail
    }

    func severity(_ value: Double) -> DriftSeverity? { value >= fail ? .fail : value >= warn ? .warn : nil }
  }

  /// How much larger or smaller the share of records is in which a field is missing or null. A field that is gone
  /// altogether counts with the share it had.
  public var missing = Limit(warn: 0.05, fail: 0.2)

  /// The share of values that are of a kind never seen before.
  public var newKind = Limit(warn: 0, fail: 0.01)

  /// The difference of the distinct ratios (different values in relation to all values), unless the number of different
  /// values stayed the same.
  public var distinctRatio = Limit(warn: 0.1, fail: 0.3)

  /// How far numbers lie outside of the range that they had, in relation to its width.
  public var range = Limit(warn: 0.1, fail: 1)

  /// How much longer the longest string or array is, in relation to the longest before: 0.5 is half as long again.
  public var length = Limit(warn: 0.5, fail: 4)

  /// The share of strings that no longer have the format that 99 % of them had.
  public var format = Limit(warn: 0.01, fail: 0.1)

  /// The share of a value that did not occur before.
  public var newValue = Limit(warn: 0.01, fail: 0.1)

  /// The population stability index of values, numbers and lengths; by convention 0.1 is a shift and 0.25 a large one.
  public var stability = Limit(warn: 0.1, fail: 0.25)

  /// Fewer records never fail.
  public var minimumRecords = 30

  /// The limits that are in force unless others are given.
  public init() {}

  /// The limits by the names that people give them.
  public static let limits: [(name: String, limit: any WritableKeyPath<DriftThresholds, Limit> & Sendable)] = [
    ("missing", \.missing), ("new-kind", \.newKind), ("distinct-ratio", \.distinctRatio), ("range", \.range),
    ("length", \.length), ("format", \.format), ("new-value", \.newValue), ("stability", \.stability),
  ]
}
