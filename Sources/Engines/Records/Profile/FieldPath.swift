/// The way from a record to a value inside it, the same for all elements of an array.
///
/// Written as a JSON pointer (RFC 6901) in which `*` stands for every element of an array: `/labels/*`,
/// `/comments/*/author`. A member whose name is a single asterisk is written `~2`, which no other pointer holds.
public struct FieldPath: Sendable {
  /// A step inwards.
  public enum Step: Sendable {
    /// Into a member of an object.
    case member(String)
    /// Into any element of an array.
    case element
  }

  /// From the outside to the inside; none of them means the record itself.
  public let steps: [Step]

  /// The record itself unless steps are given.
  public init(_ steps: [Step] = []) { self.steps = steps }

  /// Reads the written form; nil if it is none.
  public init?(_ text: String) {
    var steps: [Step] = []
    guard text.isEmpty || text.utf8.first == UInt8(ascii: "/") else { return nil }
    for token in text.utf8.dropFirst(1).split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    where !text.isEmpty {
      guard let step = Step(token) else { return nil }
      steps.append(step)
    }
    self.steps = steps
  }

  /// The path that goes one step further.
  public func appending(_ step: Step) -> FieldPath { FieldPath(steps + [step]) }

  /// The path without its last step; nil for the record itself.
  public var parent: FieldPath? { steps.isEmpty ? nil : FieldPath(steps.dropLast()) }

  /// For a sentence: `author.id`, `labels[]`, or `the record`.
  public var subject: String {
    var text = ""
    for step in steps {
      switch step {
      case .member(let name): text += text.isEmpty ? name : ".\(name)"
      case .element: text += "[]"
      }
    }
    return text.isEmpty ? "the record" : text
  }

  private init(_ steps: ArraySlice<Step>) { self.steps = Array(steps) }
}

extension FieldPath: CustomStringConvertible {
  /// The written form; reads back as the same path.
  public var description: String {
    var text = ""
    for step in steps {
      text += "/"
      switch step {
      case .element: text += "*"
      case .member("*"): text += "~2"
      case .member(let name):
        for scalar in name.unicodeScalars {
          switch scalar {
          case "~": text += "~0"
          case "/": text += "~1"
          default: text.unicodeScalars.append(scalar)
          }
        }
      }
    }
    return text
  }
}

extension FieldPath.Step {
  /// The step of an escaped token; nil if a `~` is not part of `~0`, `~1` or `~2`.
  fileprivate init?(_ token: Substring.UTF8View) {
    guard !token.elementsEqual([UInt8(ascii: "*")]) else {
      self = .element
      return
    }
    var name: [UInt8] = []
    var bytes = token.makeIterator()
    while let byte = bytes.next() {
      guard byte == UInt8(ascii: "~") else {
        name.append(byte)
        continue
      }
      switch bytes.next() {
      case UInt8(ascii: "0"): name.append(UInt8(ascii: "~"))
      case UInt8(ascii: "1"): name.append(UInt8(ascii: "/"))
      case UInt8(ascii: "2"): name.append(UInt8(ascii: "*"))
      default: return nil
      }
    }
    self = .member(String(decoding: name, as: UTF8.self))
  }
}

// Names are the same when their code points are (RFC 8259 §8.3), which is stricter than equality of strings.
extension FieldPath.Step: Hashable {
  public static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.element, .element): true
    case (.member(let left), .member(let right)): left.utf8.elementsEqual(right.utf8)
    default: false
    }
  }

  public func hash(into hasher: inout Hasher) {
    guard case .member(var name) = self else { return hasher.combine(0 as UInt8) }
    name.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(1 as UInt8)
  }
}

extension FieldPath: Hashable, Codable {
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let path = FieldPath(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "a field is written as a JSON pointer with * for array elements")
    }
    self = path
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
