import DataOpsCore
import DataOpsLifecycle
import Foundation
import Testing
import _DataOpsTestKit

@testable import DataOpsApp

@Suite struct `The source of a key` {
  @Test func `is a file, a variable or a command with arguments`() {
    #expect(KeySource("file") == .dataDirectory)
    #expect(KeySource("file:/etc/key") == .file("/etc/key"))
    #expect(KeySource("env:A_KEY1") == .variable("A_KEY1"))
    #expect(
      KeySource("kms:prod-1 /bin/kms --key  a;b")
        == .command(id: "prod-1", program: "/bin/kms", arguments: ["--key", "a;b"]))
  }

  @Test(arguments: [
    "", "file:relative", "env:", "env:a-b", "kms:id", "kms: /bin/kms", "kms:id bin/kms", "AAAA", "vault:x",
    "kms:i/d /b",
  ])
  func `is nothing else`(text: String) { #expect(KeySource(text) == nil) }

  private func sealer(_ source: KeySource, variable: String? = nil) async throws -> CredentialSealer {
    var configuration = AppConfiguration(dataDirectory: "/nowhere", templatesRoot: "/nowhere")
    configuration.key = source
    return try CredentialKeys(configuration, makesFile: false, time: ManualTime(), variable: { _ in variable }).sealer
  }

  @Test(arguments: [
    String(repeating: "01", count: 32), Data(repeating: 1, count: 32).base64EncodedString(),
    Data(repeating: 1, count: 32).base64EncodedString() + "\n",
  ])
  func `may be written in Base64 or hexadecimal digits`(text: String) async throws {
    let expected = try CredentialSealer(1).keyID
    #expect(try await sealer(.variable("KEY"), variable: text).keyID == expected)
    let directory = try TemporaryDirectory()
    let path = directory.path("key")
    try text.write(toFile: path, atomically: true, encoding: .utf8)
    #expect(try await sealer(.file(path)).keyID == expected)
  }

  @Test(arguments: [nil, "", "secret-but-short", String(repeating: "0", count: 62)])
  func `is refused without showing it where it holds no key`(text: String?) async throws {
    let failure = await failure { try await sealer(.variable("KEY"), variable: text) }
    #expect(failure?.code == .configurationInvalid)
    #expect(failure?.message.contains("secret-but-short") == false)
  }
}

/// The command of a key service in a directory that goes with it, and how often it was called.
private final class KeyService: Sendable {
  let directory: TemporaryDirectory
  let program: String

  init(_ script: String) throws {
    directory = try TemporaryDirectory()
    program = directory.path("kms")
    try "#!/bin/sh\necho x >> \(directory.path("calls"))\n\(script)\n".write(
      toFile: program, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: program)
  }

  var calls: Int { FileManager.default.contents(atPath: directory.path("calls"))?.count { $0 == 0x0A } ?? 0 }

  func key(time: any TimeSource = ManualTime(), limit: Duration = .seconds(60)) -> KMSKey {
    KMSKey(
      id: "kms-1", command: KMSCommand(program: program, arguments: ["--key", "a b"], limit: limit, time: time),
      lifetime: .seconds(300), time: time)
  }
}

@Suite struct `A key service` {
  private let dataKey = Secret([UInt8](0..<32))
  /// Wraps by a prefix, and checks its arguments.
  private static let honest = """
    [ "$1" = --key ] && [ "$2" = "a b" ] || exit 9
    case $3 in
    wrap) { printf 'wrapped:'; base64 -d; } | base64 -w0 ;;
    unwrap) base64 -d | tail -c +9 | base64 -w0 ;;
    esac
    """

  @Test func `wraps and unwraps`() async throws {
    let service = try KeyService(Self.honest)
    defer { withExtendedLifetime(service) {} }
    let key = service.key()
    let wrapped = try await key.wrap(dataKey)
    #expect(String(decoding: wrapped.prefix(8), as: UTF8.self) == "wrapped:")
    #expect(try await key.unwrap(wrapped) == dataKey)
  }

  @Test func `is asked once within the lifetime of a data key, and again after it`() async throws {
    let (service, time) = (try KeyService(Self.honest), ManualTime())
    let key = service.key(time: time)
    let wrapped = try await key.wrap(dataKey)
    for _ in 0..<3 { _ = try await key.unwrap(wrapped) }
    #expect(service.calls == 2)
    time.advance(by: .seconds(300))
    _ = try await key.unwrap(wrapped)
    #expect(service.calls == 3)
  }

  @Test(arguments: ["exit 1", "cat >/dev/null; exit 3", "kill -9 $$"])
  func `that fails is not available`(script: String) async throws {
    let service = try KeyService(script)
    defer { withExtendedLifetime(service) {} }
    let key = service.key()
    #expect(await failure { try await key.wrap(dataKey) }?.code == .keyUnavailable)
  }

  @Test func `that is not there is not available`() async throws {
    let command = KMSCommand(program: "/nowhere/kms", arguments: [], limit: .seconds(60), time: ManualTime())
    #expect(await failure { try await command.run("wrap", dataKey) }?.code == .keyUnavailable)
  }

  @Test func `that says too much is not listened to`() async throws {
    let service = try KeyService("head -c 1000000 /dev/zero")
    defer { withExtendedLifetime(service) {} }
    let key = service.key()
    #expect(await failure { try await key.wrap(dataKey) }?.code == .keyUnavailable)
  }

  @Test func `that does not answer is given up in time`() async throws {
    let service = try KeyService("exec sleep 600")
    defer { withExtendedLifetime(service) {} }
    let key = service.key(time: SystemTime(), limit: .milliseconds(200))
    let failure = await failure { try await key.wrap(dataKey) }
    #expect(failure?.code == .keyUnavailable)
    #expect(failure?.message.contains("in time") == true)
  }

  @Test(arguments: ["echo", "echo 'not base64!'"])
  func `that answers something else is configured wrongly`(script: String) async throws {
    let service = try KeyService(script)
    defer { withExtendedLifetime(service) {} }
    let key = service.key()
    #expect(await failure { try await key.wrap(dataKey) }?.code == .configurationInvalid)
  }

  @Test func `is quoted in part, and never what could be a key`() async throws {
    let secret = Data(dataKey.reveal()).base64EncodedString()
    let service = try KeyService("read key; echo \"denied: $key for you\" >&2; echo more >&2; exit 2")
    defer { withExtendedLifetime(service) {} }
    let key = service.key()
    let failure = await failure { try await key.wrap(dataKey) }
    #expect(failure?.message.contains("denied: … for you") == true)
    #expect(failure?.description.contains(secret) == false)
    #expect(failure?.description.contains("more") == false)
  }
}
