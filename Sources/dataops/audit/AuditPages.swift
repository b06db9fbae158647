import DataOpsCore
import DataOpsLifecycle

/// Walks the audit trail a page at a time, so that its length does not matter.
struct AuditPages: Sendable {
  private static let pageSize = 1000
  let storage: any Storage
  var filter = AuditFilter()

  func forEachPage(_ body: ([AuditEvent]) throws(Failure) -> Void) async throws(Failure) {
    var last: Int64 = 0
    while true {
      let page = try await storage.reading { [filter, last] registry in
        try registry.auditEvents(after: last, filter: filter, limit: Self.pageSize)
      }
      guard let end = page.last else { return }
      try body(page)
      last = end.sequence
    }
  }
}
