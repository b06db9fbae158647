/// All kinds of rules.
public enum RuleCatalogue {
  static let kinds: [any RuleKind.Type] = [
    NotNullRule.self, TypeRule.self, RangeRule.self, LengthRule.self, SetRule.self, PatternRule.self,
    FreshnessRule.self, RatioRule.self, UniqueRule.self, ReferenceRule.self, CountRule.self,
  ]

  /// In the order of the documentation.
  public static var ids: [String] { kinds.map { $0.id } }
}
