import Foundation
import Testing

@testable import DataRecords

@Suite struct `Profiles of parts` {
  private func expectSame(_ sum: RecordProfile, _ whole: RecordProfile) {
    #expect(sum.records == whole.records && sum.malformed == whole.malformed)
    #expect(sum.fields.map(\.path) == whole.fields.map(\.path))
    for (left, right) in zip(sum.fields, whole.fields) {
      #expect(left.present == right.present && left.kinds == right.kinds && left.trues == right.trues, "\(left.path)")
      let isSame = left.distinct == right.distinct && left.strings == right.strings
      #expect(isSame, "\(left.path)")
      #expect(left.arrays == right.arrays && left.otherMembers == right.otherMembers, "\(left.path)")
      #expect(left.numbers.histogram == right.numbers.histogram, "\(left.path)")
      #expect(left.numbers.minimum == right.numbers.minimum && left.numbers.maximum == right.numbers.maximum)
      let scale = max(right.numbers.maximum?.number?.magnitude ?? 0, right.numbers.minimum?.number?.magnitude ?? 0)
      #expect(abs((left.numbers.mean ?? 0) - (right.numbers.mean ?? 0)) <= scale * 1e-9, "\(left.path)")
      #expect(left.top.hidden == right.top.hidden && left.top.isExact == right.top.isExact, "\(left.path)")
      let isSameTop = !right.top.isExact || left.top == right.top
      #expect(isSameTop, "\(left.path)")
    }
  }

  @Test(arguments: 1...12) func `add up to that of the whole however it is cut`(seed: UInt64) throws {
    var random = RandomRecords(seed: seed)
    let lines = random.lines(100 + random.below(1_500)) + ["{broken"]
    let whole = try RecordProfile.of(lines, options: .init(values: .all))
    var parts: [RecordProfile] = []
    var rest = lines[...]
    while !rest.isEmpty {
      let part = rest.prefix(1 + random.below(400))
      parts.append(try RecordProfile.of(part, options: .init(values: .all)))
      rest = rest.dropFirst(part.count)
    }
    // Neighbours are added in any order, as a tree of workers would.
    while parts.count > 1 {
      let left = random.below(parts.count - 1)
      parts[left] += parts.remove(at: left + 1)
    }
    expectSame(parts[0], whole)
  }

  @Test(arguments: [ProfileOptions.Values.all, .safe, .none])
  func `survive being encoded, and can be added to afterwards`(values: ProfileOptions.Values) throws {
    var random = RandomRecords(seed: 7)
    let lines = random.lines(900)
    let part = try RecordProfile.of(lines.prefix(700), options: .init(values: values))
    var decoded = try JSONDecoder().decode(RecordProfile.self, from: JSONEncoder().encode(part))
    let changed = zip(decoded.fields, part.fields).filter { $0 != $1 }.map(\.0.path.description)
    #expect(changed.isEmpty && decoded.fields.count == part.fields.count)
    decoded += try RecordProfile.of(lines.dropFirst(700), options: .init(values: values))
    expectSame(decoded, try RecordProfile.of(lines, options: .init(values: values)))
  }

  @Test func `keep the bound on fields and mark what they saw only in part`() throws {
    let options = ProfileOptions(maximumFields: 3)
    var first = try RecordProfile.of([#"{"a":1,"b":2,"c":3}"#], options: options)
    let second = try RecordProfile.of([#"{"d":1,"e":2,"f":3,"a":"x"}"#], options: options)
    first += second
    #expect(first.fields.count == 4)
    #expect(try first.field("/a").isPartial)
    #expect(first.otherMembers == 4)
  }
}
