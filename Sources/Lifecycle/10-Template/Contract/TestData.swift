internal import DataGenerating
internal import DataOpsCore
internal import DataRecords

extension TemplateContract {
  /// The bundle for tests: records that pass, records that break one rule each, what is expected of those, and how to run it.
  func testData() throws(Failure) -> [ContractFile] {
    let judge = try RecordJudge(template)
    let generator = try generator()
    var good = JSONWriter()
    var spare: [JSONValue] = []
    var found = 0
    for index in 0..<generator.count where found < sampleCount || spare.count < Self.spareCount {
      let record = try Self.record(index, of: generator)
      guard judge.violations(of: record)?.isEmpty == true else { continue }
      if found < sampleCount {
        record.write(to: &good)
        good.newline()
        found += 1
      } else {
        spare.append(record)
      }
    }
    guard found == sampleCount else {
      throw Failure(
        .generationFailed,
        "template \(template.entity.sourcePath) gives \(found) records that meet its own schema, not "
          + "\(sampleCount)", remedy: "See what is wrong with it: dataops template lint \(template.entity.sourcePath)")
    }
    let bad = BadRecord.all(breaking: document.fields, from: spare, judge: judge)
    return [
      ContractFile(ContractFile.records, good.bytes),
      ContractFile(ContractFile.badRecords, BadRecord.lines(bad)),
      ContractFile(ContractFile.badRecordsExpected, BadRecord.expectations(bad).indentedText),
      ContractFile(ContractFile.readMe, readMe(badCount: bad.count)),
      ContractFile(ContractFile.script, script, isExecutable: true),
    ]
  }

  private static let largestCount = 100_000_000

  /// Good records that bad ones are made from.
  private static let spareCount = 400

  /// Enough records for the good, the spare, and those written by hand that break the schema.
  private func generator() throws(Failure) -> RecordGenerator {
    let count = max(expectedRecordCount, sampleCount + Self.spareCount + document.records.count)
    do {
      return try RecordGenerator(
        template: document, world: world, count: min(count, Self.largestCount))
    } catch {
      throw Failure(.generationFailed, "template \(template.entity.sourcePath) gives no records: \(error)")
    }
  }

  private static func record(_ index: Int, of generator: RecordGenerator) throws(Failure) -> JSONValue {
    var writer = JSONWriter()
    generator.write(index, to: &writer)
    do { return try JSONValue(parsing: writer.bytes) } catch {
      throw Failure(.generationFailed, "record \(index) cannot be read: \(error)")
    }
  }
}
