#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The bytes of a file, a pipe or a device, from where its descriptor stands.
///
/// A file that another process cuts short while it is read ends early; nothing worse happens.
public final class FileByteSource: ByteSource {
  private let descriptor: Int32
  private let name: String
  private let isOwned: Bool

  /// A regular file never makes its reader wait for another process.
  private let mayWait: Bool

  /// Opens a file for reading and closes it in the end.
  ///
  /// - Throws: ``InputError/Kind/unopenable`` for what is not there, not permitted, or a directory.
  public init(path: String) throws(InputError) {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw InputError(.unopenable, "'\(path)' cannot be opened: \(Self.reason())")
    }
    guard Self.kind(of: descriptor) != S_IFDIR else {
      close(descriptor)
      throw InputError(.unopenable, "'\(path)' is a directory; name a file of records")
    }
    self.descriptor = descriptor
    name = "'\(path)'"
    isOwned = true
    mayWait = Self.kind(of: descriptor) != S_IFREG
  }

  /// Reads a descriptor that stays open; standard input by default.
  public init(descriptor: Int32 = 0) {
    self.descriptor = descriptor
    name = descriptor == 0 ? "standard input" : "file descriptor \(descriptor)"
    isOwned = false
    mayWait = Self.kind(of: descriptor) != S_IFREG
  }

  deinit {
    if isOwned { close(descriptor) }
  }

  /// Reads what the system has, and tries again where it was interrupted or has nothing yet.
  ///
  /// - Throws: ``InputError/Kind/unopenable`` for a directory, else ``InputError/Kind/unreadable``.
  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputError) -> Int {
    while true {
      let count = systemRead(descriptor, buffer)
      if count >= 0 { return count }
      switch errno {
      case EINTR: continue
      case EAGAIN: waitUntilReady()
      case EISDIR: throw InputError(.unopenable, "\(name) is a directory; name a file of records")
      default: throw InputError(.unreadable, "\(name) cannot be read: \(Self.reason())")
      }
    }
  }

  /// Whether the other end of a pipe or terminal has nothing ready; never for a regular file.
  public var isWaiting: Bool {
    guard mayWait else { return false }
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, 0) == 0
  }

  /// For descriptors that another process has set not to block.
  private func waitUntilReady() {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    _ = poll(&request, 1, -1)
  }

  private static func kind(of descriptor: Int32) -> mode_t {
    var status = stat()
    return fstat(descriptor, &status) == 0 ? status.st_mode & S_IFMT : 0
  }

  private static func reason() -> String { strerror(errno).map { String(cString: $0) } ?? "error \(errno)" }
}

/// Outside of the class, whose own `read` hides the system's.
private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawBufferPointer) -> Int {
  read(descriptor, buffer.baseAddress, buffer.count)
}
