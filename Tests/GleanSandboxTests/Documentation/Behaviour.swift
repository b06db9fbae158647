/// Something that the server does as Glean does it: from where we know, and which tests show it.
struct Behaviour: Sendable {
  /// From where a behaviour is known.
  enum Source: Sendable {
    /// A page of developers.glean.com, by its path.
    case page(String)
    /// The OpenAPI documents of `gleanwork/open-api`, commit 07d6ffe (info.version 0.9.0).
    case openAPI(String)
    /// The Python packages `glean-api-client` and `glean-indexing-sdk`.
    case client(String)
    /// What others wrote about calls to a live tenant.
    case field(String)
    /// Nobody says; this is what we chose, and why.
    case choice(String)

    var text: String {
      switch self {
      case .page(let path): "[\(path)](https://developers.glean.com/\(path))"
      case .openAPI(let document): "OpenAPI \(document), 0.9.0"
      case .client(let place): place
      case .field(let reports): "field report: \(reports)"
      case .choice(let reason): "our choice: \(reason)"
      }
    }
  }

  var text: String
  var sources: [Source]
  /// The tests, as `Suite.name`.
  var tests: [String]

  init(_ text: String, _ sources: Source..., tests: String...) {
    self.text = text
    self.sources = sources
    self.tests = tests
  }

  /// The behaviour as a row of the table.
  var row: String {
    let cells = [text, sources.map(\.text).joined(separator: "; "), tests.joined(separator: "<br>")]
    return "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
  }
}

extension Behaviour {
  /// Every part of the table with its title, in the order of the page.
  static let parts: [(title: String, behaviours: [Behaviour])] = [
    ("Tokens", tokens), ("Limits", limits), ("Who sees what", access), ("Datasources", datasources),
    ("Documents", documents), ("Bulk uploads", bulk), ("People and groups", identities), ("Debugging", debugging),
    ("On the wire", wire), ("Time and faults", faults),
  ]
}
