/// Requests sent, and how many of them failed.
package struct RequestCounts: Hashable, Sendable {
  package let sent: Int
  package let failed: Int

  package init(sent: Int, failed: Int) {
    self.sent = sent
    self.failed = failed
  }
}
