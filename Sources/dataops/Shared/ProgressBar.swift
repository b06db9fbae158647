import DataOpsLifecycle

/// `[#####-----] 1,200/2,000`
struct ProgressBar {
  private static let width = 20
  let progress: StepProgress

  var text: String {
    let share = progress.total > 0 ? min(1, max(0, Double(progress.done) / Double(progress.total))) : 0
    let filled = Int(share * Double(Self.width))
    let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: Self.width - filled)
    return "[\(bar)] \(count)"
  }

  var count: String { "\(Figures.count(progress.done))/\(Figures.count(progress.total))" }
}
