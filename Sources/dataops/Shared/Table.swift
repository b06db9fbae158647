/// Rows in aligned columns.
struct Table: Sendable {
  enum Alignment: Sendable { case left, right }

  struct Column: Sendable {
    let title: String
    var alignment = Alignment.left

    static func left(_ title: String) -> Column { Column(title: title) }
    static func right(_ title: String) -> Column { Column(title: title, alignment: .right) }
  }

  private let columns: [Column]
  private var rows: [[Line]] = []
  private static let gap = 2
  private static let narrowest = 8

  init(_ columns: [Column]) {
    self.columns = columns
  }

  /// Cells beyond the columns are not shown; missing ones are empty.
  mutating func add(_ cells: [Line]) { rows.append(cells) }

  var isEmpty: Bool { rows.isEmpty }

  /// Heading and rows.
  ///
  /// - Parameter width: the widest columns are shortened until a row fits it; nil for no limit.
  func lines(width: Int?, indentedBy indent: Int = 0) -> [Line] {
    let heading = columns.map { Line($0.title, .bold) }
    let all = [heading] + rows
    let widths = fitted(all, to: width.map { $0 - indent })
    let space = String(repeating: " ", count: indent)
    return all.map { cells in
      var line = Line(space)
      // No spaces are left at the end of a line.
      let last = min(cells.lastIndex { !$0.isEmpty } ?? 0, columns.count - 1)
      for (index, cell) in cells.prefix(last + 1).enumerated() {
        let fitting = cell.truncated(to: widths[index])
        let alignment = columns[index].alignment
        line =
          line
          + (index == last && alignment == .left ? fitting : fitting.padded(to: widths[index], alignment: alignment))
        if index != last { line = line + Line(String(repeating: " ", count: Self.gap)) }
      }
      return line
    }
  }

  private func fitted(_ all: [[Line]], to width: Int?) -> [Int] {
    var widths = columns.indices.map { index in
      all.reduce(0) { max($0, index < $1.count ? $1[index].width : 0) }
    }
    guard let width else { return widths }
    while widths.reduce(0, +) + Self.gap * (columns.count - 1) > width {
      guard let widest = widths.indices.max(by: { widths[$0] < widths[$1] }), widths[widest] > Self.narrowest else {
        break
      }
      widths[widest] -= 1
    }
    return widths
  }
}
