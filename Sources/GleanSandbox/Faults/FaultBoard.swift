import Synchronization

/// The script in force, and what came of it.
final class FaultBoard: Sendable {
  /// A fault that strikes one request.
  struct Injection: Sendable {
    var fault: Fault
    var rule: String
    /// What the fault draws from, should it have to choose.
    var draw: Draw
    /// When the request came.
    var at: Timestamp
  }

  private struct State {
    var script: FaultScript
    var tallies: [FaultTally]

    init(_ script: FaultScript) {
      self.script = script
      tallies = script.rules.map { FaultTally(rule: $0.name) }
    }
  }

  private let state: Mutex<State>

  init(_ script: FaultScript) {
    state = Mutex(State(script))
  }

  /// Puts another script in force; every count begins anew.
  func set(_ script: FaultScript) {
    state.withLock { $0 = State(script) }
  }

  var current: (script: FaultScript, tallies: [FaultTally]) {
    state.withLock { ($0.script, $0.tallies) }
  }

  /// Whether some rule speaks of such requests of one datasource only, so that the body has to be looked into.
  func asksForDatasource(method: String, path: String) -> Bool {
    state.withLock { $0.script.rules.contains { $0.datasource != nil && $0.matches(method: method, path: path) } }
  }

  /// Decides the fault of a request, and counts it. Every rule that speaks of the request counts it, the first that
  /// strikes has it.
  func injection(method: String, path: String, datasource: String?, now: Timestamp) -> Injection? {
    state.withLock { state in
      var injection: Injection?
      for (index, rule) in state.script.rules.enumerated() {
        guard rule.matches(method: method, path: path),
          rule.datasource.map({ $0.lowercased() == datasource }) ?? true
        else { continue }
        state.tallies[index].matched += 1
        let tally = state.tallies[index]
        guard injection == nil,
          rule.strikes(count: tally.matched, injected: tally.injected, index: index, seed: state.script.seed)
        else { continue }
        state.tallies[index].injected += 1
        injection = Injection(
          fault: rule.fault, rule: rule.name, draw: Draw(seed: state.script.seed, index, tally.matched, 1), at: now)
      }
      return injection
    }
  }
}
