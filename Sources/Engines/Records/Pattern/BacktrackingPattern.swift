internal import CPCRE2

/// A regular expression that PCRE2 matches by backtracking, with bounds on steps and memory.
///
/// Any number of threads may match at once: the compiled code is never written again, and each match has data of its
/// own.
final class BacktrackingPattern: @unchecked Sendable {  // Immutable after `init`.
  private let code: OpaquePointer

  private static let maximumLength = 100_000
  /// In KiB.
  private static let heapLimit: UInt32 = 16 << 10

  /// - Parameters:
  ///   - text: In the syntax of PCRE2.
  ///   - isAnchored: Whether it has to match at the start of the text; the bound on steps is one for the whole text
  ///     then.
  /// - Throws: ``PatternError`` without a position, as that would be one of the translation.
  init(_ text: String, isAnchored: Bool = true) throws(PatternError) {
    let bytes = Array(text.utf8)
    guard bytes.count <= Self.maximumLength else { throw .tooLarge }
    var error: Int32 = 0
    var offset = 0
    let options = PCRE2_UTF | PCRE2_MATCH_UNSET_BACKREF | PCRE2_NEVER_BACKSLASH_C
    let code = bytes.withUnsafeBufferPointer {
      pcre2_compile_8($0.baseAddress, $0.count, options | (isAnchored ? PCRE2_ANCHORED : 0), &error, &offset, nil)
    }
    guard let code else { throw Self.reason(error) }
    self.code = code
    // Without the compiler, the slower interpreter is used.
    _ = pcre2_jit_compile_8(code, PCRE2_JIT_COMPLETE)
  }

  deinit { pcre2_code_free_8(code) }

  /// Bytes that are not UTF-8 match nothing.
  func outcome(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> PatternOutcome {
    guard let data = pcre2_match_data_create_8(1, nil), let context = pcre2_match_context_create_8(nil) else {
      return .exceededLimit
    }
    defer {
      pcre2_match_context_free_8(context)
      pcre2_match_data_free_8(data)
    }
    let steps = UInt32(min(1_000_000 + 50 * min(count, 1_000_000), 50_000_000))
    pcre2_set_match_limit_8(context, steps)
    pcre2_set_depth_limit_8(context, steps)
    pcre2_set_heap_limit_8(context, Self.heapLimit)
    var result = pcre2_match_8(code, bytes, count, 0, 0, data, context)
    if result == PCRE2_ERROR_JIT_STACKLIMIT {
      // The compiled code has a small stack, the interpreter uses the heap.
      result = pcre2_match_8(code, bytes, count, 0, PCRE2_NO_JIT, data, context)
    }
    switch result {
    case 0...: return .matches
    case PCRE2_ERROR_MATCHLIMIT, PCRE2_ERROR_DEPTHLIMIT, PCRE2_ERROR_HEAPLIMIT, PCRE2_ERROR_NOMEMORY,
      PCRE2_ERROR_JIT_STACKLIMIT:
      return .exceededLimit
    default: return .doesNotMatch
    }
  }

  /// Where in a text it matches, one place after the other.
  ///
  /// - Requires: The bytes are UTF-8, and the pattern never matches nothing.
  func places(in bytes: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void) {
    guard let data = pcre2_match_data_create_8(1, nil), let base = bytes.baseAddress else { return }
    defer { pcre2_match_data_free_8(data) }
    var start = 0
    while pcre2_match_8(code, base, bytes.count, start, PCRE2_NO_UTF_CHECK, data, nil) >= 0 {
      guard let bounds = pcre2_get_ovector_pointer_8(data), bounds[0] < bounds[1] else { return }
      body(bounds[0]..<bounds[1])
      start = bounds[1]
    }
  }

  private static func reason(_ error: Int32) -> PatternError {
    var message = [UInt8](repeating: 0, count: 256)
    let length = pcre2_get_error_message_8(error, &message, message.count)
    let reason = length > 0 ? String(decoding: message.prefix(Int(length)), as: UTF8.self) : "error \(error)"
    return PatternError(position: 0, message: "the pattern cannot be matched: \(reason)")
  }
}
