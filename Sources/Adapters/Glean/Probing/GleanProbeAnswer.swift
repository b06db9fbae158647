#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// What a server made of one question of a ``GleanProbe``.
public struct GleanProbeAnswer: Hashable, Sendable {
  /// Why the question was not answered; nil where it was.
  public let reason: GleanError.Reason?
  /// The server's time, where it said it; to the second.
  public let date: Date?
  /// From the question to the answer, connecting included.
  public let took: Duration

  /// Whether the service answered that it has no such datasource, which is an answer, too.
  public var saysDatasourceIsUnknown: Bool {
    reason.map { GleanError($0).saysDatasourceIsUnknown } ?? false
  }

  /// What keeps a connection from coming about; nil where one did.
  public var obstacle: Obstacle? {
    guard case .unreachable(let cause) = reason else { return nil }
    if cause.contains("cannot be resolved") { return .nameUnknown }
    if cause.contains("Connection refused") { return .refused }
    if cause.contains("WRONG_VERSION_NUMBER") { return .noTLS }
    if ["CERTIFICATE", "certificate", "HostName"].contains(where: cause.contains) { return .untrustedCertificate }
    return .other
  }

  public enum Obstacle: Hashable, Sendable {
    case nameUnknown, refused, untrustedCertificate
    /// Something listens that does not speak TLS.
    case noTLS
    case other
  }
}
