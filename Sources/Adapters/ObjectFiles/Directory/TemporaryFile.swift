import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A file on its way to its final name, beside it.
struct TemporaryFile {
  let name: String
  private let file: FileDescriptor

  /// No object key has a `~`, so that neither is taken for the other.
  private static let marker = "~put-"

  static func isTemporary(_ name: String) -> Bool { name.contains(marker) }

  init(in directory: Directory, for name: String) throws(FileError) {
    // Others of this process write under the same name, and a killed process may have had the same number.
    for attempt in 0..<1000 {
      let candidate = "\(name)\(Self.marker)\(getpid())-\(attempt)"
      do {
        file = try directory.createFile(candidate)
        self.name = candidate
        return
      } catch let error where error.code == .fileExists {
        continue
      }
    }
    throw .system(.fileExists)
  }

  /// Writes all bytes durably and closes.
  func write(_ bytes: [UInt8]) throws {
    try file.closeAfter {
      _ = try file.writeAll(bytes)
      guard fsync(file.rawValue) == 0 else { throw FileError.current }
    }
  }
}

extension FileDescriptor {
  /// - Throws: `not_a_file` for anything that is not a regular file.
  func regularFileSize() throws -> Int {
    let status = try stat()
    guard status.type == .regular else { throw FileError.notAFile }
    return Int(status.size)
  }

  /// Reads to the end.
  ///
  /// - Throws: `tooLarge` where the file has more than `maximum` bytes by now.
  func readAll(size: Int, maximum: Int) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var ended = false
    while !ended {
      // One byte more than expected shows that the file grew.
      let room = max(1, size - bytes.count + 1)
      let piece = try [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
        count = try read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      ended = piece.isEmpty
      if bytes.isEmpty { bytes = piece } else { bytes += piece }
      guard bytes.count <= maximum else { throw FileError.tooLarge(bytes.count, maximum: maximum) }
    }
    return bytes
  }
}
