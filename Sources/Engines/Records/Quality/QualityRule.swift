/// Names of the rules that are not keywords of JSON Schema.
public enum QualityRule {
  /// The record is not acceptable JSON.
  public static let wellFormed = "well_formed"

  /// No two records have the same key.
  public static let uniqueKey = "unique_key"

  /// The keys of a relationship exist.
  public static func relationship(_ name: String) -> String { "relationship:\(name)" }
}
