import DataOpsCore

/// Numbers as people read them.
enum Figures {
  /// `12,345`.
  static func count(_ value: some BinaryInteger) -> String { Int(clamping: value).grouped }

  /// `1 chunk`, `2 chunks`.
  static func count(_ value: Int, _ noun: String) -> String { value.of(noun) }

  /// `1.2 MiB`.
  static func bytes(_ value: Int64) -> String {
    var amount = Double(value)
    var unit = 0
    let units = ["B", "KiB", "MiB", "GiB", "TiB"]
    while amount >= 1024, unit < units.count - 1 {
      amount /= 1024
      unit += 1
    }
    return unit == 0 ? "\(value) B" : "\(fixed(amount, 1)) \(units[unit])"
  }

  /// `0.4 s`, `3 min 5 s`, `2 h 10 min`.
  static func time(_ duration: Duration) -> String {
    let milliseconds = duration.wholeMicroseconds / 1000
    let seconds = milliseconds / 1000
    switch seconds {
    case ..<60: return "\(fixed(Double(milliseconds) / 1000, 1)) s"
    case ..<3600: return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds / 60) min \(seconds % 60) s"
    default: return seconds % 3600 < 60 ? "\(seconds / 3600) h" : "\(seconds / 3600) h \(seconds % 3600 / 60) min"
    }
  }

  /// A budget: `20 min`, `90 s`.
  static func budget(_ duration: Duration) -> String {
    let seconds = duration.components.seconds
    return seconds % 60 == 0 ? "\(seconds / 60) min" : "\(seconds) s"
  }

  /// A score, never rounded up to a threshold that it does not reach.
  static func score(_ value: Double) -> String { fixed((value * 100).rounded(.down) / 100, 2) }

  /// A share: `36.5 %`; with a digit more near the ends, so that 99.96 % does not become 100 %.
  static func percent(_ share: Double) -> String {
    if share <= 0 || share >= 1 { return share <= 0 ? "0 %" : "100 %" }
    let isNearEnd = share < 0.01 || share > 0.99
    return "\(fixed(isNearEnd ? min(max(share * 100, 0.01), 99.99) : share * 100, isNearEnd ? 2 : 1)) %"
  }

  static func fixed(_ value: Double, _ decimals: Int) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = Int64((value * scale).rounded())
    let whole = scaled.magnitude / UInt64(scale)
    let rest = String(scaled.magnitude % UInt64(scale))
    let sign = scaled < 0 ? "-" : ""
    guard decimals > 0 else { return "\(sign)\(whole)" }
    return "\(sign)\(whole)." + String(repeating: "0", count: decimals - rest.count) + rest
  }
}
