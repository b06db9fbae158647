internal import DataGenerating
internal import DataRecords

extension TemplateContract {
  /// A field as a property of the contract, nested ones with it.
  ///
  /// - Parameter path: the names of the objects that it lies in.
  func property(_ field: FieldDefinition, in path: [String] = []) -> JSONValue {
    let isKey = path.isEmpty && field.name == Self.keyField
    var property: JSONObject = ["id": .string(field.name), "name": .string(field.name)]
    if let description = field.description { property["description"] = .string(description) }
    if isKey {
      property["primaryKey"] = true
      property["primaryKeyPosition"] = 1
    }
    property.describeType(of: field)
    property["required"] = .bool(field.isRequired)
    property["unique"] = .bool(isKey)
    property["classification"] = .string(classification(field))
    let quality = path.isEmpty ? quality(of: field, isKey: isKey) : []
    if !quality.isEmpty { property["quality"] = .array(quality) }
    if field.kind == .object, !field.fields.isEmpty {
      property["properties"] = .array(field.fields.map { self.property($0, in: path + [field.name]) })
    }
    let relationships = path.isEmpty ? relationships(of: field) : []
    if let items = field.items {
      var item = JSONObject()
      item.describeType(of: items)
      if items.kind == .object, !items.fields.isEmpty {
        item["properties"] = .array(items.fields.map { self.property($0, in: path + [field.name]) })
      }
      if !relationships.isEmpty { item["relationships"] = .array(relationships) }
      property["items"] = .object(item)
    } else if !relationships.isEmpty {
      property["relationships"] = .array(relationships)
    }
    return .object(property)
  }

  private func relationships(of field: FieldDefinition) -> [JSONValue] {
    document.relationships.filter { $0.field == field.name }.map { relationship in
      let object = relationship.target == .own ? objectName : relationship.target.rawValue
      return [
        "type": "foreignKey", "to": .string("\(object).\(Self.keyField)"),
        "customProperties": [
          ["property": "name", "value": .string(relationship.name)],
          ["property": "essential", "value": .bool(relationship.isEssential)],
        ],
      ]
    }
  }

  /// `confidential` for what names a person, else `internal`.
  private func classification(_ field: FieldDefinition) -> String {
    var namesPerson = field.format == .email
    if case .person = field.source { namesPerson = true }
    let leadsToPeople = document.relationships.contains { $0.field == field.name && $0.target == .people }
    // A person's name stands beside the person's key: `author_name` beside `author_id`.
    let besidePerson = document.relationships.contains { relationship in
      relationship.target == .people && relationship.field.hasSuffix("_id")
        && field.name == relationship.field.dropLast("id".count) + "name"
    }
    return namesPerson || leadsToPeople || besidePerson ? "confidential" : "internal"
  }
}

extension JSONObject {
  /// The logical type of the standard with its options, and JSON's own as the physical one.
  fileprivate mutating func describeType(of field: FieldDefinition) {
    var options = JSONObject()
    switch field.format {
    case .dateTime:
      self["logicalType"] = "timestamp"
      options["format"] = "yyyy-MM-dd'T'HH:mm:ssXXX"
      options["timezone"] = true
    case .date:
      self["logicalType"] = "date"
      options["format"] = "yyyy-MM-dd"
    case .email, .uri, .uuid, nil:
      self["logicalType"] = .string(field.kind.rawValue)
      if let format = field.format { options["format"] = .string(format.rawValue) }
      if let pattern = field.pattern { options["pattern"] = .string(pattern) }
      if let length = field.minimumLength { options["minLength"] = .integer(Int64(length)) }
      if let length = field.maximumLength { options["maxLength"] = .integer(Int64(length)) }
    }
    if let minimum = field.minimum { options["minimum"] = .shortest(minimum) }
    if let maximum = field.maximum { options["maximum"] = .shortest(maximum) }
    if let count = field.minimumItems { options["minItems"] = .integer(Int64(count)) }
    if let count = field.maximumItems { options["maxItems"] = .integer(Int64(count)) }
    if field.hasUniqueItems { options["uniqueItems"] = true }
    self["physicalType"] = .string(field.kind.rawValue)
    if !options.isEmpty { self["logicalTypeOptions"] = .object(options) }
  }
}
