/// A point in time to the nanosecond, on the scale of RFC 3339; days before 0000 and after 9999 do not exist.
public struct RecordInstant: Sendable, Hashable, Comparable, Codable, BitwiseCopyable {
  /// Since 1970-01-01T00:00:00Z, without leap seconds.
  public var seconds: Int64

  /// 0 to 999,999,999, towards the future.
  public var nanoseconds: Int32

  /// - Parameter nanoseconds: less than 0 becomes 0, more than 999,999,999 becomes that.
  public init(seconds: Int64, nanoseconds: Int32 = 0) {
    self.seconds = seconds
    self.nanoseconds = min(max(nanoseconds, 0), 999_999_999)
  }

  /// Reads `2024-05-31T12:00:00.25+02:00` or `2024-05-31`, which is the beginning of the day in UTC.
  public init?(_ text: String) {
    var text = text
    guard let instant = text.withUTF8({ RecordInstant(utf8: $0) }) else { return nil }
    self = instant
  }

  public static func < (left: RecordInstant, right: RecordInstant) -> Bool {
    left.seconds == right.seconds ? left.nanoseconds < right.nanoseconds : left.seconds < right.seconds
  }

  /// Later by so many seconds, or earlier.
  func moved(by seconds: Int64) -> RecordInstant {
    RecordInstant(seconds: self.seconds &+ seconds, nanoseconds: nanoseconds)
  }
}

extension RecordInstant {
  /// A `date-time` or a `full-date` of RFC 3339; digits behind the ninth decimal place are passed over.
  @inline(__always)
  init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    guard let base = bytes.baseAddress else { return nil }
    if bytes.count == 10 {
      guard TextFormat.date.matches(base, 10) else { return nil }
      self.init(seconds: Self.days(base) &* 86_400)
      return
    }
    guard TextFormat.dateTime.matches(base, bytes.count) else { return nil }
    var seconds = Self.days(base) &* 86_400
    seconds &+= Self.digits(base + 11, 2) &* 3600 &+ Self.digits(base + 14, 2) &* 60 &+ Self.digits(base + 17, 2)
    var nanoseconds: Int64 = 0
    var index = 19
    if base[index] == UInt8(ascii: ".") {
      index &+= 1
      var unit: Int64 = 100_000_000
      while base[index] &- 0x30 < 10 {
        nanoseconds &+= Int64(base[index] &- 0x30) &* unit
        unit /= 10
        index &+= 1
      }
    }
    if base[index] == UInt8(ascii: "+") || base[index] == UInt8(ascii: "-") {
      let offset = Self.digits(base + (index &+ 1), 2) &* 3600 &+ Self.digits(base + (index &+ 4), 2) &* 60
      seconds &+= base[index] == UInt8(ascii: "-") ? offset : 0 &- offset
    }
    self.init(seconds: seconds, nanoseconds: Int32(truncatingIfNeeded: nanoseconds))
  }

  @inline(__always)
  private static func digits(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int64 {
    var value: Int64 = 0
    for index in 0..<count { value = value &* 10 &+ Int64(bytes[index] &- 0x30) }
    return value
  }

  /// Days since 1970-01-01 in the Gregorian calendar; years begin in March, so that the leap day is their last.
  private static func days(_ date: UnsafePointer<UInt8>) -> Int64 {
    let month = digits(date + 5, 2)
    let year = digits(date, 4) &- (month <= 2 ? 1 : 0)
    let era = (year >= 0 ? year : year &- 399) / 400
    let yearOfEra = year &- era &* 400
    let dayOfYear = (153 &* (month &+ (month > 2 ? -3 : 9)) &+ 2) / 5 &+ digits(date + 8, 2) &- 1
    return era &* 146_097 &+ yearOfEra &* 365 &+ yearOfEra / 4 &- yearOfEra / 100 &+ dayOfYear &- 719_468
  }
}

extension RecordInstant: CustomStringConvertible {
  /// RFC 3339 in UTC: `2024-05-31T10:00:00.25Z`.
  public var description: String {
    let day = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let second = seconds - day * 86_400
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let date = [(year, 4), (month, 2), (dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, 2)]
    let time = [(second / 3600, 2), (second / 60 % 60, 2), (second % 60, 2)]
    var text = date.map(Self.padded).joined(separator: "-") + "T" + time.map(Self.padded).joined(separator: ":")
    if nanoseconds > 0 {
      var fraction = Self.padded((Int64(nanoseconds), 9))
      while fraction.last == "0" { fraction.removeLast() }
      text += "." + fraction
    }
    return text + "Z"
  }

  private static func padded(_ part: (number: Int64, width: Int)) -> String {
    let digits = String(part.number)
    return String(repeating: "0", count: max(0, part.width - digits.count)) + digits
  }
}
