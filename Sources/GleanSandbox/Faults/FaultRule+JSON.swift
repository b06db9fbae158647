import DataRecords

extension FaultRule {
  private static let matching: Set<String> = [
    "name", "method", "path", "datasource", "nth", "from", "every", "share", "times", "fault",
  ]

  init(_ value: JSONValue, number: Int) throws(Refusal) {
    let fields = try JSONFields(value)
    let kind = try fields.requiredString("fault")
    guard let parameters = Fault.parameters[kind] else {
      throw .invalid(
        "fault: unknown value \(kind.prefix(100)); known are \(Fault.parameters.keys.sorted().joined(separator: ", "))")
    }
    _ = try JSONFields(value, known: Self.matching.union(parameters))
    name = try fields.string("name") ?? "rule \(number)"
    method = try fields.string("method")?.uppercased()
    path = try fields.string("path") ?? "*"
    datasource = try fields.string("datasource")
    nth = try fields.integer("nth").map { Int(clamping: $0) }
    from = try fields.integer("from").map { Int(clamping: $0) }
    every = Int(clamping: try fields.integer("every") ?? 1)
    share = try fields.number("share") ?? 1
    times = try fields.integer("times").map { Int(clamping: $0) }
    fault = try Fault(kind, fields)
  }

  func validate() throws(Refusal) {
    guard !name.isEmpty, name.utf8.count <= 200 else { throw .invalid("name must have 1 to 200 bytes.") }
    guard path.utf8.count <= 1_000 else { throw .invalid("path is longer than 1000 bytes.") }
    guard nth.map({ $0 >= 1 }) ?? true else { throw .invalid("nth counts from 1.") }
    guard from.map({ $0 >= 1 }) ?? true else { throw .invalid("from counts from 1.") }
    guard every >= 1 else { throw .invalid("every must be at least 1.") }
    guard (0...1).contains(share) else { throw .invalid("share must be from 0 to 1.") }
    guard times.map({ $0 >= 1 }) ?? true else { throw .invalid("times must be at least 1.") }
    guard nth == nil || (from == nil && every == 1 && share == 1) else {
      throw .invalid("nth names one request; from, every and share name many. Use one or the other.")
    }
    try fault.validate()
  }

  var json: JSONValue {
    var members: [JSONObject.Member] = [.init(name: "name", value: .string(name))]
    func add(_ name: String, _ value: JSONValue?) {
      if let value { members.append(.init(name: name, value: value)) }
    }
    add("method", method.map { .string($0) })
    add("path", .string(path))
    add("datasource", datasource.map { .string($0) })
    add("nth", nth.map { JSONValue($0) })
    add("from", from.map { JSONValue($0) })
    if every != 1 { add("every", JSONValue(every)) }
    if share != 1 { add("share", .number(share)) }
    add("times", times.map { JSONValue($0) })
    members += fault.members
    return .object(JSONObject(members))
  }
}
