import DataRecords
import HTTPTypes
import Hummingbird

/// The console acts that read the server's time and move it on.
struct ClockRoutes {
  let sandbox: Sandbox

  func add(to router: RouterGroup<SandboxContext>) {
    router.get("clock") { _, _ in answer }
    router.post("clock/advance") { request, _ in try await advance(request.json()) }
  }

  private var answer: Response {
    .json([
      "now": .string(sandbox.now.text),
      "canAdvance": .bool(sandbox.configuration.clock is any AdvanceableSandboxClock),
    ])
  }

  /// Moves the time, and does what became due before it answers.
  private func advance(_ body: JSONValue) async throws -> Response {
    guard let clock = sandbox.configuration.clock as? any AdvanceableSandboxClock else {
      throw Refusal.conflict("This server runs on the machine's clock, which cannot be advanced.")
    }
    let fields = try JSONFields(body, known: ["seconds"])
    let seconds = try fields.required("seconds", try fields.integer("seconds"))
    guard (0...315_360_000).contains(seconds) else { throw Refusal.invalid("seconds must be from 0 to 315360000.") }
    clock.advance(by: .seconds(seconds))
    if let shifted = clock as? ShiftedSandboxClock {
      let shift = shifted.shift
      try await sandbox.store.write { db in try ClockShift(db).keep(shift) }
    }
    try await sandbox.indexer.work()
    return answer
  }
}
