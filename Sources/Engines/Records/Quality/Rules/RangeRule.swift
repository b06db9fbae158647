/// `range`: numbers and times between limits.
struct RangeRule: RuleKind {
  static let id = "range"
  static let help = "The values of the field are numbers, or times, between limits."
  static let parameters = [
    RuleParameter(name: "min", help: "the least value that is allowed", schema: limit),
    RuleParameter(name: "max", help: "the greatest value that is allowed", schema: limit),
    RuleParameter(name: "above", help: "every value is greater than this", schema: limit),
    RuleParameter(name: "below", help: "every value is less than this", schema: limit),
  ]
  static let example = RuleExample(
    rule: ["rule": "range", "field": "priority", "parameters": ["min": 1, "below": 6]],
    passing: [["priority": 1], ["priority": 5.5], ["priority": nil]],
    failing: [["priority": 0], ["priority": 6], ["priority": "high"]])

  private static let limit: JSONValue = [
    "type": ["number", "string"],
    "description": "a number; or a time: RFC 3339, now, or a distance from it such as now-7d",
  ]

  enum Limits: Sendable {
    case numbers(NumberRange)
    /// Of which a limit fits neither 64 bits nor a double.
    case exactNumbers(ExactRange)
    case times(TimeRange)
  }

  let limits: Limits
  let demand: String

  init(reading parameters: inout RuleReader) {
    let names = ["min", "max", "above", "below"]
    let given = names.filter { parameters.value($0) != nil }
    let words = ["min": "at least", "max": "at most", "above": "greater than", "below": "less than"]
    let isTime = given.contains { parameters.value($0)?.string != nil }
    var isExact = false
    var numbers = NumberRange()
    var exact = ExactRange()
    var times = TimeRange()
    if given.isEmpty {
      parameters.note(nil, "range needs a limit", remedy: "give min, max, above or below")
    }
    for (first, second) in [("min", "above"), ("max", "below")] where given.contains(first) && given.contains(second) {
      parameters.note(second, "\(first) and \(second) are the same limit twice", remedy: "keep one of them")
    }
    for name in given {
      let isOpen = name == "above" || name == "below"
      let isLower = name == "min" || name == "above"
      if isTime {
        if let instant = parameters.instant(name) {
          if isLower {
            times.lower = .init(instant: instant, isOpen: isOpen)
          } else {
            times.upper = .init(instant: instant, isOpen: isOpen)
          }
        }
      } else if let value = parameters.value(name), let number = value.exactNumber {
        let limit = NumberLimit(value, isOpen: isOpen)
        if isLower {
          (numbers.lower, exact.lower) = (limit, .init(number: number, isOpen: isOpen))
        } else {
          (numbers.upper, exact.upper) = (limit, .init(number: number, isOpen: isOpen))
        }
        isExact = isExact || limit == nil
      } else {
        parameters.note(name, "\(name) is not a number", remedy: "write a number, or a time such as 2024-05-31")
      }
    }
    if isTime ? times.isEmpty : exact.isEmpty {
      parameters.note(nil, "no value is inside these limits", remedy: "exchange them")
    }
    limits = isTime ? .times(times) : isExact ? .exactNumbers(exact) : .numbers(numbers)
    demand = given.map { name in
      let limit = parameters.value(name) ?? nil
      return "\(words[name] ?? "") \(limit.string ?? String(decoding: limit.bytes(), as: UTF8.self))"
    }.joined(separator: " and ")
  }

  func compile(into compiler: inout RuleCompiler) {
    switch limits {
    case .numbers(let range):
      compiler.ranges.append(range)
      compiler.add(.range, operand: compiler.ranges.count - 1, demand: "must be a number, \(demand)")
    case .exactNumbers(let range):
      compiler.exactRanges.append(range)
      compiler.add(.exactRange, operand: compiler.exactRanges.count - 1, demand: "must be a number, \(demand)")
    case .times(let range):
      compiler.timeRanges.append(range)
      compiler.add(.timeRange, operand: compiler.timeRanges.count - 1, demand: "must be a time, \(demand)")
    }
  }
}
