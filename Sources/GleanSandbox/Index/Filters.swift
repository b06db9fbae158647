import DataRecords
import GRDB

/// The conditions of a search, compiled to SQL over the table `live`. Everything a client sent is an argument.
struct Filters {
  private(set) var conditions: [String] = []
  private(set) var arguments: StatementArguments

  private let viewer: String?
  private let now: Timestamp
  private var count = 0

  init(viewer: String?, now: Timestamp) {
    self.viewer = viewer
    self.now = now
    arguments = viewer.map { ["viewer": $0] } ?? StatementArguments()
  }

  /// Restricts to datasources, by name or by `CUSTOM_` name.
  mutating func restrict(toDatasources names: [String]) {
    guard !names.isEmpty else { return }
    let terms = names.map { "d.key = \(bind(Self.datasourceKey($0)))" }
    conditions.append(
      "live.datasource_id IN (SELECT d.id FROM datasource d WHERE \(terms.joined(separator: " OR ")))")
  }

  /// Adds filters that all have to hold.
  mutating func add(_ filters: [FacetFilter]) throws {
    if let condition = try conjunction(filters) { conditions.append(condition) }
  }

  /// Adds sets of filters of which one has to hold.
  mutating func add(anyOf sets: [[FacetFilter]]) throws {
    let alternatives = try sets.compactMap { try conjunction($0) }
    if !alternatives.isEmpty { conditions.append("(" + alternatives.joined(separator: " OR ") + ")") }
  }

  /// Restricts the time of the last change: from `start` on, before `end`.
  mutating func restrict(from start: Timestamp?, before end: Timestamp?) {
    if let start { conditions.append("live.updated_at * 1000 >= \(bind(start.milliseconds))") }
    if let end { conditions.append("live.updated_at * 1000 < \(bind(end.milliseconds))") }
  }

  static func datasourceKey(_ name: String) -> String {
    let key = name.lowercased()
    return key.hasPrefix("custom_") ? String(key.dropFirst("custom_".count)) : key
  }

  private mutating func conjunction(_ filters: [FacetFilter]) throws -> String? {
    let terms = try filters.compactMap { try condition($0) }
    return terms.isEmpty ? nil : "(" + terms.joined(separator: " AND ") + ")"
  }

  private mutating func condition(_ filter: FacetFilter) throws -> String? {
    var alternatives: [String] = []
    var necessities: [String] = []
    for value in filter.values {
      let term = try condition(filter.field, value)
      if value.isAlternative {
        alternatives.append(term)
      } else {
        necessities.append(value.excludes ? "NOT ifnull(\(term), 0)" : term)
      }
    }
    if !alternatives.isEmpty { necessities.append("(" + alternatives.joined(separator: " OR ") + ")") }
    return necessities.isEmpty ? nil : "(" + necessities.joined(separator: " AND ") + ")"
  }

  private mutating func condition(_ field: String, _ value: FacetFilter.Value) throws -> String {
    switch field.lowercased() {
    case "app", "datasource":
      let key = bind(Self.datasourceKey(value.text))
      return "live.datasource_id IN (SELECT d.id FROM datasource d WHERE d.key = \(key))"
    case "type":
      let name = bind(value.text)
      return """
        live.object_type_id IN (SELECT t.id FROM object_type t WHERE t.name = \(name) COLLATE NOCASE)
        """
    case "from", "author":
      let name = bind(value.text.lowercased() == "me" ? viewer ?? value.text : value.text)
      return "(live.author_email = \(name) COLLATE NOCASE OR live.author_name = \(name) COLLATE NOCASE)"
    case "last_updated_at":
      return try timeCondition(value)
    default:
      return property(field, value)
    }
  }

  private mutating func property(_ name: String, _ value: FacetFilter.Value) -> String {
    let key = bind(name)
    let comparison: String
    switch value.relation {
    case .equals, .idEquals, .notEquals: comparison = "v.value = \(bind(value.text)) COLLATE NOCASE"
    default:
      // Numbers compare as numbers, everything else (dates in ISO 8601 among it) as text.
      comparison =
        if let number = Double(value.text) {
          "CAST(v.value AS REAL) \(value.relation.sql) \(bind(number))"
        } else {
          "v.value \(value.relation.sql) \(bind(value.text))"
        }
    }
    return """
      EXISTS (SELECT 1 FROM json_each(live.properties) p, json_each(p.value) v
        WHERE p.key = \(key) COLLATE NOCASE AND \(comparison))
      """
  }

  private mutating func timeCondition(_ value: FacetFilter.Value) throws -> String {
    guard let days = TimeExpression(value.text, now: now)?.days else {
      throw Refusal.invalidTime(field: "last_updated_at", value: value.text)
    }
    let start = days.lowerBound.start.seconds
    let end = days.upperBound.start.seconds
    switch value.relation {
    case .equals, .idEquals, .notEquals:
      return "(live.updated_at >= \(bind(start)) AND live.updated_at < \(bind(end)))"
    case .lessThan: return "live.updated_at < \(bind(start))"
    case .atMost: return "live.updated_at < \(bind(end))"
    case .greaterThan: return "live.updated_at >= \(bind(end))"
    case .atLeast: return "live.updated_at >= \(bind(start))"
    }
  }

  /// Adds an argument and returns its placeholder.
  private mutating func bind(_ value: some DatabaseValueConvertible) -> String {
    count += 1
    arguments += ["f\(count)": value]
    return ":f\(count)"
  }
}
