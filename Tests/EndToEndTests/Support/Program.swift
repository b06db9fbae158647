import Foundation
import Subprocess
import SystemPackage
import Testing
import _DataOpsTestKit

/// The built program with a data directory of its own, run as a person runs it.
struct Program: Sendable {
  /// How a run ended.
  struct Outcome: Sendable, CustomTestStringConvertible {
    let exitCode: Int32
    let output: String
    let error: String

    var testDescription: String { "exit \(exitCode)\n--- output\n\(output)--- error\n\(error)" }
  }

  private let directory: TemporaryDirectory
  var environment: [String: String] = [:]

  init() throws {
    directory = try TemporaryDirectory()
  }

  var data: String { path("data") }

  /// The path of `name` in a directory that ends with this value; nothing is made.
  func path(_ name: String) -> String { directory.path(name) }

  func makeDirectory(_ name: String) throws -> String { try directory.directory(name) }

  func run(_ arguments: String...) async throws -> Outcome { try await run(arguments) }

  func run(_ arguments: [String]) async throws -> Outcome { try await run(Self.executable, arguments) }

  /// Runs the program that measures, which is built beside this one.
  func runBench(_ arguments: String...) async throws -> Outcome {
    let bench = URL(fileURLWithPath: Self.executable).deletingLastPathComponent().appending(path: "registry-bench")
    return try await run(bench.path, arguments)
  }

  /// Runs a line of shell, for pipes between programs.
  func runShell(_ line: String) async throws -> Outcome { try await run("/bin/sh", ["-c", line]) }

  private func run(_ executable: String, _ arguments: [String]) async throws -> Outcome {
    let result = try await Subprocess.run(
      .path(FilePath(executable)), arguments: Arguments(arguments), environment: .custom(variables),
      output: .string(limit: 16 << 20), error: .string(limit: 16 << 20))
    return Outcome(
      exitCode: result.terminationStatus.code, output: result.standardOutput, error: result.standardError)
  }

  /// Runs the program, and `body` as soon as it has written `text` to standard error or output.
  func run(
    _ arguments: [String], until text: String, then body: @Sendable @escaping (Running) async throws -> Void
  ) async throws -> Outcome {
    let result = try await Subprocess.run(
      .path(FilePath(Self.executable)), arguments: Arguments(arguments), environment: .custom(variables),
      input: .none, output: .sequence, error: .combinedWithOutput
    ) { execution in
      var seen = ""
      var isWaiting = true
      for try await chunk in execution.standardOutput {
        seen += chunk.withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
        if isWaiting, seen.contains(text) {
          isWaiting = false
          try await body(Running(process: execution.processIdentifier, seen: seen))
        }
      }
      return seen
    }
    return Outcome(exitCode: result.terminationStatus.code, output: result.closureResult, error: "")
  }

  /// A run that is under way.
  struct Running: Sendable {
    fileprivate let process: ProcessIdentifier
    /// What it has written.
    let seen: String

    func interrupt() { kill(process.value, SIGINT) }

    func terminate() { kill(process.value, SIGTERM) }

    /// As `kill -9` does: nothing of the program runs any more.
    func killAtOnce() { kill(process.value, SIGKILL) }
  }

  /// The names of all datasets that the registry holds.
  func datasetNames() async throws -> [String] {
    struct Row: Decodable { let name: String }
    let outcome = try await run("dataset", "list", "--output", "json")
    return try JSONDecoder().decode([Row].self, from: Data(outcome.output.utf8)).map(\.name)
  }

  /// A client that uses the embedded sandbox server.
  func addClient(_ name: String = "Quillmere Clinic") async throws {
    let outcome = try await run("client", "add", name, "--industry", "healthcare")
    try #require(outcome.exitCode == 0, "\(outcome)")
  }

  /// Nothing of the environment that the tests run in reaches the program.
  private var variables: [Subprocess.Environment.Key: String] {
    let own = [
      "PATH": "/usr/bin:/bin", "HOME": directory.path, "USER": "tess", "DATAOPS_DATA": data,
      "DATAOPS_SANDBOX_INDEXING_DELAY": "0",
    ].merging(environment) { _, new in new }
    return Dictionary(
      own.compactMap { name, value in
        Subprocess.Environment.Key(rawValue: name).map { ($0, value) }
      }
    ) { first, _ in first }
  }

  /// Beside the test bundle.
  static let executable: String = {
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
    let folder =
      bundle.bundlePath.hasSuffix(".xctest")
      ? URL(fileURLWithPath: bundle.bundlePath).deletingLastPathComponent() : bundle.bundleURL
    return folder.appendingPathComponent("dataops").path
  }()
}

extension TerminationStatus {
  /// The exit code, or 128 plus the signal that ended it, as a shell gives it.
  fileprivate var code: Int32 {
    switch self {
    case .exited(let code): code
    case .signaled(let signal): 128 + signal
    }
  }
}
