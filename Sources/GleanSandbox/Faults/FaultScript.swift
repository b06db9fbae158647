/// The faults that a server injects, in the order in which they are tried: the first rule that strikes wins.
///
/// ```swift
/// configuration.faults = FaultScript([
///   FaultRule("third page", path: "/api/index/v1/bulkindexdocuments", nth: 3, fault: .reset(.after))
/// ])
/// ```
public struct FaultScript: Sendable, Equatable {
  /// The most rules of one script.
  public static let ruleLimit = 1_000

  /// From which rules with a `share` draw.
  public var seed: UInt64

  public var rules: [FaultRule]

  public init(_ rules: [FaultRule] = [], seed: UInt64 = 0) {
    self.rules = rules
    self.seed = seed
  }
}
