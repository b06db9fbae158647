import DataRecords
import Foundation
import Testing

@testable import GleanSandbox

/// The server's page in `Documentation`: its table is that of the code, its examples are run.
@Suite(.timeLimit(.minutes(5))) struct PageTests {
  @Test func `has a row for every behaviour, with its source and its tests`() throws {
    let table = Behaviour.parts.map { title, behaviours in
      "### \(title)\n\n| behaviour | source | test |\n|---|---|---|\n"
        + behaviours.map { $0.row + "\n" }.joined()
    }.joined(separator: "\n")
    var page = try Page()
    if ProcessInfo.processInfo.environment["DATAOPS_UPDATE_DUMPS"] == "1" { try page.write(table: table) }
    #expect(page.table == table, "Set DATAOPS_UPDATE_DUMPS=1 to write the table anew.")
  }

  @Test func `names tests that there are`() throws {
    let names = try Page.testNames()
    for behaviour in Behaviour.parts.flatMap(\.behaviours) {
      #expect(!behaviour.tests.isEmpty && !behaviour.sources.isEmpty, "\(behaviour.text)")
      for test in behaviour.tests { #expect(names.contains(test), "\(test)") }
    }
  }

  @Test func `tells every fault and every console act`() throws {
    let text = try Page().text
    for (name, parameters) in Fault.parameters {
      #expect(text.contains("| `\(name)` |"), "\(name)")
      for parameter in parameters { #expect(text.contains("`\(parameter)`"), "\(parameter)") }
    }
    for scope in ClientScope.allCases { #expect(text.contains(scope.rawValue)) }
    let routes = try Page.consoleRoutes()
    #expect(routes.count > 12)
    for route in routes { #expect(text.contains("| `\(route)` |"), "\(route)") }
  }

  /// Every example strikes at least one request of a small sync: two datasources, a bulk upload of three pages each,
  /// single documents, a look at the status, searches.
  @Test(arguments: try Page().faultExamples) func `shows faults that strike`(example: String) async throws {
    let script = try FaultScript(parsing: Array(example.utf8))
    try await withSandbox { client in
      try await Wiki.setUp(client)
      #expect(try await client.console("PUT", "faults", try JSONValue(wire: Array(example.utf8))).status == 200)
      // Time goes on, so that what waits for it comes to its end.
      let time = Task {
        while !Task.isCancelled {
          client.clock.advance(by: .seconds(30))
          await Task.yield()
        }
      }
      defer { time.cancel() }
      let pages = (0..<3).map { page in
        Wiki.page("u", (0..<10).map { "\(page)-\($0)" }, first: page == 0, last: page == 2)
      }
      for _ in 0..<4 {
        for page in pages { _ = try? await client.index("bulkindexdocuments", page) }
        _ = try? await client.index("indexdocuments", ["datasource": "wiki", "documents": [Wiki.document("x")]])
        _ = try? await client.index("debug/wiki/status")
        _ = try? await client.search("nothing", as: Wiki.ada)
      }
      let rules = try await client.console("GET", "faults").json["rules"].elements
      #expect(rules.count == script.rules.count)
      for rule in rules { #expect((rule["injected"]?.integer ?? 0) > 0, "\(rule.text)") }
    }
  }

  @Test func `shows a Python program that finds what it has uploaded`() async throws {
    let clients = try await OfficialClients.shared
    let program = try #require(try Page().blocks("python").first)
    try await withSandbox { client in
      let text =
        program
        .replacing("http://127.0.0.1:8090", with: client.baseURL)
        .replacing("\"one\"", with: "\"the indexing token\"").replacing("\"two\"", with: "\"the client token\"")
      for environment in ["api-0.13", "api-0.17"] {
        let output = try await clients.run(program: text, in: environment, for: client)
        #expect(output == "['How to print']\n", "\(output)")
      }
    }
  }
}
