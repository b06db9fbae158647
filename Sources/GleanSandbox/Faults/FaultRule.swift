/// Which requests get which fault, and how often.
///
/// Console acts under `/__sandbox` never match.
public struct FaultRule: Sendable, Equatable {
  /// The name under which injections are counted.
  public var name: String

  /// The method, such as `POST`; nil for any.
  public var method: String?

  /// The path, in which `*` stands for any characters, such as `/api/index/v1/*`.
  public var path = "*"

  /// The datasource that the request names in its path or body, in any case; nil for any and none.
  public var datasource: String?

  /// Only this one of the matching requests, counted from 1.
  public var nth: Int?

  /// Only those from this one of the matching requests on, counted from 1; nil for all.
  public var from: Int?

  /// Every so many of the matching requests: 3 stands for the third, sixth, ninth…
  public var every = 1

  /// The share of the matching requests, from 0 to 1, drawn with the seed of the script.
  public var share = 1.0

  /// The most injections; nil for no end.
  public var times: Int?

  public var fault: Fault

  public init(_ name: String, path: String = "*", nth: Int? = nil, fault: Fault) {
    self.name = name
    self.path = path
    self.nth = nth
    self.fault = fault
  }
}

extension FaultRule {
  /// Whether the rule speaks of such a request, its datasource aside.
  func matches(method: String, path: String) -> Bool {
    (self.method.map { $0.uppercased() == method } ?? true) && Self.matches(path.utf8[...], self.path.utf8[...])
  }

  /// Whether `pattern`, with `*` for any characters, is the whole of `text`.
  static func matches(_ text: Substring.UTF8View, _ pattern: Substring.UTF8View) -> Bool {
    var text = text
    var pattern = pattern
    // Where to go on when a star has to stand for one character more.
    var retry: (text: Substring.UTF8View, pattern: Substring.UTF8View)?
    while true {
      if pattern.first == UInt8(ascii: "*") {
        pattern = pattern.dropFirst()
        retry = (text, pattern)
      } else if let byte = text.first, byte == pattern.first {
        text = text.dropFirst()
        pattern = pattern.dropFirst()
      } else if text.isEmpty, pattern.isEmpty {
        return true
      } else if let last = retry, !last.text.isEmpty {
        text = last.text.dropFirst()
        pattern = last.pattern
        retry = (text, pattern)
      } else {
        return false
      }
    }
  }

  /// Whether the rule strikes at the `count`-th matching request.
  ///
  /// A draw belongs to rule, seed and count, so that the same requests in the same order always meet the same faults.
  func strikes(count: Int, injected: Int, index: Int, seed: UInt64) -> Bool {
    if let times, injected >= times { return false }
    if let nth { return count == nth }
    if let from, count < from { return false }
    guard count % every == 0 else { return false }
    return share >= 1 || Draw(seed: seed, index, count).fraction < share
  }
}
