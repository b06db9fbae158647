import DataOpsCore
import Foundation

/// Reads a text file a line at a time, however long it is.
struct LineReader {
  private static let chunk = 64 << 10
  private static let longestLine = 4 << 20
  private let handle: FileHandle
  private let path: String
  private var buffer: [UInt8] = []
  private var position = 0
  private var isAtEnd = false

  /// - Throws: `not_found`.
  init(path: String) throws(Failure) {
    guard let handle = FileHandle(forReadingAtPath: path) else {
      throw Failure(.notFound, "the file \(path) cannot be opened", remedy: "Check the path and its permissions.")
    }
    self.handle = handle
    self.path = path
  }

  /// The next line without its newline; nil at the end.
  ///
  /// - Throws: `storage_failed`; `invalid_request` for a line that is too long to be one.
  mutating func next() throws(Failure) -> [UInt8]? {
    var searched = position
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0A) {
        defer { position = end + 1 }
        return Array(buffer[position..<end])
      }
      guard !isAtEnd else {
        defer { position = buffer.count }
        return position < buffer.count ? Array(buffer[position...]) : nil
      }
      guard buffer.count - position <= Self.longestLine else {
        throw Failure(
          .invalidRequest, "\(path) has a line of more than \(Self.longestLine >> 20) MiB", remedy: "Check the path.")
      }
      buffer.removeFirst(position)
      position = 0
      searched = buffer.count
      try fill()
    }
  }

  private mutating func fill() throws(Failure) {
    do {
      let data = try handle.read(upToCount: Self.chunk) ?? Data()
      isAtEnd = data.isEmpty
      buffer += data
    } catch {
      throw Failure(.storageFailed, "the file \(path) cannot be read", remedy: "Check the path and the disk.")
    }
  }
}
