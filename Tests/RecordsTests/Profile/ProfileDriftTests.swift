import Testing

@testable import DataRecords

@Suite struct `A drift of profiles` {
  private func drift(
    _ old: some Sequence<String>, _ new: some Sequence<String>, _ thresholds: DriftThresholds = .init()
  ) throws -> ProfileDrift {
    ProfileDrift(from: try .of(old), to: try .of(new), thresholds: thresholds)
  }

  private func lines(_ count: Int, _ record: (Int) -> String) -> [String] { (0..<count).map { "{\(record($0))}" } }

  /// One finding of this change, and no other that is worse than an information.
  private func expect(
    _ drift: ProfileDrift, _ severity: DriftSeverity, _ change: DriftFinding.Change, _ sentence: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let found = drift.findings.filter { $0.severity > .info || $0.change == change }
    #expect(found.map(\.change) == [change], sourceLocation: sourceLocation)
    #expect(found.first?.severity == severity, sourceLocation: sourceLocation)
    #expect(found.first?.sentence == sentence, sourceLocation: sourceLocation)
  }

  @Test func `finds nothing between two draws of the same`() throws {
    var random = RandomRecords(seed: 1)
    let (old, new) = (random.lines(3_000), random.lines(3_000))
    // Numbers of every size have no range that would hold.
    let findings = try drift(old, new).findings.filter { $0.severity == .fail && $0.change != .range }
    #expect(findings.map(\.sentence) == [])
    #expect(try drift(old, old).findings.isEmpty)
  }

  @Test func `tells fields that are gone or new`() throws {
    let drift = try drift(
      lines(100) { #""id":\#($0),"title":"x","in":{"a":1}"# }, lines(100) { #""id":\#($0),"email":"a@example.org""# })
    #expect(
      drift.findings.map(\.sentence) == [
        "title is gone; it was there in all", "in is gone; it was there in all",
        "email is new and looks personal: string; always the same value; 13 characters; e-mail addresses",
      ])
    #expect(drift.findings.map(\.severity) == [.fail, .fail, .warn])
  }

  @Test func `tells kinds that were not there`() throws {
    expect(
      try drift(lines(1_000) { #""v":\#($0 % 7)"# }, lines(1_000) { $0 % 50 == 0 ? #""v":"x""# : #""v":\#($0 % 7)"# }),
      .fail, .kind, "v is a string in 2 % of values; before it was an integer")
  }

  @Test func `tells values that are missing more often than chance explains`() throws {
    func record(_ share: Int) -> (Int) -> String { { $0 % 100 < share ? #""v":null"# : #""v":"a""# } }
    expect(
      try drift(lines(2_000, record(1)), lines(2_000, record(30))), .fail, .missing,
      "v is missing or null in 30 %, before in 1 %")
    #expect(try drift(lines(40, record(1)), lines(40, record(3))).findings.isEmpty)
  }

  @Test func `tells that a key is no longer unique`() throws {
    let drift = try drift(lines(300) { #""id":"k\#($0)""# }, lines(300) { #""id":"k\#($0 / 2)""# })
    #expect(drift.findings.first?.change == .uniqueness && drift.worst == .fail)
    // More records with new keys are no drift.
    #expect(try self.drift(lines(300) { #""id":\#($0)"# }, lines(500) { #""id":\#($0)"# }).worst == .info)
  }

  @Test func `tells ranges, formats and lengths`() throws {
    let old = lines(500) {
      #""n":\#($0 % 100),"t":"2024-05-\#(10 + $0 % 20)","s":"\#(String(repeating: "s", count: $0 % 40))""#
    }
    let new = lines(500) { number in
      let time = number % 5 == 0 ? "soon" : "2024-05-\(10 + number % 20)"
      let text = String(repeating: "s", count: number == 3 ? 400 : number % 40)
      return #""n":\#(number == 7 ? 1000 : number % 100),"t":"\#(time)","s":"\#(text)""#
    }
    let drift = try drift(old, new)
    let sentences = drift.findings.map { "\($0.severity.rawValue) \($0.change.rawValue): \($0.sentence)" }
    #expect(sentences.contains("fail range: n goes up to 1,000, before to 99"))
    #expect(sentences.contains("fail format: t has no dates in 20 % of its strings, before in none"))
    #expect(sentences.contains("warn length: s has up to 400 characters, before up to 39"))
  }

  @Test func `tells new values and shifts between known ones`() throws {
    let old = lines(1_000) { #""state":"\#($0 % 2 == 0 ? "open" : "done")""# }
    expect(
      try drift(old, lines(1_000) { #""state":"\#($0 % 10 == 0 ? "open" : "done")""# }), .fail, .stability,
      "state is \"done\" in 90 %, before in 50 % (stability index 0.88)")
    let drift = try drift(old, lines(1_000) { #""state":"\#($0 % 20 == 0 ? "lost" : $0 % 2 == 0 ? "open" : "done")""# })
    #expect(drift.findings.map(\.sentence).contains("state has the new value \"lost\" in 5 %"))
  }

  @Test func `moves with the thresholds, and fails nothing on few records`() throws {
    var thresholds = DriftThresholds()
    thresholds.missing = .init(warn: 0.5, fail: 2)
    let (old, new) = (lines(100) { _ in #""v":"a""# }, lines(100) { $0 % 3 == 0 ? "" : #""v":"a""# })
    #expect(try drift(old, new).worst == .fail)
    #expect(try drift(old, new, thresholds).worst == nil)
    let half = lines(20) { $0 % 2 == 0 ? "" : #""v":"a""# }
    #expect(try drift(old.prefix(20), half).worst == .warn)
  }

  @Test func `computes the stability index as it is defined`() throws {
    // Σ (q − p) ln (q / p) for 50/50 against 90/10, with half a value in every class.
    let shift = try #require(PopulationStability([50_000, 50_000], [90_000, 10_000]))
    #expect(abs(shift.index - 0.8788898) < 1e-4)
    for value in [1e-9, 0.1, 0.5, 0.999, 1, 1.5, 2, 10, 12_345.678] {
      let half = PopulationStability.logarithm(value * value)
      #expect(abs(half - 2 * PopulationStability.logarithm(value)) < 1e-12 * max(1, abs(half)))
    }
    #expect(abs(PopulationStability.logarithm(10) - 2.302_585_092_994_046) < 1e-14)
  }
}
