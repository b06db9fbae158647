/// One file of an exported contract.
package struct ContractFile: Hashable, Sendable {
  /// Relative to the folder of the export, with `/`.
  package let path: String
  package let bytes: [UInt8]
  package var isExecutable = false

  init(_ path: String, _ bytes: [UInt8], isExecutable: Bool = false) {
    self.path = path
    self.bytes = bytes
    self.isExecutable = isExecutable
  }

  init(_ path: String, _ text: String, isExecutable: Bool = false) {
    self.init(path, Array(text.utf8), isExecutable: isExecutable)
  }
}

extension ContractFile {
  static let schema = "schema.json"
  static let rules = "rules.json"
  static let contract = "datacontract.odcs.yaml"
  static let specification = "test-specification.md"
  static let records = "records.ndjson"
  static let badRecords = "bad-records.ndjson"
  static let badRecordsExpected = "bad-records.expected.json"
  static let readMe = "README.md"
  static let script = "check.sh"

  /// The list of keys that exist in `target`, one object a line.
  static func references(of target: String) -> String { "references/\(target).ndjson" }
}
