package import DataOpsCore

/// What a process that wants work asks for.
package struct ClaimWish: Hashable, Sendable {
  /// The lease that it takes on each.
  package let lease: Lease
  package let now: Timestamp
  /// How many it can take up at most.
  package let slots: Int
  /// Only these; nil for any.
  package let among: Set<Identifier<Operation>>?
  /// Provisions (restores included) that may run at once in a stage, in the whole installation.
  package let perStage: Int
  /// Of these, how many may belong to one client.
  package let perClient: Int

  package init(
    lease: Lease, now: Timestamp, slots: Int, among: Set<Identifier<Operation>>? = nil, perStage: Int, perClient: Int
  ) {
    self.lease = lease
    self.now = now
    self.slots = slots
    self.among = among
    self.perStage = perStage
    self.perClient = perClient
  }
}

/// An operation as its holder knows it: the fence tells whether it still is the holder.
package struct OperationHold: Hashable, Sendable {
  package let id: Identifier<Operation>
  package let fence: Int

  package init(id: Identifier<Operation>, fence: Int) {
    self.id = id
    self.fence = fence
  }
}

/// An operation on its way from one step to the next, or to its successful end.
package struct OperationMove: Hashable, Sendable {
  package let hold: OperationHold
  /// The step that begins; nil when the operation succeeds.
  package let next: StepName?
  package let at: Timestamp
  /// The rows of the step that ended and of the one that begins.
  package let steps: [OperationStep]

  package init(hold: OperationHold, next: StepName?, at: Timestamp, steps: [OperationStep]) {
    self.hold = hold
    self.next = next
    self.at = at
    self.steps = steps
  }
}

/// Where the audit chain ends.
package struct AuditEnd: Hashable, Sendable {
  /// Of the last event; 0 where there is none.
  package let sequence: Int64
  package let hash: String

  package init(sequence: Int64, hash: String) {
    self.sequence = sequence
    self.hash = hash
  }

  package init(_ last: AuditEvent?) {
    self.init(sequence: last?.sequence ?? 0, hash: last?.hash ?? AuditEvent.firstPreviousHash)
  }
}
