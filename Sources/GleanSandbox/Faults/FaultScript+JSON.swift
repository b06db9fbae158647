import DataRecords

extension FaultScript {
  /// Reads a script, such as `{"seed": 7, "rules": [{"path": "/rest/*", "share": 0.2, "fault": "error"}]}`.
  ///
  /// - Throws: ``GleanSandboxError/invalidConfiguration(_:)`` that says where the script is wrong.
  public init(parsing json: [UInt8]) throws(GleanSandboxError) {
    let value: JSONValue
    do { value = try JSONValue(wire: json) } catch {
      throw .invalidConfiguration("the fault script is not JSON: \(error)")
    }
    do { try self.init(value) } catch { throw .invalidConfiguration("the fault script: \(error.text)") }
  }

  init(_ value: JSONValue) throws(Refusal) {
    let fields = try JSONFields(value, known: ["seed", "rules"])
    seed = UInt64(bitPattern: try fields.integer("seed") ?? 0)
    let values = try fields.required("rules", try fields.array("rules"))
    guard values.count <= Self.ruleLimit else { throw .invalid("rules: more than \(Self.ruleLimit)") }
    rules = []
    for (index, value) in values.enumerated() {
      do { rules.append(try FaultRule(value, number: index + 1)) } catch { throw error.inside("rules[\(index)]") }
    }
    try validate()
  }

  /// - Throws: what is out of range. Scripts that are made in code come here, too.
  func validate() throws(Refusal) {
    var names: Set<String> = []
    for (index, rule) in rules.enumerated() {
      do { try rule.validate() } catch { throw error.inside("rules[\(index)]") }
      guard names.insert(rule.name).inserted else {
        throw .invalid("rules[\(index)]: name is there twice: \(rule.name)")
      }
    }
  }

  var json: JSONValue {
    ["seed": .integer(Int64(bitPattern: seed)), "rules": .array(rules.map(\.json))]
  }
}
