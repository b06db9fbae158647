import CSimdJSON

/// A deterministic automaton over bytes: one table look-up a byte, no allocation, whatever the pattern.
///
/// Its tables are written once, before anyone else sees them, and freed with it.
final class PatternAutomaton: @unchecked Sendable {  // Immutable after `init`.
  /// The tables, to be used only while their automaton lives.
  struct Tables: BitwiseCopyable {
    /// Bytes that the pattern does not tell apart have the same class.
    fileprivate let classes: UnsafePointer<UInt8>
    /// A row for each state: the row to go on in for each class, and whether the pattern matches if the text ends here.
    /// Rows are named by where they begin.
    fileprivate let rows: UnsafePointer<UInt32>
    fileprivate let rowLength: UInt32
    fileprivate let entry: UInt32
    /// Of a pattern that is a row of runs: they are quicker.
    let runs: UnsafePointer<byte_runs>?

    @inline(__always)
    func matches(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
      if let runs { return byte_runs_match(runs, bytes, count) != 0 }
      return follows(bytes, count)
    }

    private func follows(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Bool {
      var row = entry
      var index = 0
      // The first two rows are those in which nothing can change any more.
      while index < count, row > rowLength {
        row = rows[Int(row &+ UInt32(classes[Int(bytes[index])]))]
        index &+= 1
      }
      return rows[Int(row &+ rowLength &- 1)] != 0
    }
  }

  let tables: Tables
  private let arena = Arena()

  /// Nil when the automaton would be too large.
  init?(_ program: PatternProgram, runs: PatternRuns?) {
    let classes = ByteClasses(of: program)
    var builder = AutomatonBuilder(program, classes)
    guard let entry = builder.build() else { return nil }
    tables = Tables(
      classes: arena.copy(classes.classOf), rows: arena.copy(builder.rows),
      rowLength: UInt32(builder.rowLength), entry: entry, runs: runs?.tables(in: arena))
  }
}
