/// `length`: how long strings and arrays are.
struct LengthRule: RuleKind {
  static let id = "length"
  static let help = "The strings of the field have so many characters, its arrays so many elements."
  static let parameters = [
    RuleParameter(name: "min", help: "the least length", schema: ["type": "integer", "minimum": 0]),
    RuleParameter(name: "max", help: "the greatest length", schema: ["type": "integer", "minimum": 0]),
  ]
  static let example = RuleExample(
    rule: ["rule": "length", "field": "title", "parameters": ["min": 3, "max": 5]],
    passing: [["title": "abc"], ["title": "äöüßé"], ["title": [1, 2, 3]], ["title": nil]],
    failing: [["title": "ab"], ["title": "abcdef"], ["title": [1]], ["title": 1234]])

  let range: LengthRange
  let demand: String

  init(reading parameters: inout RuleReader) {
    let least = parameters.count("min")
    let most = parameters.count("max")
    if least == nil, most == nil { parameters.note(nil, "length needs a limit", remedy: "give min or max") }
    if let least, let most, least > most {
      parameters.note("max", "max is less than min", remedy: "exchange them")
    }
    range = LengthRange(least: least ?? 0, most: most ?? .max)
    demand = [least.map { "at least \($0)" }, most.map { "at most \($0)" }].compactMap(\.self)
      .joined(separator: " and ")
  }

  func compile(into compiler: inout RuleCompiler) {
    compiler.lengths.append(range)
    compiler.add(
      .length, operand: compiler.lengths.count - 1, demand: "must have \(demand) characters or elements")
  }
}
