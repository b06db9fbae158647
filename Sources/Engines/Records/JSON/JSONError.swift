/// Why a text is not acceptable JSON, and where.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Kind: String, Sendable, Hashable, Codable {
    case empty
    case tooLarge
    case tooDeep
    case unexpectedEnd
    case unexpectedCharacter
    case trailingCharacters
    case invalidUTF8
    case controlCharacter
    case invalidEscape
    case loneSurrogate
    case invalidNumber
    case numberOutOfRange
    case duplicateName
    case outOfMemory
  }

  public let kind: Kind

  /// Bytes before the error.
  public let offset: Int

  /// Counted from 1.
  public let line: Int

  /// Counted from 1, in bytes.
  public let column: Int

  /// What is wrong and what would be right; holds no value of the text.
  public let message: String

  public init(kind: Kind, offset: Int, line: Int, column: Int, message: String) {
    self.kind = kind
    self.offset = offset
    self.line = line
    self.column = column
    self.message = message
  }

  public var description: String { "line \(line), column \(column): \(message)" }
}

extension JSONError {
  init(_ kind: Kind, at offset: Int, in bytes: UnsafeRawBufferPointer, _ message: String) {
    let before = bytes.prefix(offset)
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    var lines = 1
    for byte in before where byte == 0x0A { lines += 1 }
    self.init(kind: kind, offset: offset, line: lines, column: offset - lineStart + 1, message: message)
  }
}
