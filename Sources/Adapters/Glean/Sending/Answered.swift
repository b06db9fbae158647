import NIOCore

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What came of one request.
struct Answered: Sendable {
  /// The body of a 200, or why there is none.
  let result: Result<ByteBuffer, AttemptFailure>
  /// The server's time, where it said it.
  let date: Date?

  init(_ result: Result<ByteBuffer, AttemptFailure>, date: Date? = nil) {
    self.result = result
    self.date = date
  }
}
