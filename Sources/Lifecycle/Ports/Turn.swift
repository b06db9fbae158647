package import DataOpsCore

/// Whose turn it is: at most so many running provisions a stage and a client, the urgent first, fair between clients, in order.
package struct Turn: Sendable {
  /// What is looked at of an operation that waits.
  package struct Candidate: Hashable, Sendable {
    let id: Identifier<Operation>
    let kind: OperationKind
    let stage: Stage
    let clientID: Identifier<Client>
    let priority: OperationPriority
    /// The order in which they were requested.
    let ordinal: Int64

    package init(
      id: Identifier<Operation>, kind: OperationKind, stage: Stage, clientID: Identifier<Client>,
      priority: OperationPriority, ordinal: Int64
    ) {
      self.id = id
      self.kind = kind
      self.stage = stage
      self.clientID = clientID
      self.priority = priority
      self.ordinal = ordinal
    }
  }

  /// So many operations of one client run in one stage.
  package struct Load: Hashable, Sendable {
    let stage: Stage
    let clientID: Identifier<Client>
    let isProvision: Bool
    let count: Int

    package init(stage: Stage, clientID: Identifier<Client>, isProvision: Bool, count: Int) {
      self.stage = stage
      self.clientID = clientID
      self.isProvision = isProvision
      self.count = count
    }
  }

  private let slots: Int
  private let perStage: Int
  private let perClient: Int

  package init(_ wish: ClaimWish) {
    slots = wish.slots
    perStage = wish.perStage
    perClient = wish.perClient
  }

  /// Of the operations that are due, those that may start now, in the order in which they should.
  ///
  /// Among equally urgent ones, those of clients with fewer running operations go first; then the older request does.
  package func next(_ due: [Candidate], running: [Load]) -> [Identifier<Operation>] {
    var counts = Counts(running)
    var queues = Queues(due)
    var chosen: [Identifier<Operation>] = []
    while chosen.count < slots {
      let heads = queues.heads.filter { mayStart($0, counts) }
      let best = heads.min { left, right in
        let (a, b) = (counts.ofClient[left.clientID, default: 0], counts.ofClient[right.clientID, default: 0])
        return (-left.priority.rawValue, a, left.ordinal) < (-right.priority.rawValue, b, right.ordinal)
      }
      guard let best else { break }
      chosen.append(best.id)
      counts.add(best)
      queues.remove(best)
    }
    return chosen
  }

  private func mayStart(_ candidate: Candidate, _ counts: Counts) -> Bool {
    guard candidate.kind.isProvision else { return true }
    return counts.inStage[candidate.stage, default: 0] < perStage
      && counts.inStageOfClient[StageOfClient(candidate), default: 0] < perClient
  }

  private struct StageOfClient: Hashable {
    let stage: Stage
    let clientID: Identifier<Client>

    init(_ candidate: Candidate) { (stage, clientID) = (candidate.stage, candidate.clientID) }
    init(_ load: Load) { (stage, clientID) = (load.stage, load.clientID) }
  }

  private struct Counts {
    var ofClient: [Identifier<Client>: Int] = [:]
    var inStage: [Stage: Int] = [:]
    var inStageOfClient: [StageOfClient: Int] = [:]

    init(_ running: [Load]) {
      for load in running {
        ofClient[load.clientID, default: 0] += load.count
        guard load.isProvision else { continue }
        inStage[load.stage, default: 0] += load.count
        inStageOfClient[StageOfClient(load), default: 0] += load.count
      }
    }

    mutating func add(_ candidate: Candidate) {
      ofClient[candidate.clientID, default: 0] += 1
      guard candidate.kind.isProvision else { return }
      inStage[candidate.stage, default: 0] += 1
      inStageOfClient[StageOfClient(candidate), default: 0] += 1
    }
  }

  /// What waits, in a queue for each group whose members differ only in urgency and order: of each only the head can be next.
  private struct Queues {
    private struct Group: Hashable {
      let clientID: Identifier<Client>
      /// Of provisions, which are limited in each stage; nil for the others.
      let stage: Stage?

      init(_ candidate: Candidate) {
        clientID = candidate.clientID
        stage = candidate.kind.isProvision ? candidate.stage : nil
      }
    }

    private var queues: [Group: ArraySlice<Candidate>]

    init(_ due: [Candidate]) {
      queues = Dictionary(grouping: due, by: Group.init).mapValues { group in
        group.sorted { (-$0.priority.rawValue, $0.ordinal) < (-$1.priority.rawValue, $1.ordinal) }[...]
      }
    }

    var heads: [Candidate] { queues.values.compactMap(\.first) }

    mutating func remove(_ head: Candidate) { queues[Group(head)]?.removeFirst() }
  }
}

extension OperationKind {
  /// Whether it counts towards the limit of running provisions.
  package var isProvision: Bool { self == .provision || self == .restore }
}
