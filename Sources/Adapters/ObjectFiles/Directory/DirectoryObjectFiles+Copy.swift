package import DataOpsCore
import DataOpsLifecycle
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How much was copied.
package struct ObjectCopy: Hashable, Sendable {
  package var files: Int
  package var bytes: Int64
  /// Of these, how many are further names of the same files.
  package var linked: Int

  package init(files: Int = 0, bytes: Int64 = 0, linked: Int = 0) {
    self.files = files
    self.bytes = bytes
    self.linked = linked
  }
}

extension DirectoryObjectFiles {
  /// Copies every object, durably, while others write and delete: what is deleted or half written meanwhile is left out.
  ///
  /// Objects never change, so a copy on the same file system is one more name of the same file, where there are such names.
  ///
  /// - Parameter root: a directory that is empty.
  /// - Throws: `storage_…`; what was copied stays.
  package func copyAll(to root: String) async throws(Failure) -> ObjectCopy {
    let from: Directory
    do { from = try Directory(path: self.root) } catch { throw error.rootFailure(self.root) }
    return try FileError.translating(about: nil) {
      let to = try Directory(path: root)
      var files: [[String]] = []
      try from.walk { parts, kind in
        if kind == .file, let name = parts.last, !TemporaryFile.isTemporary(name) { files.append(parts) }
      }
      var copied = ObjectCopy()
      var folders: Set<[String]> = [[]]
      for parts in files {
        folders.insert(Array(parts.dropLast()))
        let path = "/" + parts.joined(separator: "/")
        let folder = try to.descend(parts.dropLast(), creating: true)
        do {
          let file = try from.descend(parts.dropLast()).openFile(parts[parts.count - 1])
          try file.closeAfter {
            copied.bytes += Int64(try file.regularFileSize())
            if link(self.root + path, root + path) == 0 {
              copied.linked += 1
            } else {
              try file.copy(to: folder.createFile(parts[parts.count - 1]))
            }
            copied.files += 1
          }
        } catch let error as FileError where error.code == .noSuchFileOrDirectory {
          continue
        }
      }
      for folder in folders { try to.descend(folder[...]).synchronize() }
      return copied
    }
  }
}

extension FileDescriptor {
  /// Writes all that is in this file to another one, durably, and closes that.
  fileprivate func copy(to copy: FileDescriptor) throws {
    try copy.closeAfter {
      var piece = [UInt8](repeating: 0, count: 1 << 20)
      while true {
        let count = try piece.withUnsafeMutableBytes { try read(into: $0) }
        guard count > 0 else { break }
        try copy.writeAll(piece[..<count])
      }
      guard fsync(copy.rawValue) == 0 else { throw FileError.current }
    }
  }
}
