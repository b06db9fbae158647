extension [UInt8] {
  mutating func append(decimal number: Int) {
    if number < 0 {
      append(UInt8(ascii: "-"))
    }
    var magnitude = number.magnitude
    let start = count
    repeat {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: magnitude % 10))
      magnitude /= 10
    } while magnitude > 0
    var low = start
    var high = count - 1
    while low < high {
      swapAt(low, high)
      low += 1
      high -= 1
    }
  }

  /// Exactly `digits` decimal digits: zeros in front, higher digits dropped.
  mutating func append(decimal number: Int, digits: Int) {
    var divisor = 1
    for _ in 1..<Swift.max(1, digits) { divisor *= 10 }
    while divisor > 0 {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
      divisor /= 10
    }
  }

  mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// `2025-03-14`
  mutating func append(date moment: Int) {
    let date = CivilDate(daysSince1970: moment / 86_400)
    append(decimal: date.year, digits: 4)
    append(UInt8(ascii: "-"))
    append(decimal: date.month, digits: 2)
    append(UInt8(ascii: "-"))
    append(decimal: date.day, digits: 2)
  }

  /// `2025-03-14T09:26:53Z`
  mutating func append(dateTime moment: Int) {
    append(date: moment)
    let second = moment % 86_400
    append(UInt8(ascii: "T"))
    append(decimal: second / 3600, digits: 2)
    append(UInt8(ascii: ":"))
    append(decimal: second / 60 % 60, digits: 2)
    append(UInt8(ascii: ":"))
    append(decimal: second % 60, digits: 2)
    append(UInt8(ascii: "Z"))
  }

  /// `14 March 2025`
  mutating func append(longDate moment: Int) {
    let date = CivilDate(daysSince1970: moment / 86_400)
    append(decimal: date.day)
    append(UInt8(ascii: " "))
    append(monthName: date.month)
    append(UInt8(ascii: " "))
    append(decimal: date.year)
  }

  mutating func append(monthName month: Int) {
    switch month {
    case 1: append("January")
    case 2: append("February")
    case 3: append("March")
    case 4: append("April")
    case 5: append("May")
    case 6: append("June")
    case 7: append("July")
    case 8: append("August")
    case 9: append("September")
    case 10: append("October")
    case 11: append("November")
    default: append("December")
    }
  }
}
