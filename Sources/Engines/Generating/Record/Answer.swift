/// A sample query and the record that it must find.
public struct Answer: Sendable, Hashable {
  public let query: String
  /// The key of a record that must be among the results.
  public let expectedKey: String
  public let minimumResults: Int
}

extension Answer {
  /// The template's ten queries; those whose record is not in the dataset are replaced, in order, by those that can be answered.
  ///
  /// - Parameter order: the hand-made records that the dataset holds.
  static func all(of template: TemplateDocument, order: [Int], key: (Int) -> String) -> [Answer] {
    var positions: [Int: Int] = [:]
    for (position, record) in order.enumerated() { positions[record] = position }
    let answerable = template.sampleQueries.filter { positions[$0.record] != nil }
    var spare = 0
    return template.sampleQueries.compactMap { query in
      var query = query
      if positions[query.record] == nil, !answerable.isEmpty {
        query = answerable[spare % answerable.count]
        spare += 1
      }
      guard let position = positions[query.record] else { return nil }
      return Answer(
        query: query.query, expectedKey: key(position), minimumResults: min(query.minimumResults, order.count))
    }
  }
}
