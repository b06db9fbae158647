import Testing

@testable import DataRecords

@Suite struct `The scan for the end of a value` {
  /// Byte by byte, as a person would count.
  private func end(of bytes: ArraySlice<UInt8>) -> Int? {
    var depth = 0
    var isInString = false
    var isEscaped = false
    for (index, byte) in bytes.enumerated() {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
          if depth == 0 { return index + 1 }
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return index + 1 }
      default: break
      }
    }
    return nil
  }

  /// Text of the bytes that matter, inside of strings mostly backslashes and quotes.
  private func text(_ random: inout some RandomNumberGenerator) -> [UInt8] {
    let alphabet = Array(#"{}[]{[""\\\\ab,: "#.utf8)
    let first = Array("{[\"".utf8)
    var text = [first[Int.random(in: 0..<3, using: &random)]]
    for _ in 0..<Int.random(in: 0..<400, using: &random) {
      // A backslash outside of a string is no JSON; what follows it does not matter there.
      text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &random)])
    }
    return text
  }

  @Test func `agrees with counting byte by byte, wherever the text is cut`() {
    var random = SplitMix(state: 42)
    for round in 0..<2000 {
      let text = withoutStrayBackslashes(self.text(&random))
      let expected = end(of: text[...])
      let source = MemoryByteSource(text, longestRead: Int.random(in: 1...150, using: &random))
      let records = StreamedRecords(source, form: .concatenated, limits: .init(batchBytes: 64))
      let wanted = expected.map { String(decoding: text.prefix($0), as: UTF8.self) }
      #expect(records.texts.first == wanted, "round \(round): \(String(decoding: text, as: UTF8.self))")
      #expect(expected != nil || records.failure?.kind == .brokenStructure)
    }
  }

  private func withoutStrayBackslashes(_ text: [UInt8]) -> [UInt8] {
    var isInString = false
    var isEscaped = false
    return text.filter { byte in
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        return true
      }
      if byte == UInt8(ascii: "\"") { isInString = true }
      return byte != UInt8(ascii: "\\")
    }
  }

  private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }
}
