import Foundation

/// How long calls of one kind took, in milliseconds.
struct Latencies: Encodable {
  let calls: Int
  let p50: Double
  let p95: Double
  let p99: Double
  let longest: Double

  /// - Parameter microseconds: not empty.
  init(microseconds: [Double]) {
    let sorted = microseconds.sorted()
    func quantile(_ share: Double) -> Double {
      let rank = Int((Double(sorted.count) * share).rounded(.up))
      return (sorted[min(max(rank - 1, 0), sorted.count - 1)]).rounded() / 1000
    }
    calls = sorted.count
    (p50, p95, p99, longest) = (quantile(0.5), quantile(0.95), quantile(0.99), quantile(1))
  }
}

/// Writes figures on one line of standard output, at once.
func tell(_ figures: some Encodable) throws {
  let encoder = JSONEncoder()
  encoder.outputFormatting = [.sortedKeys]
  FileHandle.standardOutput.write(try encoder.encode(figures) + Data("\n".utf8))
}

/// What this process has used so far.
func processorSeconds() -> Double {
  // POSIX: in microseconds, whatever the machine counts in.
  Double(clock()) / 1_000_000
}

extension Duration {
  var microseconds: Double { Double(components.seconds) * 1e6 + Double(components.attoseconds) / 1e12 }
}

/// Choices that are the same in every run.
struct Choices: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// - Parameter choices: not empty.
  mutating func one<Choice>(of choices: [Choice]) -> Choice { choices[Int.random(in: 0..<choices.count, using: &self)] }
}
