extension CronExpression {
  enum Field: CaseIterable {
    case minute, hour, dayOfMonth, month, dayOfWeek

    var name: String {
      switch self {
      case .minute: "minute"
      case .hour: "hour"
      case .dayOfMonth: "day of month"
      case .month: "month"
      case .dayOfWeek: "day of week"
      }
    }

    /// What `*` stands for.
    fileprivate var all: ClosedRange<Int> {
      switch self {
      case .minute: 0...59
      case .hour: 0...23
      case .dayOfMonth: 1...31
      case .month: 1...12
      case .dayOfWeek: 0...6
      }
    }

    fileprivate var highest: Int { self == .dayOfWeek ? 7 : all.upperBound }

    /// In order, from the first of `all`.
    fileprivate var names: [String] {
      switch self {
      case .minute, .hour, .dayOfMonth: []
      case .month: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
      case .dayOfWeek: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
      }
    }
  }
}

extension CronExpression.Field {
  static let remedy =
    "Write minute, hour, day of month, month and day of week, in UTC: 30 2 * * 1-5 is 02:30 from Monday to Friday."

  /// The numbers that `text` names: a list of numbers, ranges and steps.
  func numbers(in text: Substring) throws(Failure) -> CronExpression.Numbers {
    var numbers = CronExpression.Numbers()
    for entry in text.split(separator: ",", omittingEmptySubsequences: false) {
      let parts = entry.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
      let step = parts.count == 2 ? try step(parts[1], in: entry) : nil
      let range = try range(parts[0], step: step, in: entry)
      for number in stride(from: range.lowerBound, through: range.upperBound, by: step ?? 1) {
        numbers.insert(self == .dayOfWeek ? number % 7 : number)
      }
    }
    return numbers
  }

  private func range(_ text: Substring, step: Int?, in entry: Substring) throws(Failure) -> ClosedRange<Int> {
    if text == "*" { return all }
    let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    let lower = try number(ends[0], in: entry)
    guard ends.count == 2 else {
      if let step { throw refusal(of: entry, "a step without a range; write \(lower)-\(highest)/\(step) or \(lower)") }
      return lower...lower
    }
    var upper = try number(ends[1], in: entry)
    // Where a range ends with Sunday it is the one after Saturday: fri-sun.
    if self == .dayOfWeek, lower > 0, ends[1].lowercased() == names[0] { upper = 7 }
    guard lower <= upper else {
      let pieces = (lower <= all.upperBound ? ["\(lower)-\(all.upperBound)"] : []) + ["\(all.lowerBound)-\(upper)"]
      throw refusal(of: entry, "a range that ends before it begins; write \(pieces.joined(separator: ","))")
    }
    return lower...upper
  }

  private func number(_ text: Substring, in entry: Substring) throws(Failure) -> Int {
    if let number = Self.digits(text), (all.lowerBound...highest).contains(number) { return number }
    if let place = names.firstIndex(of: text.lowercased()) { return all.lowerBound + place }
    let orName = names.first.map { " or a name (\($0) … \(names[names.count - 1]))" } ?? ""
    throw refusal(of: entry, "not a number from \(all.lowerBound) to \(highest)\(orName)")
  }

  private func step(_ text: Substring, in entry: Substring) throws(Failure) -> Int {
    guard let step = Self.digits(text), (1...all.count).contains(step) else {
      throw refusal(of: entry, "a step that is not a number from 1 to \(all.count)")
    }
    return step
  }

  /// Nil for anything but ASCII digits that fit.
  private static func digits(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int(text) : nil
  }

  private func refusal(of entry: Substring, _ problem: String) -> Failure {
    Failure(.invalidRequest, "cron expression: the \(name) '\(Self.shown(entry))' is \(problem)", remedy: Self.remedy)
  }

  /// The beginning of what somebody wrote, with nothing in it that a terminal would not show.
  static func shown(_ text: Substring) -> String {
    let beginning = text.unicodeScalars.prefix(20).map { $0.escaped(asASCII: true) }.joined()
    return text.unicodeScalars.count > 20 ? beginning + "…" : beginning
  }
}
