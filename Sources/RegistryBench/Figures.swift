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
