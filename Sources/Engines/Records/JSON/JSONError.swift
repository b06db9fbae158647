import CSimdJSON

/// Why a text is not acceptable JSON, and where.
public struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong, for programs; the clauses are those of RFC 8259.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// There is no value in the text (section 2).
    case empty
    /// The text is longer than ``JSONLimits/maximumBytes``.
    case tooLarge
    /// Arrays and objects are nested deeper than ``JSONLimits/maximumDepth``.
    case tooDeep
    /// The text ends inside of a value.
    case unexpectedEnd
    /// Something else must stand here (section 2).
    case unexpectedCharacter
    /// Something stands behind the value (section 2).
    case trailingCharacters
    /// Bytes that are not UTF-8 (section 8.1).
    case invalidUTF8
    /// A control character that is not escaped (section 7).
    case controlCharacter
    /// A backslash before something that it does not escape (section 7).
    case invalidEscape
    /// Half of a surrogate pair (section 8.2).
    case loneSurrogate
    /// Something like a number that is none (section 6).
    case invalidNumber
    /// A number beyond the limits of ``ExactNumber``.
    case numberOutOfRange
    /// A name that the object has already (section 4).
    case duplicateName
    /// There was no memory to read the text.
    case outOfMemory
  }

  /// What is wrong, for programs.
  public let kind: Kind

  /// Bytes before the error.
  public let offset: Int

  /// Counted from 1.
  public let line: Int

  /// Counted from 1, in bytes.
  public let column: Int

  /// What is wrong and what would be right; holds no value of the text.
  public let message: String

  /// - Parameters:
  ///   - offset: bytes before the error.
  ///   - line: counted from 1.
  ///   - column: counted from 1, in bytes.
  public init(kind: Kind, offset: Int, line: Int, column: Int, message: String) {
    self.kind = kind
    self.offset = offset
    self.line = line
    self.column = column
    self.message = message
  }

  /// `line 3, column 14: …`.
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
