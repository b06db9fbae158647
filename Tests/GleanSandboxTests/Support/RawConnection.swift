import Dispatch
import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// One request over a plain socket, to see what no HTTP client shows: a reset, an end too early, silence.
struct RawConnection: Sendable {
  enum End: Equatable {
    case closed, reset, silent
  }

  private let descriptor: Int32

  /// Connects and sends a request of the Indexing API.
  init(_ client: SandboxClient, path: String, body: String) throws {
    guard let port = client.baseURL.split(separator: ":").last.flatMap({ UInt16($0) }) else {
      throw Unexpected(text: client.baseURL)
    }
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard connected == 0 else { throw Unexpected(text: "connect: \(errno)") }
    let request = """
      POST /api/index/v1/\(path) HTTP/1.1\r
      Host: sandbox\r
      Authorization: Bearer the indexing token\r
      Content-Length: \(body.utf8.count)\r
      \r
      \(body)
      """
    let bytes = Array(request.utf8)
    guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
      throw Unexpected(text: "send: \(errno)")
    }
  }

  /// Everything that comes until the connection ends, or until nothing comes for `patience` milliseconds.
  func receive(patience: Int = 10_000) async -> (text: String, end: End) {
    // Off the threads that tasks share: this one is blocked meanwhile.
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: read(patience: patience)) }
    }
  }

  private func read(patience: Int) -> (text: String, end: End) {
    var limit = timeval(tv_sec: patience / 1_000, tv_usec: (patience % 1_000) * 1_000)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      if count > 0 {
        text += buffer[..<count]
      } else {
        let end: End = count == 0 ? .closed : errno == ECONNRESET ? .reset : .silent
        return (String(decoding: text, as: UTF8.self), end)
      }
    }
  }

  func close() {
    _ = shutdown(descriptor, Int32(SHUT_RDWR))
  }
}
