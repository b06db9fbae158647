/// Profiles the records of an input of any length, in constant memory.
public struct RecordProfiling: Sendable {
  /// What the profile keeps and how much of it.
  public let options: ProfileOptions

  /// How the records are set apart; nil to tell it by the text's beginning.
  public let form: RecordForm?

  /// How much of the input is held at a time.
  public let limits: RecordStream.Limits

  /// - Parameter form: nil to tell it by the text's beginning.
  public init(options: ProfileOptions = .init(), form: RecordForm? = nil, limits: RecordStream.Limits = .init()) {
    self.options = options
    self.form = form
    self.limits = limits
  }

  /// Profiles all records of `source`, which is decompressed if it is compressed with gzip or zstd.
  ///
  /// - Throws: where the input cannot be read on, or there is no memory to parse a record.
  public func run(_ source: any ByteSource) throws(InputError) -> RecordProfile {
    var stream = RecordStream(try source.decompressed(), form: form, limits: limits)
    var batch = RecordBatch()
    var pass = ProfilePass(options: options)
    let parser = JSONParser(limits: JSONLimits(maximumBytes: limits.recordBytes))
    while try stream.read(into: &batch) {
      do throws(JSONError) { try pass.add(batch, with: parser) } catch {
        throw InputError(.outOfMemory, error.message)
      }
    }
    return pass.profile
  }
}
