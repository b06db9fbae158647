import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A TCP server on this machine for what no HTTP server would do: reset a connection, end within an answer, talk
/// something else. It handles one connection after the other, each with the next answer of its script.
package final class RawServer: Sendable {
  package enum Answer: Sendable {
    /// Reads the request and resets the connection.
    case reset
    /// Reads the request and closes the connection without a word.
    case close
    /// Reads the request, sends this text, and closes.
    case text(String)
  }

  package let port: Int
  private let descriptor: Int32
  private let requests = Mutex(0)

  package var baseURL: String {
    "http://127.0.0.1:\(port)"
  }

  /// The number of requests read so far.
  package var requestCount: Int {
    requests.withLock { $0 }
  }

  package struct SocketError: Error {
    var call: String
    var number: Int32
  }

  /// Runs a server with a script as long as `body` runs.
  package static func run<Result>(_ answers: Answer..., body: (RawServer) async throws -> Result) async throws -> Result
  {
    let server = try RawServer()
    let (ends, ended) = AsyncStream.makeStream(of: Void.self)
    let thread = Thread {
      server.serve(answers)
      ended.finish()
    }
    thread.start()
    let result: Swift.Result<Result, any Error>
    do { result = .success(try await body(server)) } catch { result = .failure(error) }
    // Ends the `accept` that the thread may wait in. The descriptor is closed only when the thread has left it: the
    // number may belong to someone else's socket at once.
    shutdown(server.descriptor, Int32(SHUT_RDWR))
    for await _ in ends {}
    close(server.descriptor)
    return try result.get()
  }

  /// Keeps a port at which nothing listens, and nothing else can begin to, as long as `body` runs.
  package static func withClosedPort<Result>(_ body: (Int) async throws -> Result) async throws -> Result {
    let server = try RawServer(listens: false)
    defer { close(server.descriptor) }
    return try await body(server.port)
  }

  private init(listens: Bool = true) throws {
    #if canImport(Glibc)
      let stream = Int32(SOCK_STREAM.rawValue)
    #else
      let stream = SOCK_STREAM
    #endif
    let descriptor = socket(AF_INET, stream, 0)
    guard descriptor >= 0 else { throw SocketError(call: "socket", number: errno) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(descriptor, generic, length) == 0 && getsockname(descriptor, generic, &length) == 0
      }
    }
    guard bound, !listens || listen(descriptor, 16) == 0 else { throw SocketError(call: "listen", number: errno) }
    self.descriptor = descriptor
    port = Int(UInt16(bigEndian: address.sin_port))
  }

  private func serve(_ answers: [Answer]) {
    for answer in answers {
      let connection = accept(descriptor, nil, nil)
      guard connection >= 0 else { return }
      readRequest(connection)
      requests.withLock { $0 += 1 }
      switch answer {
      case .reset:
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
      case .close: break
      case .text(let text):
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
          let sent = bytes.withUnsafeBytes { write(connection, $0.baseAddress, $0.count) }
          guard sent > 0 else { break }
          bytes = bytes.dropFirst(sent)
        }
      }
      close(connection)
    }
  }

  /// Reads a head and as much of a body as its `Content-Length` promises.
  private func readRequest(_ connection: Int32) {
    var received = ""
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      if let head = received.range(of: "\r\n\r\n") {
        let fields = received[..<head.lowerBound].lowercased().split(separator: "\r\n")
        let length = fields.first { $0.hasPrefix("content-length:") }
          .flatMap { Int($0.dropFirst("content-length:".count).filter(\.isNumber)) }
        if received[head.upperBound...].utf8.count >= length ?? 0 { return }
      }
      let count = read(connection, &buffer, buffer.count)
      guard count > 0 else { return }
      received += String(decoding: buffer.prefix(count), as: UTF8.self)
    }
  }
}
