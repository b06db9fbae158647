public import DataRecords

extension TemplateDocument {
  /// The JSON Schema (2020-12) that the fields amount to; the same template gives the same value.
  ///
  /// A field that is not required may also be null. Unexpected members are allowed: the quality gate warns of them.
  public var jsonSchema: JSONValue {
    var schema: JSONObject = [
      "$schema": "https://json-schema.org/draft/2020-12/schema",
      "$id": .string(
        "urn:dataops:template:\(metadata.industry.rawValue):\(metadata.useCase):\(metadata.datasetType.rawValue):"
          + Slug.of(metadata.version, fallback: "0")),
      "title": .string(metadata.name),
    ]
    if !metadata.description.isEmpty { schema["description"] = .string(metadata.description) }
    schema.addObject(of: fields)
    return .object(schema)
  }

  /// ``jsonSchema`` as indented text for people, byte for byte the same each time.
  public var jsonSchemaText: [UInt8] {
    jsonSchema.indentedText
  }
}

extension JSONObject {
  fileprivate mutating func addObject(of fields: [FieldDefinition]) {
    self["type"] = "object"
    let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
    if !required.isEmpty { self["required"] = .array(required) }
    var properties = JSONObject()
    for field in fields { properties[field.name] = .object(field.schema(allowsNull: !field.isRequired)) }
    self["properties"] = .object(properties)
  }
}

extension FieldDefinition {
  fileprivate func schema(allowsNull: Bool) -> JSONObject {
    var schema = JSONObject()
    if kind == .object {
      schema.addObject(of: fields)
      if fields.isEmpty { schema["properties"] = nil }
    }
    schema["type"] = allowsNull ? [.string(kind.rawValue), "null"] : .string(kind.rawValue)
    if let description { schema["description"] = .string(description) }
    if let format { schema["format"] = .string(format.rawValue) }
    if let allowedValues { schema["enum"] = .array(allowedValues + (allowsNull ? [.null] : [])) }
    if let pattern { schema["pattern"] = .string(pattern) }
    if let minimumLength { schema["minLength"] = .integer(Int64(minimumLength)) }
    if let maximumLength { schema["maxLength"] = .integer(Int64(maximumLength)) }
    if let minimum { schema["minimum"] = .shortest(minimum) }
    if let maximum { schema["maximum"] = .shortest(maximum) }
    if let minimumItems { schema["minItems"] = .integer(Int64(minimumItems)) }
    if let maximumItems { schema["maxItems"] = .integer(Int64(maximumItems)) }
    if hasUniqueItems { schema["uniqueItems"] = true }
    if let items { schema["items"] = .object(items.schema(allowsNull: false)) }
    return schema
  }
}
