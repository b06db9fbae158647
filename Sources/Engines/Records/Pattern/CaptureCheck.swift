/// Finds back references that PCRE2 would understand in another way than ECMA-262.
///
/// ECMA-262 forgets at the start of every repetition what the groups within it matched; PCRE2 remembers. The two agree
/// only where each repetition matches the group anew before the reference asks for it.
struct CaptureCheck {
  private struct Group {
    /// Groups and references before it.
    var order: Int
    /// The repetitions around it, from the outermost one.
    var repetitions: [Int]
    /// Whether a repetition around it may pass it by.
    var isOptional: Bool
  }

  private struct Reference {
    var reference: PatternReference
    var order: Int
    var repetitions: [Int]
    var position: Int
  }

  private var groups: [Int: Group] = [:]
  private var references: [Reference] = []
  private var repetitions: [Int] = []
  private var repetitionCount = 0
  private var order = 0

  /// - Throws: ``PatternError`` at the first such reference.
  static func check(_ syntax: PatternSyntax) throws(PatternError) {
    var check = CaptureCheck()
    check.visit(syntax.root, isOptional: false)
    for reference in check.references {
      let numbers: [Int]
      switch reference.reference {
      case .number(let number): numbers = [number]
      case .name(let name): numbers = syntax.groupsByName[name] ?? []
      }
      for group in numbers.compactMap({ check.groups[$0] }) where !group.repetitions.isEmpty {
        let isEarlier = reference.order < group.order && reference.repetitions.first == group.repetitions.first
        guard group.isOptional || isEarlier else { continue }
        throw PatternError(
          position: reference.position,
          message: "a back reference to a group that a repetition may pass by is not supported")
      }
    }
  }

  /// - Parameter isOptional: Whether the innermost repetitions may pass the node by.
  private mutating func visit(_ node: PatternNode, isOptional: Bool) {
    switch node {
    case .set, .start, .end, .wordBoundary: break
    case .sequence(let nodes): for node in nodes { visit(node, isOptional: isOptional) }
    case .alternatives(let nodes):
      for node in nodes { visit(node, isOptional: !repetitions.isEmpty) }
    case .look(let node, let look):
      // What is not there matches no group.
      visit(node, isOptional: isOptional || look.isInverted && !repetitions.isEmpty)
    case .repetition(let node, let repetition):
      let isPassedBy = isOptional || repetition.minimum == 0 && !repetitions.isEmpty
      let isRepeated = repetition.maximum.map { $0 > 1 } ?? true
      if isRepeated {
        repetitionCount += 1
        repetitions.append(repetitionCount)
      }
      visit(node, isOptional: isPassedBy)
      if isRepeated { repetitions.removeLast() }
    case .group(let node, let number):
      visit(node, isOptional: isOptional)
      order += 1
      groups[number] = Group(order: order, repetitions: repetitions, isOptional: isOptional)
    case .backReference(let reference, _, let position):
      order += 1
      references.append(
        Reference(reference: reference, order: order, repetitions: repetitions, position: position))
    }
  }
}
