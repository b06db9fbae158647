/// One line for a person, in pieces that may have a style of their own.
///
/// Whatever it was made from, printing it moves no cursor and hides no text: control and invisible characters are shown escaped.
struct Line: Hashable, Sendable {
  struct Span: Hashable, Sendable {
    var text: String
    var style: Style?
  }

  private(set) var spans: [Span]

  init(_ text: String = "", _ style: Style? = nil) {
    spans = text.isEmpty ? [] : [Span(text: text.escapingControls, style: style)]
  }

  var isEmpty: Bool { spans.isEmpty }

  /// Columns of a terminal that it takes.
  var width: Int { spans.reduce(0) { $0 + $1.text.displayWidth } }

  static func + (left: Line, right: Line) -> Line {
    var line = left
    line.spans += right.spans
    return line
  }

  /// The text with the terminal's codes for its styles, or without.
  func rendered(inColour: Bool) -> String {
    spans.reduce(into: "") { text, span in
      if inColour, let style = span.style {
        text += "\u{1B}[\(style.code)m\(span.text)\u{1B}[0m"
      } else {
        text += span.text
      }
    }
  }

  /// At most `width` columns, the last one `…` where something is left out.
  func truncated(to width: Int) -> Line {
    guard self.width > width else { return self }
    var line = Line()
    var room = max(0, width - 1)
    for span in spans {
      let kept = span.text.prefix(displayWidth: room)
      line.spans.append(Span(text: kept, style: span.style))
      room -= kept.displayWidth
      if kept.count < span.text.count { break }
    }
    line.spans.append(Span(text: "…", style: nil))
    return line
  }

  func padded(to width: Int, alignment: Table.Alignment) -> Line {
    let space = Line(String(repeating: " ", count: max(0, width - self.width)))
    return alignment == .left ? self + space : space + self
  }

  /// The lines of a text of several.
  static func lines(of text: String, indentedBy indent: Int = 0, style: Style? = nil) -> [Line] {
    let space = Line(String(repeating: " ", count: indent))
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { space + Line(String($0), style) }
  }
}

extension Line: ExpressibleByStringInterpolation {
  init(stringLiteral value: String) { self.init(value) }

  init(stringInterpolation: StringInterpolation) { self = stringInterpolation.line }

  struct StringInterpolation: StringInterpolationProtocol {
    var line = Line()

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: String) { line = line + Line(literal) }
    mutating func appendInterpolation(_ value: some CustomStringConvertible) { line = line + Line(value.description) }
    mutating func appendInterpolation(_ value: some CustomStringConvertible, _ style: Style) {
      line = line + Line(value.description, style)
    }
    mutating func appendInterpolation(_ other: Line) { line = line + other }
  }
}

/// How a piece of text stands out on a terminal.
enum Style: Hashable, Sendable {
  case bold, dim, good, bad, notice

  fileprivate var code: String {
    switch self {
    case .bold: "1"
    case .dim: "2"
    case .good: "32"
    case .bad: "31"
    case .notice: "33"
    }
  }
}
