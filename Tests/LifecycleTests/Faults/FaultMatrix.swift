import DataOpsCore
import DataOpsLifecycle
import Foundation
import GleanSandbox
import Testing

/// Every trouble at every request of a provision, once and from then on. The requests are those of a provision in which nothing
/// goes wrong; nobody lists them.
struct FaultMatrix: Sendable {
  let requests: [SeenRequest]

  /// The requests of one clean provision, asked for once.
  private static let clean = Task { FaultMatrix(requests: try await requests()) }

  static var ofAProvision: FaultMatrix {
    get async throws { try await clean.value }
  }

  private static func requests() async throws -> [SeenRequest] {
    let world = try await FaultyWorld()
    let log = RequestLog()
    let all = FaultRule("all", nth: .max, fault: .truncation)
    return try await world.serve(FaultScript([all]), log: log) { visit in
      let id = try await visit.requestProvision().dataset.id
      try await visit.drain()
      try #require(try await world.installation.dataset(id).status == .ready)
      // What the client says that it sent is what the server saw.
      try #require(visit.server.faultTallies.map(\.matched) == [log.requests.count])
      try #require(log.unknown.isEmpty)
      return log.requests
    }
  }

  /// Every case in which something is there to go wrong: only what brings documents can lose some.
  var cases: [FaultCase] {
    requests.flatMap { request in
      [false, true].flatMap { isLasting in
        Trouble.allCases.compactMap { trouble in
          guard !trouble.isPartial || struck(from: request, isLasting).contains(where: \.bringsDocuments),
            !trouble.isPartial || isLasting || request.bringsDocuments
          else { return nil }
          let expected = FaultCase.expected(
            trouble, at: struck(from: request, isLasting), isLasting: isLasting, of: requests)
          return FaultCase(trouble: trouble, request: request, isLasting: isLasting, expected: expected)
        }
      }
    }
  }

  /// A part of all cases, the same every time: every request is in it, every other one from then on, and every trouble either way.
  var sample: [FaultCase] {
    let all = Dictionary(grouping: cases, by: \.request)
    var left = [false: Set(Trouble.allCases), true: Set(Trouble.allCases)]
    return requests.compactMap { request in
      let isLasting = request.number.isMultiple(of: 2)
      let here = (all[request] ?? []).filter { $0.isLasting == isLasting }
      // A stride that has nothing in common with the number of troubles meets all of them in turn.
      let start = request.number * 5 % max(here.count, 1)
      let turn = here[start...] + here[..<start]
      let wanted = turn.filter { left[isLasting]?.contains($0.trouble) == true }
      // Documents are brought by few requests only.
      let next = wanted.first(where: \.trouble.isPartial) ?? wanted.first ?? turn.first
      if let next { left[isLasting]?.remove(next.trouble) }
      return next
    }
  }

  /// The cases to run: everything where `make fault-matrix` asks for it.
  static var chosen: [FaultCase] {
    get async throws {
      let matrix = try await ofAProvision
      return isWhole ? matrix.cases : matrix.sample
    }
  }

  static let isWhole = ProcessInfo.processInfo.environment["DATAOPS_FAULT_MATRIX"] == "all"

  /// The cases whose provision fails, to be tried again; of a sample, every other one, so that the rest is torn down as it is.
  static var retried: [FaultCase] {
    get async throws { every(other: 0, of: try await chosen.filter { $0.expected != .ready }) }
  }

  /// The cases that are torn down as they ended.
  static var tornDown: [FaultCase] {
    get async throws {
      let chosen = try await chosen
      return chosen.filter { $0.expected == .ready } + every(other: 1, of: chosen.filter { $0.expected != .ready })
    }
  }

  private static func every(other rest: Int, of cases: [FaultCase]) -> [FaultCase] {
    isWhole ? cases : cases.enumerated().filter { $0.offset % 2 == rest }.map(\.element)
  }

  private func struck(from request: SeenRequest, _ isLasting: Bool) -> [SeenRequest] {
    isLasting ? Array(requests[(request.number - 1)...]) : [request]
  }
}
