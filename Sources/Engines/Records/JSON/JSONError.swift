import CSimdJSON

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
    let text = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    let lineEnd = text.map { bytes_last_index_of($0, offset, 0x0A) } ?? offset
    let lineStart = lineEnd < offset ? lineEnd + 1 : 0
    let lines = text.map { bytes_count($0, lineStart, 0x0A) } ?? 0
    self.init(kind: kind, offset: offset, line: lines + 1, column: offset - lineStart + 1, message: message)
  }

  static let outOfMemory = JSONError(
    kind: .outOfMemory, offset: 0, line: 1, column: 1, message: "there is no memory for the buffers of the parser")
}
