/// The encoding of RFC 3492 for labels that are not ASCII, without `xn--`.
enum Punycode {
  private static let base = 36
  private static let initial = 128

  /// - Requires: The label is short, so that no number overflows.
  static func encoding(_ label: [Unicode.Scalar]) -> [Unicode.Scalar] {
    var output = label.filter { $0.isASCII }
    let basicCount = output.count
    if basicCount > 0 { output.append("-") }
    var (code, delta, bias, handled) = (initial, 0, 72, basicCount)
    while handled < label.count {
      guard let next = label.lazy.map({ Int($0.value) }).filter({ $0 >= code }).min() else { break }
      delta &+= (next &- code) &* (handled + 1)
      code = next
      for scalar in label {
        if scalar.value < code { delta &+= 1 }
        guard scalar.value == code else { continue }
        var rest = delta
        var position = base
        while rest >= threshold(position, bias) {
          let threshold = threshold(position, bias)
          output.append(digit(threshold + (rest - threshold) % (base - threshold)))
          rest = (rest - threshold) / (base - threshold)
          position += base
        }
        output.append(digit(rest))
        bias = adapted(delta, handled + 1, isFirst: handled == basicCount)
        delta = 0
        handled += 1
      }
      delta &+= 1
      code += 1
    }
    return output
  }

  /// Nil for what is no encoding.
  ///
  /// - Parameter text: In lower case.
  static func decoding(_ text: [Unicode.Scalar]) -> [Unicode.Scalar]? {
    let hyphen = text.lastIndex(of: "-")
    var output = hyphen.map { Array(text[..<$0]) } ?? []
    var rest = text[(hyphen.map { $0 + 1 } ?? 0)...]
    var (code, index, bias) = (initial, 0, 72)
    while !rest.isEmpty {
      let before = index
      var weight = 1
      var position = base
      while true {
        guard let value = rest.popFirst().flatMap(value) else { return nil }
        index += value * weight
        let threshold = threshold(position, bias)
        if value < threshold { break }
        weight *= base - threshold
        position += base
        guard weight < 1 << 40, index < 1 << 40 else { return nil }
      }
      bias = adapted(index - before, output.count + 1, isFirst: before == 0)
      code += index / (output.count + 1)
      index %= output.count + 1
      guard code <= 0x10FFFF, let scalar = Unicode.Scalar(UInt32(code)) else { return nil }
      output.insert(scalar, at: index)
      index += 1
    }
    return output
  }

  private static func threshold(_ position: Int, _ bias: Int) -> Int { min(max(position - bias, 1), 26) }

  private static func adapted(_ delta: Int, _ count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var steps = 0
    while delta > 455 {
      delta /= 35
      steps += base
    }
    return steps + 36 * delta / (delta + 38)
  }

  private static func digit(_ value: Int) -> Unicode.Scalar {
    Unicode.Scalar(UInt8(truncatingIfNeeded: value < 26 ? 0x61 + value : 0x16 + value))
  }

  private static func value(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar {
    case "a"..."z": Int(scalar.value) - 0x61
    case "0"..."9": Int(scalar.value) - 0x16
    default: nil
    }
  }
}
