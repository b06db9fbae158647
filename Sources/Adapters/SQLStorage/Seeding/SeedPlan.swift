package import DataOpsCore

/// How large a made-up registry is to be: for measuring, and for trying things at the size that they are made for.
///
/// The same plan gives the same rows, byte for byte, in every database.
package struct SeedPlan: Hashable, Sendable {
  /// Datasets that are not archived.
  package let active: Int
  package let archived: Int
  package let templates: Int
  package let clients: Int
  package let seed: UInt64
  /// When it all ends: nothing that happened is later, and every expiry is.
  package let now: Timestamp

  /// - Throws: `invalid_request` for numbers that do not go together.
  package init(
    active: Int = 10_000, archived: Int = 100_000, templates: Int = 500, clients: Int = 200, seed: UInt64 = 1,
    now: Timestamp
  ) throws(Failure) {
    for (count, what, highest) in [
      (active, "active datasets", 1_000_000), (archived, "archived datasets", 10_000_000),
      (templates, "templates", 100_000), (clients, "clients", 100_000),
    ] where !(0...highest).contains(count) {
      throw Failure(.invalidRequest, "\(count) is no number of \(what)", remedy: "Ask for 0 to \(highest.grouped).")
    }
    guard active + archived == 0 || clients > 0 else {
      throw Failure(.invalidRequest, "datasets need a client", remedy: "Ask for at least one.")
    }
    guard active <= clients * Client.datasetLimit else {
      throw Failure(
        .invalidRequest, "\(clients.of("client")) cannot have \(active.of("active dataset"))",
        remedy: "A client has at most \(Client.datasetLimit); ask for more clients, or for fewer datasets.")
    }
    self.active = active
    self.archived = archived
    self.templates = templates
    self.clients = clients
    self.seed = seed
    self.now = now
  }

  package var datasets: Int { active + archived }
}

/// How far a seed load has come.
package struct SeedProgress: Hashable, Sendable {
  package let datasets: Int
  package let rows: Int
}
