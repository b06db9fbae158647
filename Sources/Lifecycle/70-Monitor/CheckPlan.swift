package import DataOpsCore
internal import Foundation

/// What the checks of a connector look at, one after the other: one look, and so one request, each.
///
/// Glean documents 30 requests a second and 5 searches a second for a token, and 8,000 requests a minute for an address; the client
/// leaves a hundredth of the first two. Ten thousand connectors in five minutes are 33.3 checks a second. Of eight checks one asks a
/// sample query, one reads the configuration and six read the status, so that even ten thousand connectors behind a single token
/// stay below what is spent:
///
/// | | one token has all | one of 200 tokens | spent at most | limit |
/// |---|---|---|---|---|
/// | searches a second | 4.17 | 0.02 | 4.95 | 5 |
/// | other requests a second | 29.17 | 0.15 | 29.7 | 30 |
/// | requests a minute | 2,000 | 10, and 2,000 from one address | | 8,000 |
///
/// What is behind a single token then waits behind uploads, and rounds get longer while these run. A token has fifty connectors in
/// practice: a client may have no more datasets.
package enum CheckPlan {
  /// Rounds after which looks come again.
  package static let cycle = 8

  /// The look of a check: where one failed, there again, until it passes; otherwise by the plan.
  ///
  /// - Parameter canQuery: whether the connector keeps sample queries and somebody to ask them as, and is not unhealthy: an answer
  ///   to a query does not say that it is well again.
  package static func look(of watch: ConnectorWatch, canQuery: Bool) -> ConnectorLook {
    if let failed = watch.record.failedLook { return failed }
    // Connectors that were connected together do not ask their queries together.
    let phase = Int(watch.connectorID.uuid.uuid.15)
    switch (watch.round + phase) % cycle {
    // The first check of a connector says whether it is there at all.
    case _ where watch.lastCheckAt == nil: return .status
    case 3: return .configuration
    case 7: return canQuery ? .query : .status
    default: return .status
    }
  }
}
