/// The flags that a group may change.
struct PatternFlags: Sendable {
  var ignoresCase = false
  var isMultiline = false
  var isDotAll = false
}
