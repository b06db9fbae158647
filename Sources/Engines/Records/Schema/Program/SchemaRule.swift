/// An instruction as a person sees it.
struct SchemaRule: Sendable {
  /// In its document.
  let location: JSONPointer
  let keyword: String
  /// Goes behind the name of the field: `must have at most 200 characters`.
  let demand: String
  /// The member that is missing when the rule is broken.
  var missing: String?
  /// The schema resource, into the program's.
  var resource: Int32 = 0
}
