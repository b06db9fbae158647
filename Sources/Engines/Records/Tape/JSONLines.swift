import CSimdJSON

/// One record of newline-delimited JSON, as it stands in the buffer.
public struct JSONLine {
  /// Counted from 1; blank lines count.
  public let number: Int

  /// Where the record starts in the buffer.
  public let offset: Int

  /// The record without its line end.
  public let bytes: UnsafeRawBufferPointer
}

/// The records of a buffer of newline-delimited JSON; lines of nothing but white space are passed over.
public struct JSONLines: Sequence, IteratorProtocol {
  private let buffer: UnsafeRawBufferPointer
  private var offset = 0
  private var number = 0

  /// - Parameter buffer: stays valid while lines are asked for.
  public init(_ buffer: UnsafeRawBufferPointer) { self.buffer = buffer }

  public mutating func next() -> JSONLine? {
    guard let base = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return nil }
    while offset < buffer.count {
      let start = offset
      let length = bytes_index_of(base + start, buffer.count - start, 0x0A)
      offset = start + length + 1
      number += 1
      if !JSONLines.isBlank(base + start, length) {
        return JSONLine(
          number: number, offset: start, bytes: UnsafeRawBufferPointer(start: base + start, count: length))
      }
    }
    return nil
  }

  static func isBlank(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var index = 0
    while index < count, bytes[index] == 0x20 || bytes[index] == 0x0D || bytes[index] == 0x09 { index += 1 }
    return index == count
  }
}
