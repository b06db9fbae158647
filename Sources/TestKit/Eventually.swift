/// Looks again and again until `condition` holds.
///
/// - Throws: where it does not within `limit`, what was waited for.
package func eventually(
  _ what: String, within limit: Duration = .seconds(30), _ condition: () async throws -> Bool
) async throws {
  let deadline = ContinuousClock.now + limit
  while try await !condition() {
    guard ContinuousClock.now < deadline else { throw NeverHappened(what: what) }
    try await Task.sleep(for: .milliseconds(5))
  }
}

package struct NeverHappened: Error, CustomStringConvertible {
  let what: String
  package var description: String { "waited for in vain: \(what)" }
}
