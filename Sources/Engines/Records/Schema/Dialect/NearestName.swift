/// Finds the name that somebody probably meant.
package enum NearestName {
  /// The candidate that is closest to `name`, if it is close enough to be a typing error.
  package static func of(_ name: String, among candidates: some Sequence<String>) -> String? {
    let typed = Array(name.lowercased().utf8.prefix(64))
    let allowed = max(1, typed.count / 3)
    var best: (name: String, distance: Int)?
    for candidate in candidates {
      let distance = distance(typed, Array(candidate.lowercased().utf8.prefix(64)))
      if distance <= allowed, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// `did you mean "x"?` where a candidate is close, else the candidates themselves.
  package static func advice(for name: String, among candidates: [String]) -> String {
    if let nearest = of(name, among: candidates) { return "did you mean \"\(nearest)\"?" }
    guard !candidates.isEmpty else { return "remove it" }
    let shown = candidates.prefix(30).joined(separator: ", ")
    return "use one of: \(shown)\(candidates.count > 30 ? ", …" : "")"
  }

  /// Edits (insert, delete, replace, swap neighbours) from one text to the other.
  private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for (row, byte) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        var cost = min(last[column + 1] + 1, current[column] + 1, last[column] + (byte == other ? 0 : 1))
        if row > 0, column > 0, byte == right[column - 1], left[row - 1] == other {
          cost = min(cost, beforeLast[column - 1] + 1)
        }
        current.append(cost)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
