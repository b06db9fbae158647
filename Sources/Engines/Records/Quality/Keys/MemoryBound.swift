/// How much memory the keys and references of one pass may take, and where they go beyond it.
public struct MemoryBound: Sendable, Hashable {
  /// In bytes; at least 64 KiB are used.
  public var bytes: Int

  /// The folder for temporary files. They have no name while they exist, so nothing is left behind however the
  /// process ends.
  public var folder: String

  /// 64 MiB, and the folder `/tmp`, unless said otherwise.
  public init(bytes: Int = 64 << 20, folder: String = "/tmp") {
    self.bytes = max(bytes, 64 << 10)
    self.folder = folder
  }

  /// The bound of each of several passes that work at the same time.
  public func shared(among passes: Int) -> MemoryBound {
    MemoryBound(bytes: bytes / max(passes, 1), folder: folder)
  }
}
