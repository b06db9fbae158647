package import DataOpsCore

/// A registry as an operator sees it: where it is, which schema it has, what is in it and who works on it.
package struct RegistryState: Encodable, Sendable {
  /// The path of the file, or the address of the database without user and password.
  package let place: String
  /// Nil where there is no registry.
  package let schema: Int?
  /// The schema that this program makes.
  package let programSchema: Int
  /// Nil where this program cannot work with it.
  package let contents: Contents?
  /// What keeps this program from working with it.
  package let obstacle: Failure?

  package struct Contents: Encodable, Sendable {
    package let id: Identifier<DatasetRegistry>
    package let clients: Int
    /// By status, in its written form; those of which there are none are not named.
    package let datasets: [String: Int]
    package let waiting: Int
    package let running: Int
    /// Operations that failed for good and were not taken up again.
    package let dead: Int
    /// Datasets and clients with events that were not sent yet.
    package let eventsWaiting: Int
    /// What only people can do and have not done.
    package let manualActions: Int
    /// Of these, how many were to be done by now.
    package let manualActionsOverdue: Int
    /// Those that somebody holds; not those that ran out.
    package let leases: [SharedLease]
    package let schedules: [Schedule]
    /// How far this machine's clock is before the server's, where that is two seconds or more; negative where it is behind.
    package let clockSkewSeconds: Int?
  }
}
