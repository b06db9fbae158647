import Logging
import NIOCore

extension Logger {
  /// The one line that is logged of a request: never a body, never a token.
  func request(_ call: WireCall, _ result: Result<ByteBuffer, AttemptFailure>, attempt: Int, duration: Duration) {
    debug(
      "request",
      metadata: [
        "method": "POST", "path": "\(call.path)", "status": "\(Self.status(of: result))", "attempt": "\(attempt)",
        "duration": "\(duration)",
      ])
  }

  /// The status of the answer, or one word for why there is none.
  private static func status(of result: Result<ByteBuffer, AttemptFailure>) -> String {
    switch result {
    case .success: "200"
    case .failure(let failure): failure.status.map(String.init) ?? failure.reason.name
    }
  }
}
