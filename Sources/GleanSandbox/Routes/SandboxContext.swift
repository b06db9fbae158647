import Hummingbird
import Logging
import NIOCore

/// What a handler knows of a request beside the request itself.
struct SandboxContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  let remoteAddress: SocketAddress?

  init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    remoteAddress = source.channel.remoteAddress
  }

  /// Whether the peer is on this machine.
  var isFromLoopback: Bool {
    switch remoteAddress {
    case .v4(let address): address.host.hasPrefix("127.") || remoteAddress?.ipAddress?.hasPrefix("127.") == true
    case .v6: remoteAddress?.ipAddress == "::1" || remoteAddress?.ipAddress?.hasPrefix("::ffff:127.") == true
    case .unixDomainSocket: true
    case nil: false
    }
  }
}
