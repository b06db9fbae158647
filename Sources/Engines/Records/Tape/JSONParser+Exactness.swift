import CSimdJSON

extension JSONParser {
  /// Whether the text holds a number that the quick tape does not hold exactly.
  ///
  /// The quick tape holds integers that fit 64 bits, and doubles. A double stands for the shortest decimal that reads
  /// back as it, so it is exact for a number that was written with the digits of that decimal. Numbers of 10^15 and
  /// beyond that are not written as integers are taken for inexact, because doubles leave integers out from 2^53 on.
  ///
  /// - Requires: the text was accepted.
  /// - Parameter hasExtremes: false if every double that counts is, but for its sign, at least 10^-290 and less than
  ///   10^15: then only the number of digits is looked at, which is a third faster.
  /// - Complexity: linear, 64 bytes at a step as long as no long run of digits is met.
  func needsExactness(_ bytes: UnsafeRawBufferPointer, hasExtremes: Bool = true) -> Bool {
    guard let base = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return false }
    return numbers_are_big(base, bytes.count, hasExtremes ? 1 : 0) != 0
  }

  /// Reads onto a tape on which every number is exact; those that 64 bits do not hold have the tag ``Tag/big``.
  ///
  /// A tenth as fast as ``parse(_:isPadded:)``. A tape that ``parse(_:isPadded:)`` has made stays valid.
  ///
  /// - Returns: the root, valid until the next document that is read exactly; nil if the text is not acceptable.
  func parseExactly(_ bytes: UnsafeRawBufferPointer) -> TapeValue? {
    try? readExactly(bytes)
  }

  /// As ``parseExactly(_:)``, but says what is wrong.
  func readExactly(_ bytes: UnsafeRawBufferPointer) throws(JSONError) -> TapeValue {
    if let error = ExactReader.sizeError(bytes.count, limits) { throw error }
    isOutOfMemory = false
    guard let tape = exactTape(forBytes: bytes.count) else {
      isOutOfMemory = true
      throw .outOfMemory
    }
    var reader = ExactReader(bytes, limits: limits, tape: tape)
    try reader.read()
    return TapeValue(tape: tape.words, strings: tape.strings, index: 1)
  }

  /// Why ``parse(_:isPadded:)`` gave nil; reads the text once more to find the place.
  func failure(of bytes: UnsafeRawBufferPointer) -> JSONError {
    guard !isOutOfMemory else { return .outOfMemory }
    do throws(JSONError) {
      _ = try readExactly(bytes)
    } catch {
      return error
    }
    return JSONError(.numberOutOfRange, at: 0, in: bytes, "the text holds a number beyond 64 bits")
  }

  private func exactTape(forBytes count: Int) -> TapeBuffer? {
    if let tape = exactTape, tape.fits(count) { return tape }
    exactTape = nil
    exactTape = TapeBuffer(forBytes: max(count, 4096))
    return exactTape
  }
}
