import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An open directory: names are resolved in it alone, and symbolic links are never followed.
final class Directory {
  private let descriptor: FileDescriptor

  enum Kind: Hashable { case file, directory, other }

  private init(_ descriptor: FileDescriptor) {
    self.descriptor = descriptor
  }

  /// The directory at `path`, which may be a symbolic link.
  convenience init(path: String) throws(FileError) {
    self.init(try FileError.descriptor { open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
  }

  deinit {
    // Nothing was written through it.
    try? descriptor.close()
  }

  /// The directory at the end of `names`.
  ///
  /// - Parameter creating: makes the directories that are missing.
  func descend(_ names: ArraySlice<String>, creating: Bool = false) throws(FileError) -> Directory {
    var directory = self
    for name in names { directory = try directory.child(name, creating: creating) }
    return directory
  }

  func child(_ name: String, creating: Bool = false) throws(FileError) -> Directory {
    if creating, mkdirat(descriptor.rawValue, name, 0o700) == 0 {
      try synchronize()
    } else if creating, errno != EEXIST {
      throw .current
    }
    return Directory(
      try FileError.descriptor {
        openat(descriptor.rawValue, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      })
  }

  func openFile(_ name: String) throws(FileError) -> FileDescriptor {
    // A pipe must not keep us waiting.
    try FileError.descriptor { openat(descriptor.rawValue, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) }
  }

  /// - Throws: `code` of `EEXIST` where there is something of this name.
  func createFile(_ name: String) throws(FileError) -> FileDescriptor {
    try FileError.descriptor {
      openat(descriptor.rawValue, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    }
  }

  func rename(_ old: String, to new: String) throws(FileError) {
    try FileError.check(renameat(descriptor.rawValue, old, descriptor.rawValue, new))
  }

  func remove(_ name: String) throws(FileError) {
    try FileError.check(unlinkat(descriptor.rawValue, name, 0))
  }

  /// Removes a file, or a directory with all that is in it.
  ///
  /// - Throws: `tooDeep` where directories are nested deeper than any key.
  func removeTree(_ name: String, maximumDepth: Int = 8) throws(FileError) {
    guard try kind(of: name) == .directory else { return try remove(name) }
    guard maximumDepth > 0 else { throw .tooDeep }
    let directory = try child(name)
    for entry in try directory.names() { try directory.removeTree(entry, maximumDepth: maximumDepth - 1) }
    try FileError.check(unlinkat(descriptor.rawValue, name, AT_REMOVEDIR))
  }

  /// Makes what was created, renamed or removed in here durable.
  func synchronize() throws(FileError) {
    try FileError.check(fsync(descriptor.rawValue))
  }

  func kind(of name: String) throws(FileError) -> Kind {
    var status = stat()
    try FileError.check(fstatat(descriptor.rawValue, name, &status, AT_SYMLINK_NOFOLLOW))
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .directory
    default: return .other
    }
  }

  /// What is in here, apart from `.` and `..`.
  func names() throws(FileError) -> [String] {
    // The stream owns its descriptor, so it gets one of its own.
    let own = try FileError.descriptor { openat(descriptor.rawValue, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard let stream = fdopendir(own.rawValue) else {
      let error = FileError.current
      try? own.close()
      throw error
    }
    defer { closedir(stream) }
    var names: [String] = []
    errno = 0
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
      errno = 0
    }
    if errno != 0 { throw .current }
    return names
  }

  /// Visits everything below, directories before what is in them; what disappears meanwhile is left out.
  func walk(
    _ parents: [String] = [], maximumDepth: Int = 8, _ visit: (_ parts: [String], Kind) -> Void
  ) throws(FileError) {
    for name in try names() {
      do {
        let kind = try kind(of: name)
        visit(parents + [name], kind)
        guard kind == .directory, parents.count < maximumDepth else { continue }
        try child(name).walk(parents + [name], maximumDepth: maximumDepth, visit)
      } catch let error where error.code == .noSuchFileOrDirectory {
        continue
      }
    }
  }
}
