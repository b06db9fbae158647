import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

extension Response {
  /// The answer, cut off in its middle: the announced length never comes, and the connection ends.
  static func endingEarly(_ response: Response) -> Response {
    let body = response.body
    var headers = response.headers
    headers[.contentLength] = nil
    return Response(
      status: response.status, headers: headers,
      // An answer without a body is announced with one, or there would be nothing to cut.
      body: ResponseBody(contentLength: max(body.contentLength ?? 0, 16)) { writer in
        let collector = Collector()
        try await body.write(collector)
        let whole = collector.whole.withLock { $0 }
        try await writer.write(whole.getSlice(at: 0, length: whole.readableBytes / 2) ?? ByteBuffer())
        // The server closes the connection of an answer that cannot be written.
        throw EndedEarly()
      })
  }
}

/// Keeps the whole of a body, which the sandbox has in memory anyway.
private final class Collector: ResponseBodyWriter, Sendable {
  let whole = Mutex(ByteBuffer())

  func write(_ buffer: ByteBuffer) async throws {
    whole.withLock { _ = $0.writeImmutableBuffer(buffer) }
  }

  func finish(_: HTTPFields?) async throws {}
}

private struct EndedEarly: Error {}
