/// The two kinds of token of a tenant; one is never valid in place of the other.
struct GleanCredentials: Sendable {
  var indexing: BearerToken?
  var client: BearerToken?

  func token(for family: GleanEndpoint.Family) -> BearerToken? {
    switch family {
    case .indexing: indexing
    case .client: client
    }
  }

  var all: [BearerToken] {
    [indexing, client].compactMap { $0 }
  }
}
