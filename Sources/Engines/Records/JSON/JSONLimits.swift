/// How large and how deep a JSON text may be.
public struct JSONLimits: Sendable, Hashable {
  /// The longest text that is read, in bytes.
  public var maximumBytes: Int

  /// The deepest nesting of arrays and objects that hold something; a scalar alone has depth 0. At most 512 is
  /// honoured.
  public var maximumDepth: Int

  /// - Parameter maximumDepth: more than 512 becomes 512.
  public init(maximumBytes: Int = 64 << 20, maximumDepth: Int = 128) {
    self.maximumBytes = maximumBytes
    self.maximumDepth = min(maximumDepth, 512)
  }

  /// 64 MiB and 128 levels.
  public static let `default` = JSONLimits()
}
