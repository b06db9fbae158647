import DataOpsCore
import DataOpsLifecycle

/// A connector as a person names it: its id, its name, its datasource, or enough of the beginning of its id.
struct ConnectorReference: Sendable {
  let text: String

  init(_ text: String) {
    self.text = text
  }

  /// - Throws: `not_found`; `conflict` where several fit.
  func resolve(in registry: any RegistryReading) throws -> GleanConnector {
    if let id = Identifier<GleanConnector>(text), let connector = try registry.connector(id) { return connector }
    let wanted = text.lowercased()
    let fitting = try registry.liveConnectors(of: nil) { connector in
      connector.name.lowercased() == wanted || connector.isDatasource(named: wanted)
        || wanted.count >= 8 && connector.id.description.hasPrefix(wanted)
    }
    guard fitting.count <= 1 else {
      throw Failure(
        .conflict, "\(fitting.count) connectors are called '\(text)'",
        remedy: "Use an id instead: " + fitting.prefix(5).map(\.id.description).joined(separator: ", "))
    }
    guard let connector = fitting.first else {
      throw Failure(
        .notFound, "there is no connector '\(text.prefix(100))'", remedy: "See what there is: dataops connector list")
    }
    return connector
  }
}

extension RegistryReading {
  /// Those that are not archived and that `isWanted` takes, newest first, however many there are.
  func liveConnectors(
    of client: Identifier<Client>?, limit: Int = .max, where isWanted: (GleanConnector) throws -> Bool
  ) throws -> [GleanConnector] {
    var wanted: [GleanConnector] = []
    var last: Identifier<GleanConnector>?
    while wanted.count < limit {
      let page = try liveConnectors(of: client, after: last, limit: 1000)
      guard let end = page.last else { break }
      wanted += try page.filter(isWanted)
      last = end.id
    }
    return Array(wanted.prefix(limit))
  }
}
