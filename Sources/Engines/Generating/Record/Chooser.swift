/// Makes a series of choices, either all at random or, first of all, by the digits of a number.
///
/// With a rank, two different ranks below the product of all bounds give different series of choices: that is how titles and
/// ids are enumerated without remembering those already given.
struct Chooser {
  var random: RandomSource
  private var rank: UInt64 = 0
  /// How many ranks the digits left can still tell apart.
  private(set) var stock: UInt64 = 1

  init(random: RandomSource) {
    self.random = random
  }

  init(rank: UInt64, of size: UInt64, random: RandomSource) {
    self.random = random
    self.rank = rank
    stock = size
  }

  @inline(__always)
  mutating func next(below bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    guard stock > 1 else { return random.next(below: bound) }
    let choice = rank % UInt64(bound)
    rank /= UInt64(bound)
    stock /= UInt64(bound)
    return Int(choice)
  }
}
