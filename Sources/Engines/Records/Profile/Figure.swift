/// Numbers as they stand in sentences.
enum Figure {
  /// `1 record`, `2,000 records`.
  static func count(_ count: Int, _ noun: String) -> String { "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")" }

  /// With a comma before every three digits.
  static func grouped(_ number: Int) -> String {
    var text: [Character] = []
    for (index, digit) in String(number.magnitude).reversed().enumerated() {
      if index > 0, index % 3 == 0 { text.append(",") }
      text.append(digit)
    }
    return (number < 0 ? "-" : "") + String(text.reversed())
  }

  /// A share as a percentage: two digits near the ends, so that 99.96 % does not become 100 %.
  static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "-" }
    let hundredths = share * 10_000
    var rounded = hundredths.rounded()
    if rounded == 10_000, share < 1 { rounded = 9_999 }
    if rounded == 0, share > 0 { return "under 0.01 %" }
    let isNearEnd = rounded < 100 || rounded > 9_900
    return decimal(isNearEnd ? rounded / 100 : (hundredths / 10).rounded() / 10) + " %"
  }

  /// With as few digits as tell it: whole numbers without a fraction, others with four significant digits.
  static func decimal(_ value: Double) -> String {
    guard value.isFinite else { return "-" }
    if value == value.rounded(), value.magnitude < 1e15 { return grouped(Int(value)) }
    guard value.magnitude >= 1e-4, value.magnitude < 1e15 else { return value.description }
    // The digits behind the point that are left of four.
    var scale = 1.0
    while value.magnitude * scale < 1_000, scale < 1e8 { scale *= 10 }
    let rounded = (value * scale).rounded() / scale
    guard rounded != rounded.rounded() else { return grouped(Int(rounded)) }
    let whole = rounded.rounded(.towardZero)
    let fraction = rounded.magnitude.description.split(separator: ".").last ?? ""
    return "\(rounded < 0 && whole == 0 ? "-" : "")\(grouped(Int(whole))).\(fraction)"
  }

  static func number(_ value: JSONValue) -> String {
    if case .integer(let value) = value, let whole = Int(exactly: value) { return grouped(whole) }
    return value.number.map(decimal) ?? "-"
  }
}

extension Figure {
  /// `183.3 MB`, in powers of 1,000.
  static func bytes(_ count: Int) -> String {
    guard count >= 1_000 else { return Figure.count(count, "byte") }
    var value = Double(count)
    var unit = 0
    let units = ["bytes", "kB", "MB", "GB", "TB", "PB", "EB"]
    while value >= 999.95, unit < units.count - 1 {
      value /= 1_000
      unit += 1
    }
    return "\(decimal((value * 10).rounded() / 10)) \(units[unit])"
  }

  /// `0.12 s`, `75 s`.
  static func seconds(_ seconds: Double) -> String {
    "\(decimal(seconds < 10 ? (seconds * 100).rounded() / 100 : seconds.rounded())) s"
  }
}
