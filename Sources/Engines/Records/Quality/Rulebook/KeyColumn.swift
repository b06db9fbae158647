/// Values of which the whole stream must be known: keys, unique fields, and fields that references point to.
struct KeyColumn: Sendable {
  let fields: [FieldName]
  let paths: [FieldLocator]

  /// Whether only strings and integers count, as for keys; else all scalars do.
  let holdsKeys: Bool

  /// Whether records can have several values, every element of an array for itself.
  var isEach: Bool { fields.contains(where: \.isEach) }
}
