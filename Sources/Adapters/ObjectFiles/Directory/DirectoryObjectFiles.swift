package import DataOpsCore
package import DataOpsLifecycle
import SystemPackage

/// The object store in a directory of this machine's file system.
///
/// Directories are made with mode 0700 and files with 0600. Below the root no symbolic link is followed, so that no key
/// leads out of it. File calls run where they are called: a chunk has at most a few MiB, which takes milliseconds; a
/// store that awaits a network is another adapter.
package struct DirectoryObjectFiles: ObjectFiles {
  /// A directory that exists; may itself be a symbolic link.
  package let root: String

  package init(root: String) {
    self.root = root
  }

  package func put(_ bytes: [UInt8], at key: ObjectKey) async throws(Failure) {
    let parent = try openParent(of: key, creating: true)
    let name = key.name
    try FileError.translating(about: key) {
      let temporary = try TemporaryFile(in: parent, for: name)
      do {
        try temporary.write(bytes)
        try parent.rename(temporary.name, to: name)
      } catch {
        // What is left otherwise, `collectLeftovers` finds.
        try? parent.remove(temporary.name)
        throw error
      }
      try parent.synchronize()
    }
  }

  package func get(_ key: ObjectKey, maximumBytes: Int) async throws(Failure) -> [UInt8] {
    let parent = try openParent(of: key, creating: false)
    return try FileError.translating(about: key) {
      let file = try parent.openFile(key.name)
      return try file.closeAfter {
        let size = try file.regularFileSize()
        guard size <= maximumBytes else { throw FileError.tooLarge(size, maximum: maximumBytes) }
        return try file.readAll(size: size, maximum: maximumBytes)
      }
    }
  }

  package func contains(_ key: ObjectKey) async throws(Failure) -> Bool {
    do {
      let parent = try openParent(of: key, creating: false)
      return try FileError.translating(about: key) { try parent.kind(of: key.name) == .file }
    } catch let error where error.code == .notFound {
      return false
    }
  }

  package func list(under prefix: ObjectKey) async throws(Failure) -> [ObjectKey] {
    var keys: [ObjectKey] = []
    guard let directory = try openDirectory(prefix) else { return [] }
    try FileError.translating(about: prefix) {
      try directory.walk { parts, kind in
        guard kind == .file, let key = ObjectKey(prefix.parts + parts) else { return }
        keys.append(key)
      }
    }
    return keys.sorted()
  }

  package func delete(_ key: ObjectKey) async throws(Failure) {
    do {
      let parent = try openParent(of: key, creating: false)
      try FileError.translating(about: key) {
        try parent.remove(key.name)
        try parent.synchronize()
      }
    } catch let error where error.code == .notFound {
      return
    }
  }

  package func deleteAll(under prefix: ObjectKey) async throws(Failure) {
    do {
      let parent = try openParent(of: prefix, creating: false)
      try FileError.translating(about: prefix) {
        try parent.removeTree(prefix.name)
        try parent.synchronize()
      }
    } catch let error where error.code == .notFound {
      return
    }
  }

  /// Removes what writers that were killed left half written.
  ///
  /// Takes the files of writers that are still at it, too: call it only while nobody else writes, that is, when the
  /// data directory has just been locked.
  ///
  /// - Returns: how many files were removed.
  package func collectLeftovers() async throws(Failure) -> Int {
    let directory = try openRoot()
    return try FileError.translating(about: nil) {
      var leftovers: [[String]] = []
      try directory.walk { parts, kind in
        if kind == .file, let name = parts.last, TemporaryFile.isTemporary(name) { leftovers.append(parts) }
      }
      for parts in leftovers {
        guard let name = parts.last else { continue }
        try directory.descend(parts.dropLast()).remove(name)
      }
      return leftovers.count
    }
  }
}

extension DirectoryObjectFiles {
  private func openParent(of key: ObjectKey, creating: Bool) throws(Failure) -> Directory {
    let root = try openRoot()
    return try FileError.translating(about: key) {
      try root.descend(key.parts.dropLast(), creating: creating)
    }
  }

  /// Nil where there is none.
  private func openDirectory(_ key: ObjectKey) throws(Failure) -> Directory? {
    let root = try openRoot()
    do {
      return try FileError.translating(about: key) { try root.descend(key.parts[...]) }
    } catch let error where error.code == .notFound {
      return nil
    }
  }

  private func openRoot() throws(Failure) -> Directory {
    do {
      return try Directory(path: root)
    } catch {
      throw error.rootFailure(root)
    }
  }
}

extension ObjectKey {
  fileprivate var name: String { parts[parts.endIndex - 1] }
}
