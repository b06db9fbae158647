package import DataOpsCore

/// Checks that the connector connects, authenticates, answers within 5 s and had fewer than 1 % failed requests (seed, "ConnectorHealth").
package struct ConnectorHealthStep: CheckStep {
  package let name = StepName.connectorHealth
  package let check = CheckType.connectorHealth
  static let slowestAnswer: Duration = .seconds(5)
  /// Requests over which the error rate is taken; one that fails after its retries is already too many.
  static let samples = 20

  package init() {}

  package func run(_ work: StepWork) async throws(Failure) -> StepResult {
    let connected = try await ConnectedDataset(work)
    let check = RunningCheck(.connectorHealth, work)
    let began = work.services.time.now()
    var probe = ConnectorProbe()
    do {
      probe.knowsDatasource = try await connected.index.registration(of: connected.connector.datasource) != nil
      probe.connects = true
      probe.authenticates = true
    } catch {
      switch error.code {
      case .searchRefusedCredential: probe.connects = true
      case .searchUnreachable, .searchTimedOut: break
      default:
        probe.connects = true
        probe.authenticates = true
      }
      probe.trouble = error.message
      // A search system that may answer later says nothing about the connector: the check is tried again.
      if error.retryable, work.step.failures + 1 < work.services.policy.attemptsPerStep { throw error }
    }
    probe.answeredIn = work.services.time.now() - began
    await countFailures(of: connected, into: &probe)
    return check.result(of: probe.verdict, "answered in \(probe.answeredIn.milliseconds) ms")
  }

  /// The error rate is measured now, so that a retry judges today's connector and not yesterday's upload.
  private func countFailures(of connected: ConnectedDataset, into probe: inout ConnectorProbe) async {
    guard probe.connects, probe.authenticates else { return }
    for _ in 0..<Self.samples {
      probe.requests += 1
      do { _ = try await connected.index.registration(of: connected.connector.datasource) } catch {
        probe.failedRequests += 1
        probe.trouble = error.message
      }
    }
  }
}

/// What was seen of a connector.
package struct ConnectorProbe: Sendable, Hashable {
  package var connects = false
  package var authenticates = false
  package var knowsDatasource = false
  package var answeredIn: Duration = .zero
  package var requests = 0
  package var failedRequests = 0
  package var trouble: String?

  package init() {}

  /// All four conditions hold, or the check scores 0.
  package var verdict: CheckVerdict {
    let conditions: [(name: String, holds: Bool, wanted: String)] = [
      ("connection_successful", connects && knowsDatasource, "the search system answers and knows the datasource"),
      ("authentication_valid", authenticates, "the credentials are accepted"),
      (
        "endpoint_responsive", connects && answeredIn < ConnectorHealthStep.slowestAnswer, "it answers in less than 5 s"
      ),
      ("error_rate", failedRequests * 100 < max(requests, 1), "less than 1 % of the requests fail"),
    ]
    let broken = conditions.filter { !$0.holds }
    var result: [String: JSON] = [
      "response_time_ms": .integer(Int64(answeredIn.milliseconds)), "requests": .integer(Int64(requests)),
      "failed_requests": .integer(Int64(failedRequests)),
    ]
    for condition in conditions { result[condition.name] = .bool(condition.holds) }
    return CheckVerdict(
      .connectorHealth, score: broken.isEmpty ? 100 : 0, result: .object(result),
      examples: broken.map {
        .init(record: "connector", pointer: "", rule: $0.name, message: "should hold: \($0.wanted)")
      },
      errorMessage: broken.isEmpty ? nil : trouble ?? "\(broken.map(\.name).joined(separator: ", ")) did not hold")
  }
}

extension Duration {
  package var milliseconds: Int { Int(wholeMicroseconds / 1000) }
}
