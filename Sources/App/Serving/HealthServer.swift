internal import DataOpsCore
internal import DataOpsDurable
internal import DataOpsLifecycle
internal import Hummingbird
internal import Logging
internal import NIOCore
internal import ServiceLifecycle

/// Says over HTTP whether this process is alive (`/live`) and can do its work (`/ready`: the registry answers).
struct HealthServer: Service {
  let address: ListenAddress
  let services: Services
  /// Told the address, once it is listened to.
  let ready: @Sendable (String?) -> Void

  func run() async throws {
    let router = Router()
    router.get("/live") { _, _ in "alive\n" }
    router.get("/ready") { [services] _, _ -> Response in
      do {
        try await services.time.limit(.seconds(2)) {
          _ = try await services.storage.read { try $0.schedules() }
        } orThrow: {
          Failure(.storageUnreachable, "the registry does not answer")
        }
        return Response(status: .ok, body: .init(byteBuffer: ByteBuffer(string: "ready\n")))
      } catch {
        let failure = Failure(wrapping: error)
        return Response(
          status: .serviceUnavailable, body: .init(byteBuffer: ByteBuffer(string: "\(failure.message)\n")))
      }
    }
    var quiet = services.logger
    if quiet.logLevel < .warning { quiet.logLevel = .warning }
    let application = Hummingbird.Application(
      router: router,
      configuration: .init(address: .hostname(address.host, port: address.port), serverName: "dataops"),
      onServerRunning: { [ready, address] channel in
        ready("http://\(address.host):\(channel.localAddress?.port ?? address.port)")
      }, logger: quiet)
    do { try await application.run() } catch {
      throw Failure(
        .storageFailed, "nothing can listen on \(address)", remedy: "Choose another address: setting api.listen.",
        retryable: false)
    }
  }
}
