import DataRecords

extension Fault {
  /// The faults by their names in a script, with the fields that each of them has.
  static let parameters: [String: Set<String>] = [
    "latency": ["seconds"], "tooManyRequests": ["retryAfter"], "error": ["status", "when"], "reset": ["when"],
    "silence": ["seconds"], "truncate": [], "contentType": ["contentType"], "partial": ["drop"], "expireToken": [],
  ]

  /// The longest latency and silence.
  private static let longest: Duration = .seconds(86_400)

  init(_ kind: String, _ fields: JSONFields) throws(Refusal) {
    switch kind {
    case "latency": self = .latency(try Self.seconds(fields) ?? .seconds(1))
    case "tooManyRequests": self = .tooManyRequests(retryAfter: Int(clamping: try fields.integer("retryAfter") ?? 1))
    case "error": self = .failure(status: Int(clamping: try fields.integer("status") ?? 500), try Self.moment(fields))
    case "reset": self = .reset(try Self.moment(fields))
    case "silence": self = .silence(try Self.seconds(fields) ?? .seconds(3_600))
    case "truncate": self = .truncation
    case "contentType": self = .contentType(try fields.string("contentType") ?? "text/html; charset=UTF-8")
    case "partial": self = .partialAcceptance(dropping: try fields.number("drop") ?? 0.5)
    case "expireToken": self = .tokenExpiry
    default: throw .invalid("fault: unknown value \(kind.prefix(100))")
    }
  }

  private static func seconds(_ fields: JSONFields) throws(Refusal) -> Duration? {
    guard let seconds = try fields.number("seconds") else { return nil }
    guard (0...longest.inSeconds).contains(seconds) else {
      throw .invalid("seconds must be from 0 to \(Int(longest.inSeconds)).")
    }
    return .milliseconds(Int64((seconds * 1_000).rounded()))
  }

  private static func moment(_ fields: JSONFields) throws(Refusal) -> Moment {
    guard let text = try fields.string("when") else { return .before }
    guard let moment = Moment(rawValue: text) else { throw .invalid("when must be before or after.") }
    return moment
  }

  func validate() throws(Refusal) {
    switch self {
    case .latency(let time), .silence(let time):
      guard (.zero...Self.longest).contains(time) else {
        throw .invalid("seconds must be from 0 to \(Int(Self.longest.inSeconds)).")
      }
    case .tooManyRequests(let seconds):
      guard (0...86_400).contains(seconds) else { throw .invalid("retryAfter must be from 0 to 86400.") }
    case .failure(let status, _):
      guard (500...599).contains(status) else { throw .invalid("status must be from 500 to 599.") }
    case .contentType(let text):
      let isHeader = !text.isEmpty && text.utf8.count <= 200 && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
      guard isHeader else { throw .invalid("contentType must be 1 to 200 printable ASCII characters.") }
    case .partialAcceptance(let share):
      guard share > 0, share <= 1 else { throw .invalid("drop must be above 0 and at most 1.") }
    case .reset, .truncation, .tokenExpiry: break
    }
  }

  /// The fault's fields in a script.
  var members: [JSONObject.Member] {
    func member(_ name: String, _ value: JSONValue) -> JSONObject.Member { .init(name: name, value: value) }
    func kind(_ name: String) -> JSONObject.Member { member("fault", .string(name)) }
    switch self {
    case .latency(let time): return [kind("latency"), member("seconds", .number(time.inSeconds))]
    case .tooManyRequests(let seconds): return [kind("tooManyRequests"), member("retryAfter", JSONValue(seconds))]
    case .failure(let status, let moment):
      return [kind("error"), member("status", JSONValue(status)), member("when", .string(moment.rawValue))]
    case .reset(let moment): return [kind("reset"), member("when", .string(moment.rawValue))]
    case .silence(let time): return [kind("silence"), member("seconds", .number(time.inSeconds))]
    case .truncation: return [kind("truncate")]
    case .contentType(let text): return [kind("contentType"), member("contentType", .string(text))]
    case .partialAcceptance(let share): return [kind("partial"), member("drop", .number(share))]
    case .tokenExpiry: return [kind("expireToken")]
    }
  }
}
