internal import DataOpsCore
internal import DataOpsLifecycle
internal import Foundation

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// The key of a data directory, and the one before it until no row needs that any more.
struct KeyFile: Sendable {
  private let directory: DataDirectory

  init(_ directory: DataDirectory) {
    self.directory = directory
  }

  func current(making: Bool) throws(Failure) -> Secret<[UInt8]> {
    if making { return Secret(try SecretFile.bytes(at: directory.keyFile, count: LocalKey.byteCount)) }
    return try Self.bytes(at: directory.keyFile, otherwise: "the key file \(directory.keyFile)")
  }

  func previous() throws(Failure) -> Secret<[UInt8]>? {
    let path = directory.previousKeyFile
    guard FileManager.default.fileExists(atPath: path) else { return nil }
    return try Self.bytes(at: path, otherwise: "the key file \(path)")
  }

  /// Makes a new key and keeps the one before beside it, unless one is kept there already: then a rotation was interrupted, and
  /// goes on with the key that it has made.
  ///
  /// The old key has its second name before the first one changes hands, so that it has at least one at every instant.
  func renew() throws(Failure) {
    let (path, before) = (directory.keyFile, directory.previousKeyFile)
    let old = try current(making: true)
    if let kept = try previous() {
      // Both names for one key: it was interrupted between the two.
      guard kept == old else { return }
    } else {
      guard link(path, before) == 0 else { throw Self.unwritable(before) }
    }
    let new = path + ".new"
    unlink(new)
    _ = try SecretFile.bytes(at: new, count: LocalKey.byteCount)
    guard rename(new, path) == 0 else { throw Self.unwritable(path) }
    try synchronize()
  }

  /// Forgets the key before, which no row needs any more.
  func forgetPrevious() throws(Failure) {
    guard unlink(directory.previousKeyFile) == 0 || errno == ENOENT else {
      throw Self.unwritable(directory.previousKeyFile)
    }
    try synchronize()
  }

  /// The key in a file: 32 bytes as they are, in Base64 or in hexadecimal digits.
  ///
  /// - Parameter what: how a failure names the file.
  static func bytes(at path: String, otherwise what: String) throws(Failure) -> Secret<[UInt8]> {
    guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.read(upToCount: 1024) else {
      throw Failure(
        .configurationInvalid, "\(what) cannot be read", remedy: "Restore it, readable for this user only.")
    }
    if data.count == LocalKey.byteCount { return Secret([UInt8](data)) }
    guard let bytes = KeyBytes.decode(String(decoding: data, as: UTF8.self)) else {
      throw Failure(
        .configurationInvalid, "\(what) holds no key of 32 bytes",
        remedy: "Restore it from a backup; a new one is made with: openssl rand -out FILE 32")
    }
    return bytes
  }

  private func synchronize() throws(Failure) {
    let descriptor = open(directory.path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.unwritable(directory.path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw Self.unwritable(directory.path) }
  }

  private static func unwritable(_ path: String) -> Failure {
    Failure(.storageReadOnly, "\(path) cannot be written", remedy: "Check the permissions of the data directory.")
  }
}
