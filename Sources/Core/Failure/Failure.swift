/// The one error that leaves the product: a stable code, a sentence for a person, and what would be right.
///
/// Neither field carries record data, SQL or a secret.
package struct Failure: Error, Hashable, Sendable, Codable {
  package var code: FailureCode
  /// What is wrong and where.
  package var message: String
  /// What would be right, or what to do next.
  package var remedy: String?
  /// The step of the operation in which it happened.
  package var step: StepName?
  /// Whether the same request may succeed later without anybody changing anything.
  package var retryable: Bool
  /// How many seconds the other side asked to be left alone for; nil where it did not say.
  package var retryAfterSeconds: Int?

  package init(
    _ code: FailureCode, _ message: String, remedy: String? = nil, step: StepName? = nil, retryable: Bool? = nil,
    retryAfterSeconds: Int? = nil
  ) {
    self.code = code
    self.message = message
    self.remedy = remedy
    self.step = step
    self.retryable = retryable ?? code.consequence.retryable
    self.retryAfterSeconds = retryAfterSeconds
  }

  package func at(_ step: StepName) -> Failure {
    var failure = self
    failure.step = step
    return failure
  }
}

extension Failure: CustomStringConvertible {
  package var description: String {
    remedy.map { "\(message)\n  \($0)" } ?? message
  }
}
