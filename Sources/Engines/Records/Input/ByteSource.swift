/// Where bytes come from, a block at a time: a file, a pipe, memory, or what another source has compressed.
///
/// One reader at a time.
public protocol ByteSource: AnyObject {
  /// Writes the next bytes to the start of `buffer` and says how many; 0 only at the end. It may give fewer than fit.
  ///
  /// - Requires: `buffer` is not empty.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int

  /// Whether the next read would have to wait for another process; what was read so far is then worth handing on.
  var isWaiting: Bool { get }
}

extension ByteSource {
  /// Never, unless a source says otherwise.
  public var isWaiting: Bool { false }
}
