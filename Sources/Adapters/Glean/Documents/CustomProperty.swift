/// A property of a document beyond the fields that every document has.
public struct CustomProperty: Codable, Hashable, Sendable {
  public var name: String?
  public var value: Value?

  public init(name: String?, value: Value?) {
    self.name = name
    self.value = value
  }

  /// The value of a custom property: text, a number or a list of texts. The service takes no boolean.
  public enum Value: Hashable, Sendable {
    case text(String)
    case integer(Int64)
    case number(Double)
    case list([String])
  }
}

extension CustomProperty.Value: Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let text = try? container.decode(String.self) {
      self = .text(text)
    } else if let integer = try? container.decode(Int64.self) {
      self = .integer(integer)
    } else if let number = try? container.decode(Double.self) {
      self = .number(number)
    } else if let list = try? container.decode([String].self) {
      self = .list(list)
    } else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a custom property is a text, a number or a list of texts")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .text(let text): try container.encode(text)
    case .integer(let integer): try container.encode(integer)
    case .number(let number): try container.encode(number)
    case .list(let list): try container.encode(list)
    }
  }
}
