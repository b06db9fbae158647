/// Why a sandbox server cannot start or go on.
public enum GleanSandboxError: Error, Sendable, Equatable {
  /// Another live process, or another server of this process, serves the directory.
  case directoryInUse(path: String)

  /// The directory was written by a newer version than this one.
  case directoryFromNewerVersion(path: String, found: Int, supported: Int)

  /// The directory cannot be made, read or written, or its database is not a sandbox's.
  case directoryUnusable(path: String, reason: String)

  /// A setting is out of range.
  case invalidConfiguration(String)

  /// The address cannot be listened on.
  case cannotListen(host: String, port: Int, reason: String)

  /// The server ended before it listened.
  case stopped
}

extension GleanSandboxError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .directoryInUse(let path):
      "The data directory \(path) is already served by another sandbox. Stop that one, or choose another directory."
    case .directoryFromNewerVersion(let path, let found, let supported):
      "The data directory \(path) has format \(found), and this version reads up to \(supported). Use a newer version."
    case .directoryUnusable(let path, let reason):
      "The data directory \(path) cannot be used: \(reason)"
    case .invalidConfiguration(let reason):
      "The sandbox configuration is invalid: \(reason)"
    case .cannotListen(let host, let port, let reason):
      "Cannot listen on \(host):\(port): \(reason)"
    case .stopped:
      "The sandbox server ended before it listened."
    }
  }
}
