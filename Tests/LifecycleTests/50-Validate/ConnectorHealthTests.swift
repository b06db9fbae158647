import DataOpsCore
import DataOpsLifecycle
import Testing

@Suite struct `Connector health` {
  private func probe(_ change: (inout ConnectorProbe) -> Void = { _ in }) -> CheckVerdict {
    var probe = ConnectorProbe()
    probe.connects = true
    probe.authenticates = true
    probe.knowsDatasource = true
    probe.requests = 100
    change(&probe)
    return probe.verdict
  }

  @Test func `scores 100 where everything holds`() {
    #expect(probe().score == 100)
  }

  @Test(arguments: [(Duration.milliseconds(4999), 100.0), (.seconds(5), 0.0)])
  func `needs an answer in less than 5 s`(answeredIn: Duration, score: Double) {
    #expect(probe { $0.answeredIn = answeredIn }.score == score)
  }

  @Test(arguments: [(101, 100.0), (100, 0.0)])
  func `needs fewer than one failed request in a hundred`(requests: Int, score: Double) {
    let verdict = probe {
      $0.requests = requests
      $0.failedRequests = 1
    }
    #expect(verdict.score == score)
  }

  @Test func `needs no requests at all`() {
    #expect(probe { $0.requests = 0 }.score == 100)
  }

  @Test func `needs accepted credentials`() {
    #expect(probe { $0.authenticates = false }.examples.map(\.rule) == ["authentication_valid"])
  }

  @Test func `needs a datasource that the search system knows`() {
    #expect(probe { $0.knowsDatasource = false }.examples.map(\.rule) == ["connection_successful"])
  }

  @Test func `says what the search system answered`() {
    let verdict = probe {
      $0.connects = false
      $0.trouble = "nobody listens"
    }
    #expect(verdict.errorMessage == "nobody listens")
  }
}
