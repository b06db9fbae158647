#if os(Linux)
  import Glibc

  /// A file system in memory that can be full or read-only, unmounted when nobody holds this object any more.
  package final class SmallDisk: Sendable {
    private let directory: TemporaryDirectory
    package var path: String { directory.path }

    /// Whether this process may mount; root in most containers may not.
    package static let isPossible = (try? SmallDisk(kibibytes: 64)) != nil

    package init(kibibytes: Int) throws {
      directory = try TemporaryDirectory()
      guard mount("tmpfs", directory.path, "tmpfs", 0, "size=\(kibibytes)k") == 0 else {
        throw MountError(code: errno)
      }
    }

    deinit {
      umount2(directory.path, CInt(MNT_DETACH))
    }

    package func path(_ name: String) -> String { directory.path(name) }

    /// Refuses every change from now on. Files must not be open for writing.
    package func becomeReadOnly() throws {
      guard mount("tmpfs", directory.path, "tmpfs", UInt(MS_REMOUNT | MS_RDONLY), nil) == 0 else {
        throw MountError(code: errno)
      }
    }
  }

  package struct MountError: Error {
    package let code: CInt
  }
#endif
