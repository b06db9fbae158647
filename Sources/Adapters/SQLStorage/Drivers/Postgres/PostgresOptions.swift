/// How a process uses its server.
package struct PostgresOptions: Sendable, Hashable {
  /// How the server's own views name this process.
  package var application = "dataops"
  /// Sessions open at once at most.
  package var sessions = 10
  /// How long a transaction waits for a session while all are in use.
  package var patienceForSession: Duration = .seconds(10)
  /// How long a transaction is tried again while the server is away: a restart, or a replica that takes over.
  package var patience: Duration = .seconds(30)
  package var limits = PostgresLimits()

  package init() {}
}

/// How long things may take at the server.
package struct PostgresLimits: Sendable, Hashable {
  package var statement: Duration = .seconds(60)
  package var lock: Duration = .seconds(20)
  /// A process that was stopped inside of a transaction loses it, and the locks with it.
  package var idleInTransaction: Duration = .seconds(30)

  package init() {}
}
