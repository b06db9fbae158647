/// A regular expression of JSON Schema's `pattern`: ECMA-262 with the `u` flag, searched anywhere in the text unless
/// anchored.
///
/// Most patterns become an automaton, and matching takes time linear in the text. Those with look-around or back
/// references, and those whose automaton would be too large, are matched by backtracking within a bound on steps and
/// memory, so that no pattern and no text takes long.
///
/// Beside what the `u` flag allows, these are understood as without it, as real schemas have them: `}` and `]` that
/// close nothing, `{` before no digit, a backslash before any ASCII punctuation, and a hyphen beside a class such as
/// `\w`. Not supported: more than 65,535 repetitions, and look-behind that is longer than 255 characters or refers
/// back, and back references to a group that a repetition may pass by, as in `(?:(a)|b)*\1`.
public struct RecordPattern: Sendable {
  private enum Engine {
    case automaton(PatternAutomaton)
    case backtracking(BacktrackingPattern)
  }

  /// The pattern as it was written.
  public let text: String

  private let engine: Engine

  /// Nil for a pattern that is matched by backtracking.
  var automaton: PatternAutomaton? { if case .automaton(let automaton) = engine { automaton } else { nil } }

  /// - Throws: ``PatternError`` for wrong or unsupported syntax, and for a pattern that is too large.
  public init(compiling text: String) throws(PatternError) {
    var parser = PatternParser(text)
    let syntax = try parser.parse()
    self.text = text
    if let program = try PatternProgram(syntax.root),
      let automaton = PatternAutomaton(program, runs: PatternRuns(syntax.root))
    {
      engine = .automaton(automaton)
    } else {
      engine = .backtracking(try BacktrackingPattern(try PatternTranslation(syntax).text))
    }
  }

  /// Whether the pattern is found; not, if looking for it exceeds its limit.
  public func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { matches(utf8: $0) }
  }

  /// As ``matches(_:)``; the bytes must be UTF-8.
  public func matches(utf8 bytes: UnsafeBufferPointer<UInt8>) -> Bool { outcome(utf8: bytes) == .matches }

  /// What comes of looking for the pattern; the bytes must be UTF-8.
  ///
  /// - Complexity: Linear, unless the pattern has look-around or back references; then at most 50 million steps.
  public func outcome(utf8 bytes: UnsafeBufferPointer<UInt8>) -> PatternOutcome {
    guard let base = bytes.baseAddress else {
      return withUnsafePointer(to: 0) { outcome($0, 0) }
    }
    return outcome(base, bytes.count)
  }

  private func outcome(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> PatternOutcome {
    switch engine {
    case .automaton(let automaton): automaton.tables.matches(bytes, count) ? .matches : .doesNotMatch
    case .backtracking(let pattern): pattern.outcome(bytes, count)
    }
  }
}

extension RecordPattern {
  /// Why a text is no regular expression; nil if it is one.
  static func syntaxError(in text: String) -> PatternError? {
    do throws(PatternError) {
      var parser = PatternParser(text)
      _ = try parser.parse()
      return nil
    } catch {
      return error
    }
  }
}
