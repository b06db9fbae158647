/// The references and conditions that led to a schema, the last one first.
final class SchemaTrail: Sendable {
  let before: SchemaTrail?
  /// Of `$ref`, `then`, `else` or `dependentSchemas`.
  let instruction: Int32
  /// Where it led.
  let node: Int32

  init(_ before: SchemaTrail?, _ instruction: Int32, _ node: Int32) {
    self.before = before
    self.instruction = instruction
    self.node = node
  }
}

/// What is known of a failure beyond its rule.
indirect enum SchemaDetail {
  case none
  /// How many there are: elements that match `contains`.
  case count(UInt64)
  /// The branch that came nearest, and what is wrong with it.
  case nearest(branch: Int, causes: [SchemaValidator.Failure])
  /// The branches of `oneOf` that match.
  case matches([Int])
}
