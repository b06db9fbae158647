/// The values of one facet.
public struct FacetResult: Codable, Hashable, Sendable {
  public var sourceName: String?
  public var operatorName: String?
  public var buckets: [FacetBucket]?
  public var hasMoreBuckets: Bool?

  public init(
    sourceName: String? = nil, operatorName: String? = nil, buckets: [FacetBucket]? = nil,
    hasMoreBuckets: Bool? = nil
  ) {
    self.sourceName = sourceName
    self.operatorName = operatorName
    self.buckets = buckets
    self.hasMoreBuckets = hasMoreBuckets
  }
}

/// One value of a facet and how many documents have it.
public struct FacetBucket: Codable, Hashable, Sendable {
  public var count: Int?
  public var value: FacetValue?

  public init(count: Int? = nil, value: FacetValue? = nil) {
    self.count = count
    self.value = value
  }
}

/// A value of a facet.
public struct FacetValue: Codable, Hashable, Sendable {
  public var stringValue: String?
  public var integerValue: Int64?
  public var displayLabel: String?

  public init(stringValue: String? = nil, integerValue: Int64? = nil, displayLabel: String? = nil) {
    self.stringValue = stringValue
    self.integerValue = integerValue
    self.displayLabel = displayLabel
  }
}
