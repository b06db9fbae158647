/// What became of one rule.
public struct RuleResult: Sendable, Hashable, Codable {
  /// The rule's name, unique in a result.
  public var name: String

  /// The check of the gate that it counts towards.
  public var checkType: QualityRule.CheckType

  /// A name or a JSON pointer; nil for rules about several fields or about the whole dataset.
  public var field: String?

  /// The kind of rule.
  public var rule: String

  /// Whether a breach fails or only warns.
  public var severity: QualityRule.Severity

  /// The share that must hold; nil for rules that judge the dataset as a whole.
  public var threshold: Double?

  /// What was judged: records, or references for rules about references. Records in which the field is missing or
  /// null are passed over, unless the rule is about that.
  public var evaluated: Int

  /// What of it does not hold; for `count`, how many records are missing or too many; for `ratio`, the records without
  /// the values.
  public var failed: Int

  /// Whether the rule holds, for as large a share as it must.
  public var passed: Bool

  /// Why the rule does not hold, for a person; nil if it does.
  public var sentence: String?

  /// Of a `type` rule: how many values of each kind were seen; `number` stands for those that are not integers.
  public var kinds: [String: Int]?

  /// Of a `freshness` rule: the first and the last time that was seen.
  public var oldest: RecordInstant?

  /// Of a `freshness` rule: the last time that was seen.
  public var newest: RecordInstant?

  /// The share that holds, from 0 to 1; 1 where nothing was judged.
  public var ratio: Double {
    let whole = rule == CountRule.id ? max(evaluated, evaluated &+ failed) : evaluated
    return whole == 0 ? 1 : Double(max(whole - failed, 0)) / Double(whole)
  }
}

extension RuleResult {
  /// A rule that is judged by a share.
  init(
    _ name: String, _ rule: String, field: String? = nil, checkType: QualityRule.CheckType,
    severity: QualityRule.Severity = .fail, threshold: Double, evaluated: Int, failed: Int, noun: String = "records"
  ) {
    self.init(
      name: name, checkType: checkType, field: field, rule: rule, severity: severity, threshold: threshold,
      evaluated: evaluated, failed: failed, passed: true)
    guard ratio < threshold else { return }
    passed = false
    sentence = "\(failed) of \(evaluated) \(noun) do not hold; the share that must hold is \(threshold)"
  }
}
