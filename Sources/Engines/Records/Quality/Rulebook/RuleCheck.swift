/// A rule as the pass follows it: flat, so that reading it copies nothing.
struct RuleCheck: BitwiseCopyable {
  enum Opcode: UInt8 {
    case notNull, notEmpty, type, range, exactRange, timeRange, length, set, pattern, freshness, share, shareOfSet
  }

  let opcode: Opcode
  /// Into the table of the opcode.
  let operand: Int
  let path: FieldLocator
  /// The position of the rule in the plan.
  let rule: Int
}
