import DataOpsCore
import DataOpsObjectFiles
import Foundation
import Testing
import _DataOpsTestKit

@Suite struct `The lock of a data directory` {
  let directory: TemporaryDirectory
  let path: String

  init() throws {
    directory = try TemporaryDirectory()
    path = directory.path("lock")
  }

  private func refusal() -> Failure? {
    #expect(throws: Failure.self) { try ExclusiveLock(path: path, command: "dataops status") }
  }

  @Test func `is refused while somebody has it, naming process and command`() throws {
    let lock = try ExclusiveLock(path: path, command: "dataops dataset provision")
    let failure = refusal()
    #expect(failure?.code == .dataDirectoryInUse)
    let process = ProcessInfo.processInfo.processIdentifier
    #expect(failure?.message.contains("process \(process) (dataops dataset provision)") == true)
    #expect(failure?.remedy != nil)
    lock.release()
  }

  @Test func `is given back by its release, and again without harm`() throws {
    let lock = try ExclusiveLock(path: path, command: "first")
    lock.release()
    lock.release()
    let next = try ExclusiveLock(path: path, command: "second")
    #expect(refusal()?.message.contains("(second)") == true)
    next.release()
  }

  @Test func `is given back with its last reference`() throws {
    do { _ = try ExclusiveLock(path: path, command: "first") }
    let next = try ExclusiveLock(path: path, command: "second")
    next.release()
  }

  @Test func `is given back by the death of its process`() async throws {
    let holder = Process()
    holder.executableURL = URL(filePath: "/usr/bin/flock")
    // `cat` ends with its input, that is, with this process at the latest.
    holder.arguments = ["--no-fork", "--exclusive", path, "/bin/sh", "-c", "echo held; exec cat"]
    let (input, output) = (Pipe(), Pipe())
    (holder.standardInput, holder.standardOutput) = (input, output)
    try holder.run()
    #expect(try output.fileHandleForReading.read(upToCount: 5) == Data("held\n".utf8))
    #expect(refusal()?.message.contains("in use by another process") == true)
    kill(holder.processIdentifier, SIGKILL)
    holder.waitUntilExit()
    let lock = try ExclusiveLock(path: path, command: "next")
    lock.release()
  }

  @Test func `names one line of the command only`() throws {
    let lock = try ExclusiveLock(path: path, command: "dataops\nforged\u{1B}[2J")
    let message = try #require(refusal()?.message)
    #expect(message.contains("(dataops forged[2J)"))
    lock.release()
  }

  @Test func `is not taken through a symbolic link`() throws {
    try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: directory.path("elsewhere"))
    #expect(refusal()?.code == .storageFailed)
    #expect(!FileManager.default.fileExists(atPath: directory.path("elsewhere")))
  }

  @Test func `says that its directory does not exist`() throws {
    let failure = #expect(throws: Failure.self) {
      try ExclusiveLock(path: directory.path("missing/lock"), command: "dataops")
    }
    #expect(failure?.code == .storageFailed)
    #expect(failure?.message.contains("does not exist") == true)
  }
}
