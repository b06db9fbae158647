extension QualityPass {
  /// Looks at the records of a batch, which may come after records that others count.
  ///
  /// - Requires: batches come in the order of the input; nothing is left over from ``consume(_:)-(UnsafeRawBufferPointer)``.
  public mutating func consume(_ batch: borrowing RecordBatch) throws(QualityError) {
    skip(toRecord: batch.firstRecord + 1)
    let before = counts.bytes
    if batch.isOversized { readTooLong(0) }
    var index = 0
    while index < batch.spans.count {
      try read(batch.record(batch.spans[index]), lineEnd: 0, isPadded: true)
      index &+= 1
    }
    counts.bytes = before + batch.inputBytes
  }
}
