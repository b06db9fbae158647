import DataOpsCore

/// Choices that are the same for the same seed, everywhere: SplitMix64 (Steele, Lea, Flood, "Fast Splittable Pseudorandom
/// Number Generators", 2014).
package struct SeedRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) {
    state = seed
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// By our own arithmetic, because the standard library does not promise to keep its own.
  mutating func number(below bound: Int) -> Int { Int(next() % UInt64(max(1, bound))) }

  mutating func number(in range: ClosedRange<Int>) -> Int {
    range.lowerBound + number(below: range.upperBound - range.lowerBound + 1)
  }

  mutating func seconds(in range: ClosedRange<Int>) -> Duration { .seconds(number(in: range)) }

  /// - Parameter choices: not empty.
  package mutating func one<Choice>(of choices: [Choice]) -> Choice { choices[number(below: choices.count)] }

  /// - Parameter choices: with weights that are not all zero.
  mutating func one<Choice>(weighted choices: [(Choice, Int)]) -> Choice {
    var left = number(below: choices.reduce(0) { $0 + $1.1 })
    for (choice, weight) in choices {
      if left < weight { return choice }
      left -= weight
    }
    return choices[choices.count - 1].0
  }

  mutating func id<Entity>(at instant: Timestamp, of type: Entity.Type = Entity.self) -> Identifier<Entity> {
    Identifier(at: instant, using: &self)
  }

  /// 64 hexadecimal digits, as a SHA-256 looks.
  mutating func digest() -> String {
    (0..<4).reduce(into: "") { text, _ in
      let digits = String(next(), radix: 16)
      text += String(repeating: "0", count: 16 - digits.count) + digits
    }
  }
}
