import DataRecords
import HTTPTypes

/// A request that is answered with an error: what the client reads, nothing else.
struct Refusal: Error, Equatable {
  var status: HTTPResponse.Status
  var text: String
  /// The JSON answered instead of the text, where the real service answers JSON.
  var json: JSONValue?
  /// Whole seconds to wait before the next attempt.
  var retryAfter: Int?
  /// The `code` of a Platform API problem, where the status alone does not say it.
  var code: String?

  init(
    _ status: HTTPResponse.Status, _ text: String, json: JSONValue? = nil, retryAfter: Int? = nil, code: String? = nil
  ) {
    self.status = status
    self.text = text
    self.json = json
    self.retryAfter = retryAfter
    self.code = code
  }

  static func invalid(_ text: String) -> Refusal { Refusal(.badRequest, text) }
  static func conflict(_ text: String) -> Refusal { Refusal(.conflict, text) }

  static func unknownDatasource(_ name: String) -> Refusal {
    Refusal(.badRequest, "Invalid datasource: \(name)", code: "invalid_datasource")
  }

  /// The same refusal, its text saying where in the request the trouble is.
  func inside(_ place: String) -> Refusal {
    var refusal = self
    refusal.text = "\(place): \(text)"
    return refusal
  }
}
