import Crypto
import Foundation
import GRDB
import Testing

/// Secrets with characters that JSON, URLs, shells and logs write in ways of their own.
private enum Odd {
  static let indexing = #"Idx"t\o/k+e%41n&<1>'=="#
  static let client = #"Cl{ie}nt$t`o;k|e~n^2*"#
  static let password = #"Pa ss"wörd\ <&> 3🔑"#
  static let clientSecret = "Oauth/secret+4=="
  static let refreshToken = "Refresh%2Ftoken&5"
  static let apiKey = #"Api"key\6"#
  static let privateKey = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASC7777"

  static let all = [indexing, client, password, clientSecret, refreshToken, apiKey, privateKey]

  static let serviceAccount = """
    {"type": "service_account", "client_email": "reader@acme.example", "token_uri": "https://auth.acme.example/token", \
    "private_key": "-----BEGIN PRIVATE KEY-----\\n\(privateKey)\\n-----END PRIVATE KEY-----\\n"}
    """
}

/// A secret in every way of writing in which it could slip through.
private struct Spellings {
  let secret: String
  private let needles: [Data]

  init(_ secret: String) throws {
    self.secret = secret
    let bytes = Data(secret.utf8)
    let json = try JSONEncoder().encode(secret).dropFirst().dropLast()
    let percent = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? secret
    // Base64 of a text that holds it somewhere: three ways to begin, whole groups of the middle.
    let base64 = (0..<3).map { shift -> String in
      let encoded = (Data(repeating: 0, count: shift) + bytes).base64EncodedString()
      return String(encoded.dropFirst(4).dropLast(4))
    }
    let hexadecimal = bytes.map { String(format: "%02x", $0) }.joined()
    needles =
      [bytes, Data(json), Data(json).replacing("/", by: "\\/"), Data(percent.utf8), Data(hexadecimal.utf8)]
      + base64.filter { $0.count >= 12 }.map { Data($0.utf8) }
  }

  func isIn(_ bytes: Data) -> Bool { needles.contains { bytes.range(of: $0) != nil } }
}

extension Data {
  fileprivate func replacing(_ text: String, by other: String) -> Data {
    Data(String(decoding: self, as: UTF8.self).replacing(text, with: other).utf8)
  }
}

@Suite struct `No secret is shown anywhere` {
  private func write(_ text: String, to name: String, of program: Program) throws -> String {
    try text.write(toFile: program.path(name), atomically: true, encoding: .utf8)
    return program.path(name)
  }

  /// Everything that a client's way through the program says and leaves behind, with odd secrets of every kind.
  @Test(.timeLimit(.minutes(5))) func `through a whole provision, rotations and errors`() async throws {
    var sandbox = try Program()
    sandbox.environment["DATAOPS_SANDBOX_INDEXING_TOKEN"] = Odd.indexing
    sandbox.environment["DATAOPS_SANDBOX_CLIENT_TOKEN"] = Odd.client
    let glean = sandbox.path("glean")
    _ = try await sandbox.run(["glean-sandbox", "serve", "--data", glean], until: "\n") { running in
      defer { running.interrupt() }
      let line = running.seen.trimmingCharacters(in: .newlines)
      try await expectNothingShown(
        glean: String(line.dropFirst("glean-sandbox listening on ".count)), directory: glean)
    }
  }

  private func expectNothingShown(glean: String, directory: String) async throws {
    var program = try Program()
    program.environment["DATAOPS_LOG_LEVEL"] = "trace"
    let commands = try commands(of: program, glean: glean)
    var said: [(command: String, output: Data)] = []
    for command in commands {
      let outcome = try await program.run(command)
      said.append((command.joined(separator: " "), Data((outcome.output + outcome.error).utf8)))
      let mayFail = command.contains("--expires") || command.contains("client_token") && command.contains("--user")
      #expect(mayFail || outcome.exitCode == 0, "\(command) \(outcome)")
    }
    // The token that Glean gave is known to nobody here; the server keeps its digest.
    let issued = try await IssuedTokens(
      DatabaseQueue(path: directory + "/sandbox.sqlite").read {
        try String.fetchSet($0, sql: "SELECT digest FROM token_secret")
      })
    #expect(issued.digests.count >= 3, "the two that were configured, and the one that was given")
    let registry = try await Self.dump(program.data + "/registry.sqlite")
    let files = try #require(FileManager.default.subpaths(atPath: program.data))
    for (command, output) in said { #expect(!issued.isAny(in: output), "\(command) shows a token that Glean gave") }
    #expect(!issued.isAny(in: registry), "the registry holds a token that Glean gave")
    for file in files {
      guard let bytes = FileManager.default.contents(atPath: program.data + "/" + file) else { continue }
      #expect(!issued.isAny(in: bytes), "\(file) holds a token that Glean gave")
    }
    for spellings in try Odd.all.map(Spellings.init) {
      for (command, output) in said { #expect(!spellings.isIn(output), "\(command) shows \(spellings.secret)") }
      #expect(!spellings.isIn(registry), "the registry holds \(spellings.secret)")
      for file in files {
        guard let bytes = FileManager.default.contents(atPath: program.data + "/" + file) else { continue }
        #expect(!spellings.isIn(bytes), "\(file) holds \(spellings.secret)")
      }
    }
  }

  private func commands(of program: Program, glean: String) throws -> [[String]] {
    let name = "Quillmere Clinic"
    let (indexing, client) = (
      try write(Odd.indexing, to: "indexing", of: program), try write(Odd.client, to: "client", of: program)
    )
    let dataset = "quillmere-clinic-sandbox-github"
    return [
      [
        "client", "add", name, "--industry", "healthcare", "--glean-url", glean, "--indexing-token-file", indexing,
        "--client-token-file", client,
      ],
      [
        "credential", "set", name, "confluence", "--user", "reader", "--password-file",
        try write(Odd.password, to: "password", of: program),
      ],
      [
        "credential", "set", name, "jira", "--oauth-client-id", "id", "--client-secret-file",
        try write(Odd.clientSecret, to: "secret", of: program), "--refresh-token-file",
        try write(Odd.refreshToken, to: "refresh", of: program), "--token-url", "https://auth.acme.example/token",
      ],
      ["credential", "set", name, "github", "--token-file", try write(Odd.apiKey, to: "key", of: program)],
      [
        "credential", "set", name, "gdrive", "--key-file",
        try write(Odd.serviceAccount, to: "account.json", of: program),
        "--output", "json",
      ],
      // Refused, with the secret in hand.
      ["credential", "set", name, "client_token", "--user", "reader", "--password-file", program.path("password")],
      ["credential", "set", name, "indexing_token", "--token-file", indexing, "--expires", "2001-01-01"],
      ["dataset", "provision", "--client", name, "--type", "github_repos", "--count", "5"],
      ["credential", "rotate", name, "indexing_token"],
      ["dataset", "validate", dataset],
      ["key", "rotate"],
      ["dataset", "validate", dataset],
      ["key", "status"],
      ["credential", "list", name],
      ["credential", "list", name, "--output", "json"],
      ["client", "list", "--output", "json"],
      ["dataset", "show", dataset, "--output", "json"],
      ["dataset", "teardown", dataset, "--grace", "0"],
      ["manual-action", "list", "--output", "json"],
      ["operation", "list", "--all", "--output", "json"],
      ["audit", "list", "--output", "json"],
      ["registry", "status", "--output", "json"],
      ["config"],
    ]
  }

  /// Every value of every table as text.
  private static func dump(_ path: String) async throws -> Data {
    var configuration = GRDB.Configuration()
    configuration.readonly = true
    let text = try await DatabaseQueue(path: path, configuration: configuration).read { db in
      let tables = try String.fetchAll(db, sql: "SELECT name FROM sqlite_schema WHERE type = 'table'")
      return try tables.flatMap { table in
        try Row.fetchAll(db, sql: "SELECT * FROM \"\(table)\"").map { row in
          row.databaseValues.map { "\($0.storage.value.map { "\($0)" } ?? "")" }.joined(separator: "\n")
        }
      }.joined(separator: "\n")
    }
    #expect(text.contains("credential_rotated"), "the dump should have the audit trail in it")
    return Data(text.utf8)
  }
}

/// Tokens of the sandbox server, 64 hexadecimal digits each, of which only the digests are known.
private struct IssuedTokens {
  let digests: Set<String>
  private static let length = 64

  init(_ digests: Set<String>) { self.digests = digests }

  func isAny(in data: Data) -> Bool {
    data.split { !("0"..."9" ~= Character(UnicodeScalar($0)) || "a"..."f" ~= Character(UnicodeScalar($0))) }
      .filter { $0.count == Self.length }
      .contains { word in digests.contains(SHA256.hash(data: word).map { String(format: "%02x", $0) }.joined()) }
  }
}
