import Foundation
import Testing

@Suite struct DemoTests {
  @Test func `runs, holds what it claims, and runs again in the same directory`() async throws {
    let program = try Program()
    for _ in 1...2 {
      let outcome = try await program.run("demo", "--data", program.path("demo"))
      #expect(outcome.exitCode == 0, "\(outcome)")
      #expect(!outcome.output.contains("✗"), "\(outcome)")
      for words in ["READY", "ARCHIVED", "FAILED", "2,000", "audit verify", "gate closed"] {
        #expect(outcome.output.contains(words), "does not show \(words): \(outcome)")
      }
    }
    let chain = try await program.run("audit", "verify", "--data", program.path("demo"))
    #expect(chain.exitCode == 0, "\(chain)")
  }
}
