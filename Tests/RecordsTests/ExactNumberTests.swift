import Testing

@testable import DataRecords

@Suite struct `Exact numbers` {
  private func number(_ text: String) throws -> ExactNumber { try #require(ExactNumber(json: text), "\(text)") }

  @Test(arguments: [
    ["3", "3.0", "30e-1", "0.3E+1", "3e0", "3.000"], ["0", "-0", "0.0", "0e9999999999999999999", "-0.000e-5"],
    ["-120", "-1.2e2", "-12E1", "-120.00"], ["0.001", "1e-3", "0.1e-2"], ["1e400", "10e399", "0.1e401"],
  ])
  func `are equal however they are written`(spellings: [String]) throws {
    for spelling in spellings {
      #expect(try number(spelling) == number(spellings[0]), "\(spelling)")
      #expect(try number(spelling).hashValue == number(spellings[0]).hashValue, "\(spelling)")
    }
  }

  @Test func `stand in their order, without expanding exponents`() throws {
    let ascending = [
      "-1e1000000001", "-1e1000000000", "-12", "-1.5", "-1", "-1e-1000000000", "0", "1e-1000000001", "1e-1000000000",
      "0.09", "0.1", "0.11", "1", "9.99", "10", "12", "12.0000000000000000000001", "18446744073709551616",
      "18446744073709551617", "1e1000000000", "1.1e1000000000", "1e1000000001",
    ]
    for (index, left) in ascending.enumerated() {
      for (other, right) in ascending.enumerated() {
        #expect((try number(left) < number(right)) == (index < other), "\(left) < \(right)")
        #expect((try number(left) == number(right)) == (index == other), "\(left) == \(right)")
      }
    }
  }

  @Test(arguments: [
    "", "-", "+1", "01", "-01", "00", ".5", "1.", "1.e1", "1e", "1e+", "0x1", "1 ", " 1", "1_0", "NaN", "Infinity",
    "1.2.3",
    "1e1e1", "--1", "1e1.5", "１",
  ])
  func `are read from literals of JSON only`(text: String) {
    #expect(ExactNumber(json: text) == nil)
  }

  @Test func `have a bounded number of digits and a bounded exponent`() throws {
    let longest = String(repeating: "9", count: ExactNumber.maximumDigits)
    #expect(try number(longest).description == longest)
    #expect(try number("0.\(longest)") < number("1"))
    #expect(try number("9.\(longest.dropFirst())").isInteger == false)
    #expect(ExactNumber(json: longest + "1") == nil)
    #expect(ExactNumber(json: "1.\(longest)") == nil)
    #expect(try number(longest + String(repeating: "0", count: 1_000_000)).isInteger)
    #expect(try number("0." + String(repeating: "0", count: 1_000_000) + "1") > number("0"))
    #expect(try number("1e\(ExactNumber.maximumExponent)").isInteger)
    #expect(ExactNumber(json: "1e\(ExactNumber.maximumExponent + 1)") == nil)
    #expect(ExactNumber(json: "12e\(ExactNumber.maximumExponent)") == nil)
    #expect(ExactNumber(json: "1e-\(ExactNumber.maximumExponent + 1)") == nil)
    #expect(ExactNumber(json: "1e" + String(repeating: "9", count: 100_000)) == nil)
    #expect(ExactNumber(json: "1e-" + String(repeating: "9", count: 100_000)) == nil)
    #expect(try number("1e" + String(repeating: "0", count: 1000) + "2") == number("100"))
  }

  @Test(arguments: [
    ("3.0", true), ("3.5", false), ("1e-1", false), ("10e-1", true), ("-0.0", true),
    ("123456789012345678901234567890", true),
    ("1e1000000000", true), ("1.5e1", true), ("1.55e1", false), ("1e-1000000000", false),
  ])
  func `are integers when no fraction is left`(text: String, isInteger: Bool) throws {
    #expect(try number(text).isInteger == isInteger)
  }

  @Test(arguments: [
    ("19.99", "0.01", true), ("19.995", "0.01", false), ("0.3", "0.1", true), ("1e1000000000", "7", false),
    ("7e1000000000", "7", true), ("7e1000000000", "-14", true), ("1e1000000000", "1024", true), ("1e3", "1024", false),
    ("1e1000000000", "0.0000001", true), ("1e-1000000000", "1", false), ("-4", "2", true), ("0", "5", true),
    ("5", "0", false), ("0", "0", true), ("1e308", "0.123456789", false), ("9007199254740993", "3", true),
    ("9007199254740994", "3", false), ("18446744073709551616", "4294967296", true),
    ("18446744073709551615", "9999999999999999999", false), ("9999999999999999999e5", "9999999999999999999", true),
    ("340282366920938463463374607431768211456", "18446744073709551616", true),
    ("340282366920938463463374607431768211457", "18446744073709551616", false),
    ("5e2000000000", "152587890625e20", true), ("3e2000000000", "36893488147419103232", true),
    ("3e2000000000", "36893488147419103233", false), ("3e64", "36893488147419103232", false),
    ("3e65", "36893488147419103232", true), ("3e27", "7450580596923828125e0", true),
    ("3e28", "186264514923095703125", false), ("3e30", "186264514923095703125", true),
    ("15e29", "186264514923095703125", true), ("15e27", "186264514923095703125", false), ("1e-5", "1e-1000000", true),
  ])
  func `are multiples of a divisor exactly`(value: String, divisor: String, isMultiple: Bool) throws {
    #expect(try number(value).isMultiple(of: number(divisor)) == isMultiple)
  }

  @Test func `are multiples of divisors as long as they may be`() throws {
    let divisor = try number(String(repeating: "7", count: ExactNumber.maximumDigits))
    let multiple = try number(String(repeating: "7", count: ExactNumber.maximumDigits) + "e2000")
    #expect(multiple.isMultiple(of: divisor))
    #expect(try !number(String(repeating: "7", count: 9999) + "1e2000").isMultiple(of: divisor))
  }

  @Test func `count a double as the shortest decimal that reads back as it`() throws {
    #expect(ExactNumber(0.1) == (try number("0.1")))
    #expect(ExactNumber(1e23) == (try number("1e23")))
    #expect(ExactNumber(-0.0) == (try number("0")))
    #expect(ExactNumber(Double.leastNonzeroMagnitude) == (try number("5e-324")))
    #expect(ExactNumber(1.5) == (try number("15e-1")))
    #expect(ExactNumber(Double.infinity) == nil)
    #expect(ExactNumber(Double.nan) == nil)
    #expect(try number("0.1").double == 0.1)
    #expect(try number("0.1000000000000000055511151231257827").double == nil)
    #expect(try number("0.1000000000000000055511151231257827").nearestDouble == 0.1)
    #expect(try number("1e400").double == nil)
    #expect(try number("1e400").nearestDouble == .infinity)
    #expect(try number("-1e2000000000").nearestDouble == -.infinity)
    #expect(try number("1e-2000000000").nearestDouble == 0)
  }

  @Test func `turn from and into integers of 64 bits`() throws {
    for value in [Int64.min, -10, -1, 0, 1, 10, 1_000_000, .max] {
      #expect(ExactNumber(value).int64 == value)
      #expect(ExactNumber(value).description == value.description)
    }
    #expect(ExactNumber(UInt64.max).uint64 == .max)
    #expect(ExactNumber(UInt64.max).int64 == nil)
    #expect(ExactNumber(Int64(-1)).uint64 == nil)
    #expect(try number("18446744073709551616").uint64 == nil)
    #expect(try number("-9223372036854775809").int64 == nil)
    #expect(try number("1e18").int64 == 1_000_000_000_000_000_000)
    #expect(try number("1e1000000000").int64 == nil)
    #expect(try number("0.5").int64 == nil)
  }

  @Test(arguments: [
    ("0", "0"), ("-12.50", "-12.5"), ("1e20", "100000000000000000000"), ("1e21", "1e21"), ("0.000001", "0.000001"),
    ("0.0000001", "1e-7"), ("-12345e1000000", "-1.2345e1000004"),
    ("12345678901234567890123.5", "12345678901234567890123.5"),
  ])
  func `are written so that they read back the same`(text: String, written: String) throws {
    #expect(try number(text).description == written)
    #expect(try number(written) == number(text))
  }
}
