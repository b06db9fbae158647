internal import DataOpsCore

extension Array where Element: Sendable {
  /// What `body` makes of each element, in their order; so many are under way at once.
  func map<Result: Sendable>(
    atOnce width: Int, _ body: @escaping @Sendable (Element) async throws -> Result
  ) async throws(Failure) -> [Result] {
    do {
      return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
        var results: [Int: Result] = [:]
        for (index, element) in enumerated() {
          if index >= width, let (done, result) = try await group.next() { results[done] = result }
          group.addTask { (index, try await body(element)) }
        }
        while let (done, result) = try await group.next() { results[done] = result }
        return indices.compactMap { results[$0] }
      }
    } catch { throw Failure(wrapping: error) }
  }
}

extension Array {
  /// The elements in their order, so many a page at most.
  func inPages(of size: Int) -> [ArraySlice<Element>] {
    stride(from: 0, to: count, by: size).map { self[$0..<Swift.min($0 + size, count)] }
  }
}
