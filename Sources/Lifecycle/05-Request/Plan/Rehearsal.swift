internal import DataOpsCore

/// A provision with the clock alone: the same requests and pauses in the same order, against buckets that fill as those of the
/// Glean client do: the documented rates less a margin.
struct Rehearsal {
  let pages: Int
  let groups: Int
  let queries: Int
  /// From the acceptance of a document to its being found.
  let indexing: Duration
  let policy: Policy

  /// What is asked, by the name of its endpoint.
  private enum Request: String {
    case addDatasource = "adddatasource"
    case getConfiguration = "getdatasourceconfig"
    case users = "bulkindexusers"
    case groups = "bulkindexgroups"
    case memberships = "bulkindexmemberships"
    case show = "betausers"
    case status = "debug/status"
    case canaries = "indexdocuments"
    case documentStatus = "debug/documents"
    case access = "checkdocumentaccess"
    case search
    case page = "bulkindexdocuments"
  }

  func steps() -> [ProvisionPlan.PlannedStep] {
    var stage = Stage()
    var planned: [ProvisionPlan.PlannedStep] = []
    for name in Lifecycle.steps(of: .provision) {
      stage.begin()
      play(name, on: &stage)
      planned.append(
        .init(
          step: name, requests: stage.asked.map { .init(endpoint: $0.key.rawValue, count: $0.value) },
          seconds: (stage.now - stage.began).seconds))
    }
    return planned
  }

  private func play(_ step: StepName, on stage: inout Stage) {
    switch step {
    case .createConnector:
      // Both tokens and the name are looked at before anything is made.
      stage.ask(.getConfiguration, times: 2)
      stage.ask(.search, times: 2)
      stage.ask(.addDatasource)
    case .configureConnector:
      stage.ask(.addDatasource)
      stage.ask(.users)
      stage.ask(.groups)
      stage.ask(.memberships, times: groups)
      stage.ask(.show)
    case .validateConnector:
      stage.ask(.getConfiguration)
      stage.ask(.status)
      stage.ask(.canaries)
      guard wait(for: indexing, atMost: policy.canaryPatience, asking: .documentStatus, on: &stage) else { return }
      stage.ask(.access)
      stage.ask(.search)
    case .upload:
      stage.ask(.page, times: pages)
      stage.uploaded = stage.now
    case .dataCompleteness:
      stage.ask(.status)
      stage.ask(.documentStatus, times: pages)
    case .connectorHealth: stage.ask(.getConfiguration, times: 1 + ConnectorHealthStep.samples)
    case .sampleQueries:
      let left = stage.uploaded + indexing - stage.now
      _ = wait(for: left, atMost: StepName.upload.budget, asking: .status, on: &stage)
      stage.ask(.search, times: queries)
    default: break
    }
  }

  /// Looks again and again, later each time, until what is waited for is there.
  ///
  /// - Returns: false where patience ends first.
  private func wait(
    for duration: Duration, atMost patience: Duration, asking request: Request, on stage: inout Stage
  ) -> Bool {
    let (there, end) = (stage.now + duration, stage.now + patience)
    var pause = policy.indexingPoll.lowerBound
    while true {
      stage.ask(request)
      if stage.now >= there { return true }
      guard stage.now + pause < end else { return false }
      stage.now += pause
      pause = min(pause * 2, policy.indexingPoll.upperBound)
    }
  }

  /// The clock, and what the search system allows at it.
  private struct Stage {
    var now: Duration = .zero
    var began: Duration = .zero
    var uploaded: Duration = .zero
    private(set) var asked: [(key: Request, value: Int)] = []
    private var searches = Bucket(.searches)
    private var others = Bucket(.others)

    mutating func begin() {
      began = now
      asked = []
    }

    mutating func ask(_ request: Request, times: Int = 1) {
      guard times > 0 else { return }
      for _ in 0..<times {
        if request == .search { searches.take(at: &now) } else { others.take(at: &now) }
      }
      if let index = asked.firstIndex(where: { $0.key == request }) {
        asked[index].value += times
      } else {
        asked.append((request, times))
      }
    }
  }

  /// Full at first.
  private struct Bucket {
    let rate: SearchRate
    private var level: Double
    private var filledAt: Duration = .zero

    init(_ rate: SearchRate) {
      self.rate = rate
      level = rate.atOnce
    }

    mutating func take(at now: inout Duration) {
      level = min(rate.atOnce, level + (now - filledAt).seconds * rate.perSecond)
      if level < 1 {
        now += .seconds((1 - level) / rate.perSecond)
        level = 1
      }
      level -= 1
      filledAt = now
    }
  }
}

extension Duration {
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
