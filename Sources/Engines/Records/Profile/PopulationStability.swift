/// The population stability index: how much shares have moved between classes, Σ (q − p) · ln (q / p).
struct PopulationStability {
  let index: Double

  /// What chance alone is expected to give: (classes − 1) · (1/n + 1/m).
  let noise: Double

  /// How many values there are on the side that has fewer.
  let fewest: Int

  /// The class whose share has changed most.
  let largestChange: Int

  /// Nil with fewer than two classes or without values.
  init?(_ before: [Int], _ after: [Int]) {
    let n = Double(before.reduce(0, +))
    let m = Double(after.reduce(0, +))
    guard before.count == after.count, before.count > 1, n > 0, m > 0 else { return nil }
    // Half a value in every class, so that an empty one does not count without end.
    let classes = Double(before.count)
    let shares = zip(before, after).map { old, new in
      (p: (Double(old) + 0.5) / (n + 0.5 * classes), q: (Double(new) + 0.5) / (m + 0.5 * classes))
    }
    index = shares.reduce(0) { $0 + ($1.q - $1.p) * Self.logarithm($1.q / $1.p) }
    fewest = Int(min(n, m))
    noise = (classes - 1) * (1 / n + 1 / m)
    largestChange = shares.indices.max { abs(shares[$0].q - shares[$0].p) < abs(shares[$1].q - shares[$1].p) } ?? 0
  }

  /// The natural logarithm of a positive number: 2 · artanh ((x − 1) / (x + 1)) of the significand, and the exponent.
  static func logarithm(_ value: Double) -> Double {
    guard value > 0, value.isFinite else { return value == 0 ? -.infinity : value }
    var significand = value.significand
    var exponent = Double(value.exponent)
    if significand > 1.414_213_562_373_095 {
      significand /= 2
      exponent += 1
    }
    let ratio = (significand - 1) / (significand + 1)
    let square = ratio * ratio
    var term = ratio
    var sum = 0.0
    // |ratio| < 0.172, so that 12 terms are enough for 53 bits.
    for power in 0..<12 {
      sum += term / Double(2 * power + 1)
      term *= square
    }
    return 2 * sum + exponent * 0.693_147_180_559_945_3
  }
}

extension PopulationStability {
  /// Of numbers: the classes are tenths of the numbers before, as far as the buckets allow.
  init?(_ before: ValueHistogram, _ after: ValueHistogram) {
    let old = before.coarsened(to: after.shift).entries
    let new = after.coarsened(to: before.shift).entries
    let tenth = max(1, before.count / 10)
    var ends: [UInt64] = []
    var counts: [Int] = []
    var count = 0
    for entry in old {
      count += entry.count
      if count >= tenth {
        ends.append(entry.key)
        counts.append(count)
        count = 0
      }
    }
    if count > 0 {
      if counts.isEmpty { counts.append(0) } else { ends.removeLast() }
      counts[counts.count - 1] += count
    } else if !ends.isEmpty {
      ends.removeLast()
    }
    // What lies outside of everything before is a class of its own at either end.
    guard let lowest = old.first?.key, let highest = old.last?.key else { return nil }
    var moved = [Int](repeating: 0, count: counts.count)
    var below = 0
    var above = 0
    for entry in new {
      if entry.key < lowest {
        below += entry.count
      } else if entry.key > highest {
        above += entry.count
      } else {
        moved[ends.firstIndex { entry.key <= $0 } ?? counts.count - 1] += entry.count
      }
    }
    if below > 0 { (counts, moved) = ([0] + counts, [below] + moved) }
    if above > 0 { (counts, moved) = (counts + [0], moved + [above]) }
    self.init(counts, moved)
  }
}
