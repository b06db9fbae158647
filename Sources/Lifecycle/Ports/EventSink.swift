package import DataOpsCore

/// Where events are sent.
package protocol EventSink: Sendable {
  /// Sends one event; when this returns, the other side has it.
  ///
  /// - Throws: why it was not taken.
  func send(_ event: OutboxEvent) async throws(Failure)
}
