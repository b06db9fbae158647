package import Foundation

/// The identity of one `Entity`: a UUID that cannot be mistaken for the identity of anything else.
package struct Identifier<Entity>: Hashable, Sendable {
  package let uuid: UUID

  package init(_ uuid: UUID) {
    self.uuid = uuid
  }

  /// A version 7 UUID (RFC 9562 §5.7): sorted by `instant`, distinguished by the generator's next 74 bits.
  package init(at instant: Timestamp, using generator: inout some RandomNumberGenerator) {
    let milliseconds = UInt64(clamping: instant.microseconds / 1000)
    let (a, b): (UInt64, UInt64) = (generator.next(), generator.next())
    let byte = { (value: UInt64, shift: Int) in UInt8(truncatingIfNeeded: value >> UInt64(shift)) }
    uuid = UUID(
      uuid: (
        byte(milliseconds, 40), byte(milliseconds, 32), byte(milliseconds, 24), byte(milliseconds, 16),
        byte(milliseconds, 8), byte(milliseconds, 0),
        0x70 | (byte(a, 8) & 0x0F), byte(a, 0),
        0x80 | (byte(b, 56) & 0x3F), byte(b, 48), byte(b, 40), byte(b, 32),
        byte(b, 24), byte(b, 16), byte(b, 8), byte(b, 0)
      ))
  }
}

extension Identifier: LosslessStringConvertible {
  /// Reads the text of RFC 9562 §4, in small or capital letters; nil for anything else.
  package init?(_ description: String) {
    guard let uuid = UUID(hexadecimal: description.utf8) else { return nil }
    self.init(uuid)
  }

  package var description: String { uuid.hexadecimal }
}

extension Identifier: Comparable {
  package static func < (left: Self, right: Self) -> Bool { left.uuid < right.uuid }
}

extension Identifier: Codable {
  package init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let identifier = Identifier(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "'\(text)' is not a UUID"))
    }
    self = identifier
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
