import CSimdJSON

/// Finds member names that an object has twice, which RFC 8259 (section 4) advises against; its memory is used again
/// and again.
///
/// To be used by one thread at a time.
public final class DuplicateNames {
  /// Nil when there was no memory for it.
  private let search: OpaquePointer?

  /// Finds nothing where there is no memory for it.
  public init() { search = name_search_create() }

  deinit {
    if let search { name_search_destroy(search) }
  }

  /// Pointers to members whose name stands before in the same object, in the order of the text.
  ///
  /// The names in a pointer are shortened to a hundred characters.
  /// - Parameter limit: how many are looked for at most.
  /// - Complexity: linear in the size of the value, *n* log *n* in the members of objects with more than 64 of them.
  public func pointers(in value: TapeValue, atMost limit: Int = 10) -> [JSONPointer] {
    places(in: value, atMost: limit).map { value.pointer(toMemberNameAt: Int($0)) }
  }

  /// Where on the tape such names stand.
  func places(in value: TapeValue, atMost limit: Int) -> [Int] {
    guard let search, limit > 0 else { return [] }
    return withUnsafeTemporaryAllocation(of: UInt32.self, capacity: limit) { found in
      let count = name_search_run(search, value.tape, value.strings, value.index, found.baseAddress, limit)
      return found.prefix(count).map { Int($0) }
    }
  }

  /// Whether any name stands twice in an object of the value.
  public func exist(in value: TapeValue) -> Bool {
    guard let search else { return false }
    var found: UInt32 = 0
    return name_search_run(search, value.tape, value.strings, value.index, &found, 1) > 0
  }
}
