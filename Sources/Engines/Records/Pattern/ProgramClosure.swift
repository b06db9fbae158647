/// Follows what a program does without reading; its memory is used again and again.
struct ProgramClosure {
  /// What assertions may look at.
  struct Place {
    enum Next {
      case unknown, end
      case byte(ByteClasses.Kind)
    }

    var isAtStart = false
    var followsWord = false
    var next = Next.unknown
  }

  private let states: [PatternProgram.State]
  private var marks: [UInt32]
  private var round: UInt32 = 0
  private var pending: [Int32] = []

  /// The number of steps until now.
  var work = 0

  init(_ program: PatternProgram) {
    states = program.states
    marks = [UInt32](repeating: 0, count: states.count)
  }

  /// The states reached from `seeds` that read or wait for what comes next, in order, and whether one is the match.
  mutating func expand(_ seeds: [Int32], _ place: Place) -> (states: [Int32], isMatch: Bool) {
    round &+= 1
    var leaves: [Int32] = []
    var isMatch = false
    pending.append(contentsOf: seeds)
    while let state = pending.popLast() {
      work += 1
      guard marks[Int(state)] != round else { continue }
      marks[Int(state)] = round
      switch states[Int(state)] {
      case .read: leaves.append(state)
      case .match: isMatch = true
      case .split(let first, let second):
        pending.append(first)
        pending.append(second)
      case .start(let next): if place.isAtStart { pending.append(next) }
      case .end(let next):
        switch place.next {
        case .unknown: leaves.append(state)
        case .end: pending.append(next)
        case .byte: break
        }
      case .wordBoundary(let isInverted, let next):
        switch place.next {
        case .unknown: leaves.append(state)
        case .end: if place.followsWord != isInverted { pending.append(next) }
        case .byte(.inside): break
        case .byte(let kind): if (place.followsWord != (kind == .word)) != isInverted { pending.append(next) }
        }
      }
    }
    leaves.sort()
    return (leaves, isMatch)
  }
}
