/// The schemas that an applicator puts to the same value: the branches of `allOf`, `anyOf` and `oneOf`; or `if`, `then`
/// and `else`, of which the last two may be -1.
struct SchemaBranches: BitwiseCopyable {
  /// Into the lists: a node for each branch; behind those of `if` stand the rules of `then` and `else`.
  var nodes: Int32
  var count: Int32
  /// Into the lists: for each branch what it asks of members, into ``SchemaTables/shares``, or -1; -1 for none at all.
  var shares: Int32 = -1
  /// Into the lists: for each bit of ``KindSet`` the only branch that may hold for such values, or one of ``Choice``;
  /// -1 where it does not matter.
  var choices: Int32 = -1

  enum Choice {
    static var none: Int32 { -1 }
    static var several: Int32 { -2 }
  }
}

/// What a schema asks of the members of an object that another schema has walked already.
///
/// It is asked for some members, whose places are known by then, so that the others need not be looked at again.
struct SchemaShare: BitwiseCopyable {
  struct Member: BitwiseCopyable {
    /// Of the object that was walked.
    var slot: Int32
    var node: Int32
  }

  /// A bit for each slot that must be filled.
  var required: UInt64
  var members: UnsafePointer<Member>
  var memberCount: Int32
  var dependencies: UnsafePointer<SchemaObject.Dependency>
  var dependencyCount: Int32
}
