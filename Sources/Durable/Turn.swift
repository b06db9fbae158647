package import DataOpsCore
package import DataOpsLifecycle

/// Whose turn it is: at most so many running provisions a stage and a client, in order, fair between clients.
package struct Turn: Sendable {
  private let policy: Policy

  package init(policy: Policy) {
    self.policy = policy
  }

  /// Of the operations that are due, those that may start now, in the order in which they should.
  ///
  /// Clients with fewer running operations go first; among equals the older request does.
  ///
  /// - Parameters:
  ///   - due: oldest first.
  ///   - slots: how many operations this process can take up.
  package func next(_ due: [Operation], running: [Operation], slots: Int) -> [Operation] {
    var running = running
    var waiting = due
    var chosen: [Operation] = []
    while chosen.count < slots {
      let candidates = waiting.enumerated().filter { mayStart($0.element, running: running) }
      let best = candidates.min { left, right in
        let loads = (load(of: left.element, in: running), load(of: right.element, in: running))
        return loads.0 == loads.1 ? left.offset < right.offset : loads.0 < loads.1
      }
      guard let best else { break }
      chosen.append(best.element)
      running.append(best.element)
      waiting.remove(at: best.offset)
    }
    return chosen
  }

  private func mayStart(_ operation: Operation, running: [Operation]) -> Bool {
    guard operation.isProvisioning else { return true }
    let provisioning = running.filter { $0.isProvisioning && $0.stage == operation.stage }
    return provisioning.count < policy.provisionsPerStage
      && provisioning.count { $0.clientID == operation.clientID } < policy.provisionsPerClient
  }

  private func load(of operation: Operation, in running: [Operation]) -> Int {
    running.count { $0.clientID == operation.clientID }
  }
}

extension Operation {
  /// Whether it counts towards the limit of running provisions.
  var isProvisioning: Bool { kind == .provision || kind == .restore }
}
