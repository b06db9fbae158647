package import DataOpsCore
internal import DataRecords

/// Turns NDJSON into search documents.
package enum SearchDocuments {
  /// The documents of every record in `lines`.
  ///
  /// - Throws: `generation_failed` where a record has no key or no URL, naming the line.
  package static func from(
    _ lines: [UInt8], mapping: DocumentMapping, labels: DocumentLabels
  ) throws(Failure) -> [SearchDocument] {
    var documents: [SearchDocument] = []
    var broken: Int?
    do {
      try lines.withUnsafeBytes { buffer in
        let parser = JSONParser()
        for line in JSONLines(buffer) where broken == nil {
          let document = try parser.withDocument(line.bytes) { mapping.document(from: $0, labels: labels) }
          if let document { documents.append(document) } else { broken = line.number }
        }
      }
    } catch {
      throw Failure(.snapshotDamaged, "a record of the snapshot is not JSON: \(error)")
    }
    if let broken {
      throw Failure(
        .generationFailed, "record \(broken) has no id or no url, so it cannot become a search document",
        remedy: "Declare both fields in the template.")
    }
    return documents
  }
}
