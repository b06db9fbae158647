extension Behaviour {
  private static let networks = Source.choice("what networks and overloaded servers do")

  static let faults: [Behaviour] = [
    Behaviour(
      "Time is moved on, and what is due is done; it does not go back", .choice("nobody waits 15 minutes in a test"),
      tests: "ShiftedClockTests.lets 15 minutes of indexing pass at once",
      "ShiftedClockTests.does not go back when the server starts again"),
    Behaviour(
      "A request waits", networks, tests: "FaultTests.lets a request wait before it is executed"),
    Behaviour(
      "429 with `Retry-After`", .page("get-started/rate-limits"),
      tests: "FaultTests.answers 429 with the seconds to wait, and executes nothing"),
    Behaviour(
      "500, 502, 503, before or after the request is executed", networks,
      tests: "FaultTests.answers a server error before the request is executed",
      "FaultTests.answers a server error after the request was executed"),
    Behaviour(
      "A reset, before or after the request is executed", networks,
      tests: "FaultTests.resets the connection before the request is executed",
      "FaultTests.resets the connection after the request was executed"),
    Behaviour(
      "Executed, then silence", networks,
      tests: "FaultTests.executes a request and is silent until its time is over"),
    Behaviour(
      "Half an answer", networks, tests: "FaultTests.cuts an answer off in its middle",
      "FaultTests.cuts off an answer that has no body, too, though the request was executed"),
    Behaviour(
      "Another content type", networks, tests: "FaultTests.answers with a content type that is not JSON's"),
    Behaviour(
      "Accepted with 200, but documents are missing", .choice("200 means accepted, not indexed"),
      tests: "FaultTests.accepts a batch and drops a share of it",
      "FaultTests.drops at least one document, and says of it that it was not uploaded"),
    Behaviour(
      "A token expires in the middle of an upload", .page("api-info/indexing/authentication/overview"),
      tests: "FaultTests.lets a token expire in the middle of an upload"),
    Behaviour(
      "No fault leaves half of a request in the store", .choice("a fault is one of the wire"),
      tests: "FaultTests.leaves a page in the store wholly or not at all"),
    Behaviour(
      "The same requests meet the same faults", .choice("a test has to fail twice in the same way"),
      tests: "FaultScriptTests.gives the same requests the same faults",
      "FaultRuleTests.draws the same on every machine"
    ),
    Behaviour(
      "A script is set, read with its counts, and cleared", .choice("not Glean's API"),
      tests: "FaultScriptTests.is set, read with its counts, and cleared at the console"),
    Behaviour(
      "The console is never struck", .choice("not Glean's API"), tests: "FaultScriptTests.never strikes the console"),
  ]
}
