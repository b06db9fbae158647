import DataOpsCore
import SystemPackage

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Who has a lock, as the lock's file says: the process number on the first line, the command on the second.
struct LockHolder {
  let process: Int32?
  let command: String?

  private static let maximumBytes = 1024

  init(process: Int32, command: String) {
    self.process = process
    self.command = command
  }

  /// Nothing is known where the file says nothing sensible: its holder may just be writing it.
  init(reading file: FileDescriptor) {
    let bytes = try? [UInt8](unsafeUninitializedCapacity: Self.maximumBytes) { buffer, count in
      count = try file.read(fromAbsoluteOffset: 0, into: UnsafeMutableRawBufferPointer(buffer))
    }
    let lines = String(decoding: bytes ?? [], as: UTF8.self).split(separator: "\n")
    process = lines.first.flatMap { Int32($0) }
    command = lines.dropFirst().first.map { String($0.filter { !$0.isNewline && $0 != "\u{1B}" }) }
  }

  func write(to file: FileDescriptor) throws(FileError) {
    try FileError.check(ftruncate(file.rawValue, 0))
    let line = command.map { String($0.prefix(200).map { $0.isNewline ? " " : $0 }) } ?? ""
    do {
      _ = try file.writeAll(toAbsoluteOffset: 0, Array("\(process ?? 0)\n\(line)\n".utf8))
    } catch {
      throw .system(error as? Errno ?? .ioError)
    }
  }

  func refusal(_ path: String) -> Failure {
    let holder =
      switch (process, command) {
      case (let process?, let command?): "process \(process) (\(command))"
      case (let process?, nil): "process \(process)"
      case (nil, _): "another process"
      }
    return Failure(
      .dataDirectoryInUse, "the data directory is in use by \(holder); its lock is \(path)",
      remedy: "Wait for it to end, stop it, or use another data directory.")
  }
}
