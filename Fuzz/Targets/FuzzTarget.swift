/// A part of the record engine that takes bytes from anyone, and what must hold for all bytes.
protocol FuzzTarget {
  /// The folder of its corpus.
  static var name: String { get }

  /// - Throws: ``FuzzFinding`` when something does not hold.
  static func check(_ bytes: UnsafeRawBufferPointer) throws
}

/// What did not hold.
struct FuzzFinding: Error, CustomStringConvertible {
  let description: String
}

enum FuzzTargets {
  static var all: [any FuzzTarget.Type] {
    [
      JSONFuzzing.self, LinesFuzzing.self, NumberFuzzing.self, PatternFuzzing.self, SchemaFuzzing.self,
      ValidatorFuzzing.self,
      InputFuzzing.self, RulesFuzzing.self,
    ]
  }
}

/// - Throws: ``FuzzFinding`` unless the condition holds.
func hold(_ condition: Bool, _ otherwise: @autoclosure () -> String) throws(FuzzFinding) {
  guard condition else { throw FuzzFinding(description: otherwise()) }
}

extension UnsafeRawBufferPointer {
  /// What stands before the first newline, and what stands behind it.
  var splitAtNewline: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) {
    let end = firstIndex(of: 0x0A) ?? count
    return (
      UnsafeRawBufferPointer(rebasing: self[..<end]),
      UnsafeRawBufferPointer(rebasing: self[Swift.min(end + 1, count)...])
    )
  }
}
