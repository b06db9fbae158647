import CSimdJSON

extension TextFormat {
  /// RFC 3339: `2024-05-31T12:00:00.123+02:00`.
  static func isDateTime(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    if count == 20, isOrdinaryDateTime(bytes) { return true }
    guard count >= 20, isDate(bytes), bytes[10] | 0x20 == UInt8(ascii: "t") else { return false }
    return isTime(bytes + 11, count &- 11)
  }

  /// RFC 3339: `12:00:00.123+02:00`; a leap second only where there can be one.
  static func isTime(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    guard count >= 9, bytes[2] == UInt8(ascii: ":"), bytes[5] == UInt8(ascii: ":") else { return false }
    let hour = number(bytes, 2)
    let minute = number(bytes + 3, 2)
    let second = number(bytes + 6, 2)
    guard hour >= 0, hour < 24, minute >= 0, minute < 60, second >= 0, second <= 60 else { return false }
    var index = 8
    if bytes[index] == UInt8(ascii: ".") {
      let start = index &+ 1
      index = start
      while index < count, isDigit(bytes[index]) { index &+= 1 }
      if index == start || index == count { return false }
    }
    var minuteOfDay = hour &* 60 &+ minute
    switch bytes[index] {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"):
      if index &+ 1 != count { return false }
    case UInt8(ascii: "+"), UInt8(ascii: "-"):
      guard index &+ 6 == count, bytes[index &+ 3] == UInt8(ascii: ":") else { return false }
      let hours = number(bytes + (index &+ 1), 2)
      let minutes = number(bytes + (index &+ 4), 2)
      guard hours >= 0, hours < 24, minutes >= 0, minutes < 60 else { return false }
      let offset = hours &* 60 &+ minutes
      minuteOfDay = bytes[index] == UInt8(ascii: "+") ? minuteOfDay &- offset : minuteOfDay &+ offset
    default: return false
    }
    return second < 60 || (minuteOfDay &+ 1440) % 1440 == 1439
  }

  /// Whether twenty bytes are a day up to the 28th and a time of `2024-05-31T12:00:00Z`; false says nothing.
  ///
  /// Eight bytes at a step: digits become their values, the characters between them zero.
  private static func isOrdinaryDateTime(_ bytes: UnsafePointer<UInt8>) -> Bool {
    let date = UInt64(littleEndian: bytes_load64(bytes)) ^ 0x2D30_302D_3030_3030
    let time = UInt64(littleEndian: bytes_load64(bytes + 8)) ^ 0x3030_3A30_3054_3030
    let end = UInt64(littleEndian: bytes_load64(bytes + 12)) ^ 0x5A30_303A_3030_3A30
    // What is added makes 0x80 of ten, and of one where only zero is right.
    let wrong =
      (date &+ 0x7F76_767F_7676_7676) | date | (time &+ 0x7676_7F76_767F_7676) | time
      | (end &+ 0x7F76_767F_7676_7F76) | end
    guard wrong & 0x8080_8080_8080_8080 == 0 else { return false }
    let month = date >> 40 & 0xFF &* 10 &+ date >> 48 & 0xFF
    let day = time & 0xFF &* 10 &+ time >> 8 & 0xFF
    let hour = time >> 24 & 0xFF &* 10 &+ time >> 32 & 0xFF
    return month &- 1 < 12 && day &- 1 < 28 && hour < 24 && time >> 48 & 0xFF < 6 && end >> 40 & 0xFF < 6
  }

  /// Ten bytes that are a day of the calendar.
  static func isDate(_ bytes: UnsafePointer<UInt8>) -> Bool {
    guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else { return false }
    let year = number(bytes, 4)
    let month = number(bytes + 5, 2)
    let day = number(bytes + 8, 2)
    guard year >= 0, month >= 1, month <= 12, day >= 1 else { return false }
    switch month {
    case 2: return day <= (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28)
    case 4, 6, 9, 11: return day <= 30
    default: return day <= 31
    }
  }

  /// Decimal digits as a number; negative if one of them is none.
  @inline(__always)
  private static func number(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
    var value = 0
    var index = 0
    while index < count {
      guard isDigit(bytes[index]) else { return -1 }
      value = value &* 10 &+ Int(bytes[index] &- 0x30)
      index &+= 1
    }
    return value
  }
}
