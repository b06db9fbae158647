internal import DataOpsCore

/// What the registry says of one unfinished operation.
struct OperationFacts: Sendable {
  let operation: Operation
  let dataset: Dataset?
  let steps: [OperationStep]

  func findings(at now: Timestamp) -> [Finding] {
    [silent(at: now), waitingForNothing ?? late(at: now)].compactMap(\.self)
  }

  private var subject: Finding.Subject { Finding.Subject(operation, of: dataset) }
  private var name: String {
    let of = dataset.map { " of dataset '\($0.name)'" } ?? ""
    return "the \(operation.kind.noun)\(of)"
  }

  private func silent(at now: Timestamp) -> Finding? {
    guard operation.status == .running, let lease = operation.lease, lease.expiresAt <= now else { return nil }
    return Finding(
      .leaseExpired, subject,
      "\(name) was run by \(lease.owner), which has been silent since \(lease.expiresAt.short) UTC",
      remedy: "Nothing: the next process that looks for work takes it up.")
  }

  /// A dataset that is cleaned away can still be torn down, which finds nothing, and nothing else.
  private var waitingForNothing: Finding? {
    guard operation.status == .waiting else { return nil }
    let state: String
    switch dataset {
    case nil: state = "its dataset is not in the registry"
    case let dataset? where dataset.isCleaned && operation.kind != .teardown:
      state = "that is archived and gone from search"
    default: return nil
    }
    return Finding(
      .operationStuck, subject, "\(name) waits, but \(state)",
      remedy: "Call it off: dataops operation cancel \(operation.id)")
  }

  private func late(at now: Timestamp) -> Finding? {
    guard let (since, limit) = underWay, now > since + limit else { return nil }
    return Finding(
      .operationStuck, subject,
      "\(name) has been under way for \((now - since).inMinutes); twice the budget of its steps is \(limit.inMinutes)",
      remedy:
        "See where it is: dataops operation show \(operation.id); "
        + "then take it up: dataops operation resume \(operation.id)"
    )
  }

  /// Since when it is under way, and how long that may take. What a teardown does after its grace is counted from the
  /// grace's end.
  private var underWay: (since: Timestamp, limit: Duration)? {
    guard operation.kind == .teardown, operation.step?.phase == .cleanup else {
      return operation.startedAt.map { ($0, limit(of: steps)) }
    }
    let cleanup = steps.filter { $0.name.phase == .cleanup }
    let began = cleanup.lazy.compactMap(\.startedAt).min() ?? operation.wakeAt ?? operation.startedAt
    return began.map { ($0, limit(of: cleanup)) }
  }

  private func limit(of steps: [OperationStep]) -> Duration {
    steps.reduce(.zero) { $0 + $1.name.timeLimit }
  }
}

extension Duration {
  /// `52 min`, `3 h 12 min`.
  fileprivate var inMinutes: String {
    let minutes = components.seconds / 60
    return minutes < 60 ? "\(minutes) min" : "\(minutes / 60) h \(minutes % 60) min"
  }
}
