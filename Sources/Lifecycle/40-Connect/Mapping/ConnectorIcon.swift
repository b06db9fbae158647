package import DataOpsCore
internal import Foundation

extension DatasourceRegistration.Icon {
  /// The product's own picture of a connector's content, drawn on a transparent ground: nobody's trademark, and nothing to be fetched.
  package init(_ type: ConnectorType) {
    self.init(url: Self.url(type.drawing, "#1f3a5f"), darkURL: Self.url(type.drawing, "#dbe7f5"))
  }

  private static func url(_ drawing: String, _ colour: String) -> String {
    let svg =
      "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 24 24' fill='none' stroke='\(colour)' "
      + "stroke-width='2' stroke-linecap='round' stroke-linejoin='round'><path d='\(drawing)'/></svg>"
    return "data:image/svg+xml;base64," + Data(svg.utf8).base64EncodedString()
  }
}

extension ConnectorType {
  /// Lines in a square of 24 by 24.
  fileprivate var drawing: String {
    switch self {
    // An open book.
    case .confluence: "M12 6c-2-2-5-2-9-2v14c4 0 7 0 9 2 2-2 5-2 9-2V4c-4 0-7 0-9 2zM12 6v14"
    // A branch that is merged.
    case .github:
      "M6 9v6M6 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM6 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z"
        + "M18 11a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM18 11c0 4-6 3-10 5"
    // A speech bubble.
    case .slack: "M4 5h16v11h-8l-5 4v-4H4zM8 9h8M8 12h5"
    // A ticked card.
    case .jira: "M4 4h16v16H4zM8 12l3 3 5-6"
    // A sheet with a folded corner.
    case .gdrive: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6"
    // A stack of layers.
    case .custom: "M12 3l9 5-9 5-9-5zM3 12l9 5 9-5M3 16l9 5 9-5"
    }
  }
}
