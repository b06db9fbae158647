import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle

/// An HTTP server on this machine that answers every request alike.
enum UniformServer {
  /// - Parameters:
  ///   - status: of every answer; nil to keep every request waiting until the server ends.
  ///   - seen: told of every request before it is answered.
  static func run<Result: Sendable>(
    status: HTTPResponse.Status?, headers: HTTPFields = [:],
    seen: @escaping @Sendable (_ headers: HTTPFields, _ body: [UInt8]) -> Void = { _, _ in },
    body: @Sendable (_ baseURL: String) async throws -> Result
  ) async throws -> Result {
    let (ports, announcePort) = AsyncStream.makeStream(of: Int.self)
    let (ends, ended) = AsyncStream.makeStream(of: Void.self)
    var logger = Logger(label: "uniform-server")
    logger.logLevel = .critical
    let application = Application(
      responder: CallbackResponder { request, _ in
        let received = try await request.body.collect(upTo: 64 << 20)
        seen(request.headers, Array(received.readableBytesView))
        if let status { return Response(status: status, headers: headers) }
        for await _ in ends {}
        return Response(status: .serviceUnavailable)
      } as CallbackResponder<BasicRequestContext>,
      configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
      onServerRunning: { channel in announcePort.yield(channel.localAddress?.port ?? 0) }, logger: logger)
    let services = ServiceGroup(
      configuration: ServiceGroupConfiguration(services: [application], gracefulShutdownSignals: [], logger: logger))
    return try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        // A server that could not start announces no port.
        defer { announcePort.finish() }
        try await services.run()
      }
      var port: Int?
      for await announced in ports {
        port = announced
        break
      }
      let result: Swift.Result<Result, any Error>
      do { result = .success(try await body("http://127.0.0.1:\(port ?? 0)")) } catch { result = .failure(error) }
      ended.finish()
      await services.triggerGracefulShutdown()
      try await group.waitForAll()
      return try result.get()
    }
  }
}
