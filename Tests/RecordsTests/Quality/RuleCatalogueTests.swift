import Testing

@testable import DataRecords

@Suite struct `The catalogue of rules` {
  private static let now = RecordInstant("2024-05-31T12:00:00Z")

  private func result(_ example: RuleExample, _ records: [JSONValue]) throws -> RuleResult {
    let rule = try QualityRule(example.rule, now: Self.now)
    let plan = try QualityPlan(schema: nil, keyField: "id", rules: [rule])
    var pass = QualityPass(plan: plan)
    for record in records { try pass.consume(record.bytes() + [0x0A]) }
    return try #require(try pass.finish().result(under: plan).rules.last)
  }

  @Test(arguments: RuleCatalogue.ids)
  func `has an example of each rule that does what it says`(id: String) throws {
    let kind = try #require(RuleCatalogue.kinds.first { $0.id == id })
    let example = kind.example
    #expect(example.rule["rule"]?.string == id)
    let good = try result(example, example.passing)
    #expect(good.passed && good.failed == 0 || id == "ratio" && good.passed, "\(good)")
    #expect(good.sentence == nil)
    let bad = try result(example, example.passing + example.failing)
    #expect(!bad.passed, "\(bad)")
    #expect(bad.sentence != nil)
    if kind.subject != .field, kind.subject != .dataset { #expect(bad.failed == example.failing.count) }
    for failing in example.failing where kind.subject == .values {
      #expect(try result(example, [failing]).failed == 1, "\(failing)")
    }
  }

  @Test(arguments: RuleCatalogue.ids)
  func `says of each rule what it is for`(id: String) throws {
    let kind = try #require(RuleCatalogue.kinds.first { $0.id == id })
    #expect(kind.help.hasSuffix(".") && kind.help.count > 20)
    #expect(Set(kind.parameters.map(\.name)).count == kind.parameters.count)
    #expect(kind.parameters.allSatisfy { !$0.help.hasSuffix(".") })
  }
}
