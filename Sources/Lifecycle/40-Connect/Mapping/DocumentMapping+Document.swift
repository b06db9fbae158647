package import DataOpsCore
package import DataRecords

/// What a document carries besides its record's content.
package struct DocumentLabels: Sendable {
  package let client: String
  package let stage: Stage
  package let datasetID: Identifier<Dataset>
  /// Those of the dataset, by name.
  package let labels: [String: String]
  package let allowedGroups: [String]

  package init(
    client: String, stage: Stage, datasetID: Identifier<Dataset>, labels: [String: String] = [:],
    allowedGroups: [String]
  ) {
    self.client = client
    self.stage = stage
    self.datasetID = datasetID
    self.labels = labels
    self.allowedGroups = allowedGroups
  }
}

extension DocumentMapping {
  /// The document of one record.
  ///
  /// - Returns: nil where the record has no key or no URL, without which the search system takes no document.
  package func document(from record: TapeValue, labels: DocumentLabels) -> SearchDocument? {
    guard let key = record.text("id"), !key.isEmpty, let url = record.text("url"), !url.isEmpty else { return nil }
    let title = record.text(title) ?? key
    let created = record.text(created)
    return SearchDocument(
      reference: .init(objectType: objectType, id: Self.documentID(ofKey: key)), title: shortened(title),
      body: text.compactMap { record.text($0) }.joined(separator: "\n\n"), url: url,
      container: container.flatMap { record.text($0) }, authorEmail: author.flatMap { record.text($0 + "_email") },
      authorName: author.flatMap { record.text($0 + "_name") }, createdAt: created.flatMap(Timestamp.init),
      updatedAt: (record.text(updated) ?? created).flatMap(Timestamp.init),
      status: status.flatMap { record.text($0) }, tags: tags.map { record.texts($0) } ?? [],
      allowedGroups: labels.allowedGroups, properties: labels.properties(ofKey: key) + values(of: record))
  }

  private func values(of record: TapeValue) -> [(name: String, value: SearchDocument.Value)] {
    properties.compactMap { property in
      record.member(named: property.field).flatMap { SearchDocument.Value($0) }.map { (property.name, $0) }
    }
  }

  private func shortened(_ title: String) -> String {
    guard title.utf8.count > Self.maximumTitleBytes else { return title }
    var short = ""
    for word in title.split(separator: " ") {
      guard short.utf8.count + word.utf8.count < Self.maximumTitleBytes else { break }
      if !short.isEmpty { short.append(" ") }
      short.append(contentsOf: word)
    }
    return (short.isEmpty ? String(title.prefix(60)) : short) + "…"
  }
}

extension DocumentLabels {
  fileprivate func properties(ofKey key: String) -> [(name: String, value: SearchDocument.Value)] {
    var properties: [(name: String, value: SearchDocument.Value)] = [
      ("recordkey", .text(key)), ("clientname", .text(client)), ("stage", .text(stage.rawValue)),
      ("datasetid", .text(datasetID.description)),
    ]
    if !labels.isEmpty {
      properties.append(("datasetlabels", .list(labels.map { "\($0.key)=\($0.value)" }.sorted())))
    }
    return properties
  }
}

extension SearchDocument.Value {
  /// Search knows numbers, texts and lists of texts; nil for what is none of these, and for nothing.
  fileprivate init?(_ value: TapeValue) {
    if let integer = value.int64 {
      self = .integer(integer)
    } else if let text = value.text {
      self = .text(text)
    } else if let flag = value.bool {
      self = .text(flag ? "yes" : "no")
    } else if value.kind == .array {
      let texts = value.elements.compactMap(\.text)
      if texts.isEmpty { return nil }
      self = .list(texts)
    } else {
      return nil
    }
  }
}

extension TapeValue {
  fileprivate var text: String? { string.map { String(decoding: $0, as: UTF8.self) } }

  fileprivate func text(_ member: String) -> String? { self.member(named: member)?.text }

  fileprivate func texts(_ member: String) -> [String] {
    guard let value = self.member(named: member), value.kind == .array else { return [] }
    return value.elements.compactMap(\.text)
  }
}
