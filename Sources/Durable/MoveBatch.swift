internal import DataOpsCore
internal import DataOpsLifecycle

/// Commits the moves of many operations together: while transactions are on their way, the next ones gather.
///
/// Whoever comes while few are on their way does it for all that are there, and hands on to the next when its own is done. Two
/// at once keep both this process and the server busy.
actor MoveBatch {
  private struct Waiter {
    let move: OperationMove
    let entry: AuditEntry?
    let continuation: CheckedContinuation<Outcome, any Error>
  }

  private enum Outcome {
    case moved(Bool)
    /// Nothing was done yet: commit for all that wait.
    case yourTurn
  }

  private let storage: any Storage
  private var waiting: [Waiter] = []
  private var underWay = 0

  private static let atOnce = 2
  private static let limit = 250

  init(storage: any Storage) {
    self.storage = storage
  }

  /// - Parameter entry: what the audit trail is told if the operation moves.
  /// - Returns: whether the operation moved; it did not where it is another's, or asked to stop.
  func commit(_ move: OperationMove, audit entry: AuditEntry?) async throws -> Bool {
    if underWay == Self.atOnce {
      let outcome = try await withCheckedThrowingContinuation { continuation in
        waiting.append(Waiter(move: move, entry: entry, continuation: continuation))
      }
      if case .moved(let moved) = outcome { return moved }
    } else {
      underWay += 1
    }
    defer { handOn() }
    let others = Array(waiting.prefix(Self.limit - 1))
    waiting.removeFirst(others.count)
    do {
      let moved = try await write([(move, entry)] + others.map { ($0.move, $0.entry) })
      for other in others { other.continuation.resume(returning: .moved(moved.contains(other.move.hold.id))) }
      return moved.contains(move.hold.id)
    } catch {
      for other in others { other.continuation.resume(throwing: error) }
      throw error
    }
  }

  private func handOn() {
    guard !waiting.isEmpty else {
      underWay -= 1
      return
    }
    waiting.removeFirst().continuation.resume(returning: .yourTurn)
  }

  private func write(_ moves: [(move: OperationMove, entry: AuditEntry?)]) async throws -> Set<Identifier<Operation>> {
    try await storage.write { registry in
      let moved = try registry.advance(moves.map(\.move))
      let entries = moves.compactMap { moved.contains($0.move.hold.id) ? $0.entry : nil }
      if !entries.isEmpty { try registry.append(AuditChain.link(entries, after: registry.auditEnd())) }
      return moved
    }
  }
}
