import DataOpsApp
import DataOpsCore
import DataOpsLifecycle

/// Asks for an operation on a dataset, runs it, and shows what became of the dataset.
struct DatasetRun: Sendable {
  let context: CommandContext
  let application: Application

  init(_ context: CommandContext, command: String) async throws(Failure) {
    self.context = context
    application = try await context.open(for: command)
  }

  var requests: Requests { application.requests(as: context.actor) }

  /// Runs `requested` and prints the dataset, or leaves it to workers and prints the operation.
  ///
  /// - Throws: how the operation failed, after the dataset has been shown.
  func finish(_ requested: RequestedOperation, _ wait: WaitOptions) async throws(Failure) {
    guard !wait.noWait else { return try hand(over: requested) }
    if requested.adopted {
      context.console.say("Going on with operation \(requested.operation.id), which is unfinished.")
    }
    let operation = try await OperationRun(context: context, application: application).drain(requested.operation)
    let detail = try await application.services.reading { registry in
      guard let dataset = try registry.dataset(operation.datasetID) else {
        throw Failure(.notFound, "dataset \(operation.datasetID) is gone")
      }
      return try DatasetDetail(dataset, in: registry)
    }
    try context.show(detail) { lines(detail, operation) }
    if operation.status == .waiting, let wakeAt = operation.wakeAt, detail.dataset.status == .archived {
      context.console.say([
        "  Until \(wakeAt.short) UTC it can be restored in place: \(context.command("dataset restore \(detail.dataset.id)"))",
        "  After that, remove it from search: \(context.command("operation resume"))",
      ])
    }
    if let failure = operation.finalFailure { throw failure.pointing(at: detail.dataset, context) }
  }

  /// Prints the operation that workers are left to do.
  private func hand(over requested: RequestedOperation) throws(Failure) {
    try context.show(requested.operation) {
      let kind = requested.operation.kind.rawValue
      return ["Asked for: \(kind) of \(requested.dataset.name, .bold)  \(requested.operation.id)"]
    }
    if context.format == .table {
      context.console.say("  See how it goes: \(context.command("operation show \(requested.operation.id)"))")
    }
  }

  private func lines(_ detail: DatasetDetail, _ operation: Operation) -> [Line] {
    let dataset = detail.dataset
    let count = dataset.recordCount.map { "  \(dataset.type.counted($0))" } ?? ""
    let width = context.console.output.width
    var lines: [Line] = ["\(dataset.name, .bold)  \(dataset.status.line)\(count)  \(dataset.id)"]
    if operation.kind != .teardown, !detail.checks.isEmpty { lines += detail.qualityLines(width: width) }
    if dataset.status == .failed {
      let examples = detail.exampleLines(width: width)
      if !examples.isEmpty { lines += ["", Line("Failing examples", .bold)] + examples }
    }
    for action in detail.openManualActions { lines.append("  \("By hand:", .notice) \(action.text)") }
    return lines
  }
}

extension Operation {
  /// Why it did not reach its goal; nil if it did, or is not finished.
  var finalFailure: Failure? {
    guard status == .failed || status == .cancelled else { return nil }
    return failure ?? Failure(.cancelled, "the \(kind.rawValue) was cancelled")
  }
}

extension Failure {
  /// The failure with a remedy that can be typed as it stands.
  fileprivate func pointing(at dataset: Dataset, _ context: CommandContext) -> Failure {
    guard code == .gateClosed else { return self }
    var failure = self
    failure.remedy =
      "Mend the template and provision again, or look closer: \(context.command("dataset show \(dataset.id)"))"
    return failure
  }
}
