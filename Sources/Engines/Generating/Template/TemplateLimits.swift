/// How large a template may be; beyond it the file is refused.
enum TemplateLimits {
  static let bytes = 8 << 20
  static let depth = 32
  static let fields = 200
  static let fieldDepth = 8
  static let relationships = 50
  static let records = 10_000
  static let lists = 200
  static let entriesPerList = 5_000
  static let bytesPerEntry = 4_000
  /// Of one phrase with all its slots filled.
  static let expandedBytes = 20_000
  /// The longest text that a field may ask for, in characters.
  static let textLength = 100_000
  /// The most items that a field may ask for.
  static let items = 1_000
  static let queryBytes = 500
  static let tags = 50
  /// In characters.
  static let metadataLengths = ["name": 200, "description": 2_000, "version": 50]
  static let recordCount = 1...100_000_000
  static let findings = 200
}
