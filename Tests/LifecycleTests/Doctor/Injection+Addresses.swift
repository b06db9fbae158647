import DataOpsApp
import DataOpsCore
import DataOpsLifecycle
import Foundation
import GleanSandbox
import Testing
import _DataOpsTestKit

extension Injection {
  static let addresses: [Injection] =
    wrong.flatMap { code, address in
      [
        .doctor(code, address, at: { _ in address }), .provision(code, address, at: { _ in address }),
        .request(code, by: .clientAdd, address) { _ in _ = try GleanAddress.checked(address) },
      ]
    } + [
      .doctor(.addressWithPath, "a path of nothing at the end", at: { $0.url + "/glean" }),
      .provision(.addressWithPath, "a path of nothing at the end", at: { $0.url + "/glean" }),
    ]

  private static let wrong: [(Misconfiguration, String)] = [
    (.addressWithoutScheme, "acme-be.glean.com"), (.addressPlainHTTP, "http://acme-be.glean.com"),
    (.addressMalformed, "ftp://acme-be.glean.com"), (.addressMalformed, "https://-be.glean.com"),
    (.addressOfWebApp, "https://acme.glean.com"), (.addressOfWebApp, "https://glean.com"),
    (.addressWithPath, "https://acme-be.glean.com/rest/api/v1"),
  ]

  static let connections: [Injection] = [
    .doctor(.nameNotResolved, "a host that is nowhere", at: { _ in "https://acme-be.glean.invalid" }),
    .elsewhere(.connectionRefused, "a closed port") { ask in
      try await RawServer.withClosedPort { port in try await ask("http://127.0.0.1:\(port)") }
    },
    .elsewhere(.connectionLost, "the connection is reset") { ask in
      try await RawServer.run(.reset) { server in try await ask(server.baseURL) }
    },
    .elsewhere(.certificateUntrusted, "a certificate signed by itself") { ask in
      try await TLSServer.run { address in try await ask(address) }
    },
    .doctor(.noTLS, "https where plain http is spoken", at: { $0.url.replacing("http:", with: "https:") }),
    .elsewhere(.notGlean, "a page of HTML answers") { ask in
      try await RawServer.run(.text(page)) { server in try await ask(server.baseURL) }
    },
    .elsewhere(.notGlean, by: .provision, "a page of HTML answers") { ask in
      try await RawServer.run(.text(page), .text(page)) { server in try await ask(server.baseURL) }
    },
    .doctor(.noAnswer, "silence", patience: .milliseconds(500)) { scene in
      try scene.setFaults(FaultRule("silence", path: "*/getdatasourceconfig", fault: .silence(.seconds(60))))
      return DoctorVisit()
    },
    .elsewhere(.notGlean, "a proxy's page with 403") { ask in
      try await RawServer.run(.text(refusal), .text(refusal)) { server in try await ask(server.baseURL) }
    },
    .elsewhere(.notGlean, "any JSON for everything") { ask in
      try await RawServer.run(.text(json), .text(json), .text(json)) { server in try await ask(server.baseURL) }
    },
    .doctor(.searchFailing, "503 for searches") { scene in
      try scene.setFaults(FaultRule("error", path: "*/search", fault: .failure(status: 503, .before)))
      return DoctorVisit()
    },
    .doctor(.rateLimited, "429 for searches") { scene in
      try scene.setFaults(FaultRule("busy", path: "*/search", fault: .tooManyRequests(retryAfter: 30)))
      return DoctorVisit()
    },
    .doctor(.searchFailing, "503") { scene in
      try scene.setFaults(FaultRule("error", path: "*/getdatasourceconfig", fault: .failure(status: 503, .before)))
      return DoctorVisit()
    },
    .doctor(.rateLimited, "429") { scene in
      try scene.setFaults(FaultRule("busy", path: "*/getdatasourceconfig", fault: .tooManyRequests(retryAfter: 30)))
      return DoctorVisit()
    },
    .doctor(.slowAnswers, "no answer is fast enough") { _ in DoctorVisit(slowestAnswer: .zero) },
    .doctor(.budgetExhausted, "a hundred requests wait") { scene in
      let (url, now) = (scene.client.gleanURL ?? "", scene.installation.time.now() + .seconds(4 * 3600))
      _ = try await scene.installation.services.storage.write { registry in
        try registry.take(100, from: "\(url) other", rate: 30, capacity: 30, at: now)
      }
      return DoctorVisit()
    },
    .doctor(.clockSkew, "ten minutes ahead") { _ in DoctorVisit(skew: .seconds(600)) },
  ]

  private static let page = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>"

  private static let refusal =
    "HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: 22\r\n\r\n<html>no way</html>   "
  private static let json = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"

  /// Found at a server that is no sandbox.
  private static func elsewhere(
    _ code: Misconfiguration, by finder: Misconfiguration.Finder = .doctor, _ how: String,
    _ serve: @escaping @Sendable (_ ask: (String) async throws -> Found) async throws -> Found
  ) -> Injection {
    Injection(code: code, finder: finder, how: how) {
      try await serve { address in
        let found: Injection =
          finder == .doctor ? .doctor(code, how, at: { _ in address }) : .provision(code, how, at: { _ in address })
        return try await found.find()
      }
    }
  }
}

/// A server with a certificate that nobody has signed but itself.
enum TLSServer {
  static func run<Result>(_ body: (String) async throws -> Result) async throws -> Result {
    let directory = try TemporaryDirectory()
    let (key, certificate) = (directory.path("key.pem"), directory.path("certificate.pem"))
    let making = try openssl(
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
      "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out", certificate)
    making.process.waitUntilExit()
    let server = try openssl("s_server", "-accept", "127.0.0.1:0", "-key", key, "-cert", certificate, "-www")
    // A child may inherit that SIGTERM is blocked.
    defer {
      kill(server.process.processIdentifier, SIGKILL)
      server.process.waitUntilExit()
    }
    // It says where it listens: `ACCEPT 127.0.0.1:40123`.
    var said = ""
    while !said.contains("ACCEPT") || !said.hasSuffix("\n") {
      let part = server.output.availableData
      guard !part.isEmpty else { break }
      said += String(decoding: part, as: UTF8.self)
    }
    let line = try #require(said.split(separator: "\n").first { $0.hasPrefix("ACCEPT") })
    return try await body("https://localhost:\(try #require(line.split(separator: ":").last))")
  }

  private static func openssl(_ arguments: String...) throws -> (process: Process, output: FileHandle) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return (process, output.fileHandleForReading)
  }
}
