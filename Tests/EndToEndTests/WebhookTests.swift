import Crypto
import Foundation
import HTTPTypes
import Synchronization
import Testing
import _DataOpsTestKit

/// What a receiver of events computes by itself, by the text of Standard Webhooks ("Signature scheme").
private struct WebhookSignature {
  let secret: String

  func of(_ id: String, _ timestamp: String, _ body: [UInt8]) throws -> String {
    let key = try #require(Data(base64Encoded: String(secret.dropFirst("whsec_".count))))
    let code = HMAC<SHA256>.authenticationCode(
      for: Data("\(id).\(timestamp).".utf8) + Data(body), using: SymmetricKey(data: key))
    return "v1,\(Data(code).base64EncodedString())"
  }
}

@Suite struct `Events that are posted` {
  private struct Posted: Sendable {
    let headers: HTTPFields
    let body: [UInt8]

    func header(_ name: String) throws -> String {
      let value = HTTPField.Name(name).flatMap { headers[$0] }
      return try #require(value, "there is no \(name)")
    }
  }

  private final class Inbox: Sendable {
    private let all = Mutex<[Posted]>([])

    func add(_ posted: Posted) { all.withLock { $0.append(posted) } }

    var posted: [Posted] { all.withLock(\.self) }
  }

  /// The specification's own example.
  private static let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

  @Test func `are signed as Standard Webhooks has it`() async throws {
    let signature = WebhookSignature(secret: Self.secret)
    #expect(
      try signature.of("msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", Array(#"{"test": 2432232314}"#.utf8))
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    let inbox = Inbox()
    try await UniformServer.run(status: .noContent, seen: { inbox.add(Posted(headers: $0, body: $1)) }) { url in
      let program = try program(relay: url, secret: Self.secret + "\n")
      try await program.addClient()
      let made = try await program.run(
        "dataset", "provision", "--client", "Quillmere Clinic", "--type", "github_repos", "--count", "5")
      try #require(made.exitCode == 0, "\(made)")
      let relay = try await program.run(["serve", "--roles", "relay"], until: "relay: ready") { running in
        try await eventually("events have been posted") { inbox.posted.count >= 2 }
        running.terminate()
      }
      #expect(relay.exitCode == 0, "\(relay)")
    }
    for posted in inbox.posted {
      struct Event: Decodable { let id: String }
      let (id, timestamp) = (try posted.header("webhook-id"), try posted.header("webhook-timestamp"))
      #expect(try posted.header("webhook-signature") == signature.of(id, timestamp, posted.body))
      #expect(try JSONDecoder().decode(Event.self, from: Data(posted.body)).id == id)
      let age = try Date().timeIntervalSince1970 - #require(Double(timestamp))
      #expect((-1...300).contains(age), "receivers refuse what is older than five minutes")
    }
  }

  @Test(arguments: ["whsec_not/Base64!", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS"])
  func `are not posted with a secret that cannot be read`(secret: String) async throws {
    let program = try program(relay: "http://127.0.0.1:1", secret: secret)
    let outcome = try await program.run(["serve", "--roles", "relay"], until: "relay: ready") { $0.terminate() }
    #expect(outcome.exitCode == 78, "\(outcome)")
    #expect(outcome.output.contains(program.path("secret")), "\(outcome)")
    #expect(outcome.output.contains("not Base64"), "\(outcome)")
    #expect(!outcome.output.contains(secret.dropFirst(6)), "\(outcome)")
  }

  private func program(relay url: String, secret: String) throws -> Program {
    var program = try Program()
    try secret.write(toFile: program.path("secret"), atomically: true, encoding: .utf8)
    program.environment["DATAOPS_RELAY_URL"] = url
    program.environment["DATAOPS_RELAY_SECRET_FILE"] = program.path("secret")
    return program
  }
}
