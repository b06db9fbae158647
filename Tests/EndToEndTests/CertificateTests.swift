import Foundation
import Testing
import _DataOpsTestKit

@Suite struct `The certificate of a teardown` {
  private func tornDown() async throws -> Program {
    let program = try Program()
    try await program.addClient()
    for arguments in [
      ["dataset", "provision", "--client", "Quillmere Clinic", "--type", "jira_issues", "--count", "20"],
      ["dataset", "teardown", "quillmere-clinic-sandbox-jira", "--grace", "0"],
    ] {
      let outcome = try await program.run(arguments)
      try #require(outcome.exitCode == 0, "\(outcome)")
    }
    return program
  }

  @Test func `is checked by tools that know nothing of this program`() async throws {
    let program = try await tornDown()
    let shown = try await program.run(
      "archive", "certificate", "quillmere-clinic-sandbox-jira", "--output", "json")
    #expect(shown.exitCode == 0, "\(shown)")
    try shown.output.write(toFile: program.path("certificate.json"), atomically: true, encoding: .utf8)
    let checking = """
      cd '\(program.path(""))' && python3 -c '
      import base64, json
      document = json.load(open("certificate.json"))
      signed = json.dumps(document["certificate"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
      open("signed", "w").write(signed)
      # RFC 8410: an Ed25519 public key as SubjectPublicKeyInfo
      key = bytes.fromhex("302a300506032b6570032100") + base64.b64decode(document["signature"]["public_key"])
      open("key.der", "wb").write(key)
      open("signature", "wb").write(base64.b64decode(document["signature"]["value"]))
      ' && openssl pkeyutl -verify -pubin -inkey key.der -keyform DER -rawin -in signed -sigfile signature
      """
    let checked = try await program.runShell(checking)
    #expect(checked.exitCode == 0, "\(checked)")
    #expect(checked.output.contains("Signature Verified Successfully"))
  }

  @Test func `tells a person what is left and what not`() async throws {
    let program = try await tornDown()
    let shown = try await program.run("archive", "certificate", "quillmere-clinic-sandbox-jira")
    #expect(shown.exitCode == 0, "\(shown)")
    for text in ["documents", "gone", "0 documents indexed", "remains", "signature valid"] {
      #expect(shown.output.contains(text), "\(shown)")
    }
  }

  @Test func `that does not exist is told with what to do`() async throws {
    let program = try Program()
    try await program.addClient()
    _ = try await program.run(
      "dataset", "provision", "--client", "Quillmere Clinic", "--type", "jira_issues", "--count", "20")
    let outcome = try await program.run("archive", "certificate", "quillmere-clinic-sandbox-jira")
    #expect(outcome.exitCode == 66, "\(outcome)")
    #expect(outcome.error.contains("no teardown certificate; it is READY"))
  }
}
