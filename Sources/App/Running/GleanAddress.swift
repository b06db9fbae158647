package import DataOpsCore
internal import DataOpsGleanIndex
internal import DataOpsLifecycle
internal import GleanAPI

/// The address of a client's own Glean, checked before it is kept.
package enum GleanAddress {
  /// The address as it is kept, without a slash at its end.
  ///
  /// - Throws: `invalid_request`, saying what is wrong with it.
  package static func checked(_ text: String) throws(Failure) -> String {
    if let objection = AddressExamination.objection(to: text),
      objection == .addressOfWebApp || objection == .addressWithPath
        || objection == .addressMalformed && text.hasPrefix("https://")
    {
      throw Failure(
        .invalidRequest, "\(objection.entry.wrong): '\(text.prefix(200))'",
        remedy: "For example: --glean-url https://acme-be.glean.com")
    }
    do { return try GleanBaseURL(text).description } catch {
      var failure = Failure(error)
      failure.code = .invalidRequest
      failure.remedy = "For example: --glean-url https://acme-be.glean.com"
      failure.retryable = false
      throw failure
    }
  }
}
