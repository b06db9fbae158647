@testable import DataRecords

/// A list of rules on the first line, records behind it: rules are usable or refused, and usable ones judge all records.
enum RulesFuzzing: FuzzTarget {
  static let name = "rules"

  static func check(_ bytes: UnsafeRawBufferPointer) throws {
    let (source, records) = bytes.splitAtNewline
    guard let list = (try? JSONValue(parsing: source))?.array else { return }
    let now = RecordInstant(seconds: 1_735_689_600)
    let rules = list.prefix(16).compactMap { try? QualityRule($0, now: now) }
    guard let plan = try? QualityPlan(schema: nil, keyField: "id", rules: rules) else { return }
    var pass = QualityPass(plan: plan)
    do throws(QualityError) {
      try pass.consume(records)
    } catch {
      return
    }
    _ = try pass.finish()
  }
}
