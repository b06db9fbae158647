/// The groups of a pattern while it is read, and the references to them.
struct PatternGroups {
  private struct Branch {
    let alternatives: Int
    var index: Int
  }

  private(set) var count = 0
  private(set) var numbersByName: [String: [Int]] = [:]
  private(set) var references: [(reference: PatternReference, position: Int)] = []

  /// In which branches the reader stands, from the outermost one.
  private var path: [Branch] = []
  private var pathsByName: [String: [[Branch]]] = [:]
  private var alternativesCount = 0

  private static let maximumNamesakes = 100

  mutating func enterAlternatives() {
    path.append(Branch(alternatives: alternativesCount, index: 0))
    alternativesCount += 1
  }

  mutating func nextAlternative() {
    guard !path.isEmpty else { return }
    path[path.count - 1].index += 1
  }

  mutating func leaveAlternatives() { path.removeLast() }

  mutating func add() -> Int {
    count += 1
    return count
  }

  /// A name may be there again only where both groups cannot take part in one match.
  mutating func add(name: String, at position: Int) throws(PatternError) -> Int {
    let others = pathsByName[name, default: []]
    let isFree =
      others.count < Self.maximumNamesakes
      && others.allSatisfy { other in
        zip(other, path).contains { $0.alternatives == $1.alternatives && $0.index != $1.index }
      }
    guard isFree else { throw PatternError(position: position, message: "there is another group named \(name)") }
    pathsByName[name, default: []].append(path)
    let number = add()
    numbersByName[name, default: []].append(number)
    return number
  }

  mutating func refer(to reference: PatternReference, at position: Int) {
    references.append((reference, position))
  }

  /// A reference may stand before its group, so it is checked at the end.
  func checkReferences() throws(PatternError) {
    for (reference, position) in references {
      switch reference {
      case .number(let number) where number > count:
        throw PatternError(position: position, message: "there is no group \(number)")
      case .name(let name) where numbersByName[name] == nil:
        throw PatternError(position: position, message: "there is no group named \(name)")
      default: break
      }
    }
  }
}
