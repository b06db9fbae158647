/// A positive decimal fraction such as 0.01, kept exactly, to tell multiples of it from other numbers.
///
/// A double counts as the shortest decimal number that reads back as it, so 19.99 is a multiple of 0.01.
struct DecimalStep: BitwiseCopyable {
  /// The step is `units / scale`.
  private let units: Int64
  private let scale: Double

  /// Nil for a number with more than 15 digits or more than 15 decimal places.
  init?(_ step: Double) {
    guard step.isFinite, step > 0 else { return nil }
    for places in 0...15 {
      let scale = Self.powers[places]
      let units = (step * scale).rounded()
      guard units <= 1e15 else { return nil }
      if units >= 1, units / scale == step {
        self.units = Int64(units)
        self.scale = scale
        return
      }
    }
    return nil
  }

  /// Nil when `value * scale` is not below 2^53, so that only exact numbers can tell.
  func divides(_ value: Double) -> Bool? {
    let scaled = (value * scale).rounded()
    guard scaled.magnitude < 0x1p53, value.magnitude < 0x1p53 else { return nil }
    return scaled / scale == value && Int64(scaled) % units == 0
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}
