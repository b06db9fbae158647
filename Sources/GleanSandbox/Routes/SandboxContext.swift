import Hummingbird
import Logging
import NIOCore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a handler knows of a request beside the request itself.
struct SandboxContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Whose token the request carries; nil for the console.
  var caller: Caller?
  /// Which documents are dropped although they are accepted, when a fault says so.
  var dropping: PartialAcceptance?
  private let channel: any Channel

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    channel = source.channel
  }

  /// The address of the peer as text; empty for a peer without one.
  var peerAddress: String { channel.remoteAddress?.ipAddress ?? "" }

  /// Whether the peer is on this machine.
  var isFromLoopback: Bool {
    switch channel.remoteAddress {
    case .v4, .v6: Self.loopback.contains { $0.contains(peerAddress) }
    case .unixDomainSocket: true
    case nil: false
    }
  }

  private static let loopback = ["127.0.0.0/8", "::1"].compactMap(AddressRange.init)

  /// Ends the connection without another byte, as a server does that gives up.
  func closeConnection() async {
    try? await channel.close(mode: .all).get()
  }

  /// Ends the connection with a reset, as a crash or a middle box does.
  func resetConnection() async {
    if let socket = channel as? any SocketOptionProvider {
      try? await socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
    }
    await closeConnection()
  }
}

extension SandboxContext {
  /// Lets the caller at a datasource.
  ///
  /// - Throws: 401 when its token is limited to others.
  func require(datasource name: String) throws(Refusal) {
    try signedIn().require(datasource: name)
  }

  /// Lets the caller at one datasource, or at all when it names none.
  ///
  /// - Throws: 401 when its token is limited to others.
  func require(datasourceOrAll name: String?) throws(Refusal) {
    if let name { try require(datasource: name) } else { try signedIn().requireEveryDatasource() }
  }

  /// - Throws: 401 when the request has no caller, which no route past the gate has.
  func signedIn() throws(Refusal) -> Caller {
    guard let caller else { throw Refusal(.unauthorized, "Not Authorized: the token is missing or invalid.") }
    return caller
  }
}
