import DataOpsCore
import GleanAPI
import GleanSandbox
import Testing

/// One trouble at one request, once or from then on.
struct FaultCase: Sendable, CustomTestStringConvertible {
  /// How a provision ends.
  enum End: Sendable, Hashable {
    case ready
    case failed(FailureCode, StepName)
  }

  let trouble: Trouble
  let request: SeenRequest
  let isLasting: Bool
  let expected: End

  var testDescription: String {
    "\(trouble.rawValue) \(isLasting ? "from" : "at") request \(request.number), \(request.step.rawValue) "
      + request.endpoint.rawValue
  }

  var script: FaultScript {
    var rule = FaultRule("it", fault: trouble.fault)
    if isLasting { rule.from = request.number } else { rule.nth = request.number }
    return FaultScript([rule])
  }
}

extension FaultCase {
  /// How the provision must end, by what the faults, the checks and the codes are documented to mean.
  ///
  /// - Parameters:
  ///   - struck: the requests of the clean provision that meet the trouble, in order; none of those behind the end is sent.
  ///   - all: the requests of the clean provision.
  static func expected(
    _ trouble: Trouble, at struck: [SeenRequest], isLasting: Bool, of all: [SeenRequest]
  ) -> End {
    let refused = trouble == .expiry ? refused(struck, all) : struck
    var isGateClosed = false
    for request in refused {
      switch effect(of: trouble, on: request, isLasting: isLasting) {
      case .none: continue
      case .closesGate: isGateClosed = true
      case .ends(let code): return .failed(code, request.step)
      }
    }
    return isGateClosed ? .failed(.gateClosed, .finalVerification) : .ready
  }

  private enum Effect {
    case none, closesGate
    case ends(FailureCode)
  }

  private static func effect(of trouble: Trouble, on request: SeenRequest, isLasting: Bool) -> Effect {
    if trouble.isPartial {
      // What the canaries lose, the upload brings.
      return request.endpoint == .bulkIndexDocuments ? .closesGate : .none
    }
    // What is looked at before anything is made is answered with a refusal, which a page does not stand in for.
    if trouble == .page, request.isPreflight { return .none }
    // The page has nothing to stand in for where the answer says nothing.
    if trouble == .page, !request.isQuestion { return .none }
    switch request.step {
    case .connectorHealth:
      // What this check sees is what it is for: a connector that is slow, or does not answer each time. Its first request is
      // repeated, and measured.
      if trouble == .busyForLong, request.isFirst { return .ends(.searchRateLimited) }
      if request.isFirst { return isLasting || trouble.takesTime || trouble == .expiry ? .closesGate : .none }
      if trouble == .slow { return .none }
      // One of the twenty is too many; an answer of another kind is not asked for again.
      return isLasting || !trouble.passes || trouble == .page ? .closesGate : .none
    case .sampleQueries where request.endpoint == .search && trouble.takesTime && !(isLasting && trouble == .silence):
      return .closesGate
    default:
      guard let code = trouble.code, isLasting || !trouble.passes else { return .none }
      return .ends(code)
    }
  }

  /// The requests that a token is refused for that expires at the first of `struck`, and, where it is from then on, the other
  /// one at its next use.
  private static func refused(_ struck: [SeenRequest], _ all: [SeenRequest]) -> [SeenRequest] {
    guard let first = struck.first else { return [] }
    let families = Set(struck.map(\.endpoint.family))
    return all.filter { $0.number >= first.number && families.contains($0.endpoint.family) }
  }
}
