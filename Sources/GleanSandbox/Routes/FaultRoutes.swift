import DataRecords
import HTTPTypes
import Hummingbird

/// The console acts that set, read and clear the faults.
struct FaultRoutes {
  let faults: FaultBoard

  func add(to router: RouterGroup<SandboxContext>) {
    router.get("faults") { _, _ in answer }
    router.put("faults") { request, _ in
      faults.set(try FaultScript(try await request.json()))
      return answer
    }
    router.delete("faults") { _, _ in
      faults.set(FaultScript())
      return answer
    }
  }

  /// The script in force, each rule with the requests it spoke of and struck.
  private var answer: Response {
    let (script, tallies) = faults.current
    let rules = zip(script.rules, tallies).map { rule, tally -> JSONValue in
      guard case .object(let members) = rule.json else { return rule.json }
      return .object(
        JSONObject(
          members + [
            JSONObject.Member(name: "matched", value: JSONValue(tally.matched)),
            JSONObject.Member(name: "injected", value: JSONValue(tally.injected)),
          ]))
    }
    return .json(["seed": .integer(Int64(bitPattern: script.seed)), "rules": .array(rules)])
  }
}
