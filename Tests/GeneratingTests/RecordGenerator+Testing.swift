import Crypto
import DataGenerating
import DataRecords

extension RecordGenerator {
  var lines: [UInt8] { batches(of: 100).reduce([], +) }

  var hash: String {
    SHA256.hash(data: lines).map { byte in
      let text = String(byte, radix: 16)
      return text.count < 2 ? "0" + text : text
    }.joined()
  }

  func record(_ index: Int) throws -> JSONObject {
    var writer = JSONWriter()
    write(index, to: &writer)
    return try JSONValue(parsing: writer.bytes).object ?? [:]
  }

  func records() throws -> [JSONObject] {
    try (0..<count).map(record)
  }
}
