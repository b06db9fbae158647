import Foundation
import Testing

@testable import DataRecords

@Suite struct `A quality tally` {
  /// Parts that do not point at each other.
  private func part(_ part: Int) -> String {
    var text = ""
    for index in 0..<40 {
      switch index % 8 {
      case 0: text += #"{"id":"p\#(part)k\#(index)","title":"x","extra\#(part)":1}"#
      case 1: text += #"{"id":"p\#(part)k\#(index)","title":null,"parent":"p\#(part)k\#(index + 3)"}"#
      case 2: text += #"{"id":"p\#(part)k\#(index)","title":"Good","parent":"p\#(part)nowhere"}"#
      case 3: text += #"{"id":"p\#(part)k\#(index - 1)","title":"Again","author":"people"}"#
      case 4: text += #"{"id":"p\#(part)k\#(index)","title":"Good","author":"nobody","tags":["tags","?"]}"#
      case 5: text += #"{"id":"P","title":"Good"}"#.replacing("P", with: "P\(part)-\(index)")
      case 6: text += "{broken"
      default: text += #"{"id":"p\#(part)k\#(index)","title":"Good"}"#
      }
      text += "\n"
    }
    return text
  }

  @Test func `of the parts adds up to that of the whole`() throws {
    let whole = try `A quality pass`.tally(part(1) + part(2) + part(3))
    var sum = QualityTally()
    for index in 1...3 { sum += try `A quality pass`.tally(part(index)) }
    #expect(sum == whole)
    #expect(whole.invalid > 0 && whole.complete > 0 && whole.malformed > 0 && whole.duplicateKeys > 0)
  }

  @Test func `survives being encoded`() throws {
    let tally = try `A quality pass`.tally(part(1))
    #expect(try JSONDecoder().decode(QualityTally.self, from: JSONEncoder().encode(tally)) == tally)
  }
}
