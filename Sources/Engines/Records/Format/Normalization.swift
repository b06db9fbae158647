/// Normalization form C of texts that are made of scalars which may be in labels.
enum Normalization {
  /// Whether a text is in form C already: its marks in order, and nothing left that has one scalar for two.
  static func isComposed(_ scalars: [Unicode.Scalar]) -> Bool {
    var starter: Unicode.Scalar?
    var previous: UInt8 = 0
    for scalar in scalars {
      let order = scalar.properties.canonicalCombiningClass.rawValue
      if order != 0, order < previous { return false }
      // A mark of the same class between the two keeps them apart.
      let isAdjacent = order == 0 ? previous == 0 : previous < order
      if let starter, isAdjacent, scalar.value > 0x7F, composites.contains("\(starter)\(scalar)") { return false }
      if order == 0 { starter = scalar }
      previous = order
    }
    return true
  }

  /// The letters and marks that may be in labels; a pair of scalars is among them if one scalar is written for it, as
  /// strings that are canonically equivalent are equal.
  private static let composites: Set<String> = {
    // No ideograph or Hangul syllable is made of two scalars that may be in labels.
    let candidates = [0xC0...0x30FF, 0x10000...0x16FFF].joined().compactMap { Unicode.Scalar($0 as UInt32) }
    return Set(candidates.filter { $0.isAllowedInLabel }.map { String($0) })
  }()
}
