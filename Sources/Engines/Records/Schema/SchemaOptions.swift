/// How a JSON Schema is to be understood where it does not say so itself.
public struct SchemaOptions: Sendable {
  /// The version of a schema without `$schema`.
  public var dialect: SchemaDialect

  /// Whether `format` is an assertion; the standard makes it an annotation (2020-12 Validation, clause 7.2.1).
  ///
  /// A metaschema with the format-assertion vocabulary asserts formats whatever this says.
  public var assertsFormats: Bool

  /// Where other schemas are found; the network is never asked.
  public var documents: SchemaDocuments

  /// The URI that the schema came from: the base of its relative references unless it has an `$id`.
  public var baseURI: String

  /// Draft 2020-12, formats as annotations, and no documents but the metaschemas unless said otherwise.
  public init(
    dialect: SchemaDialect = .draft2020_12, assertsFormats: Bool = false,
    documents: SchemaDocuments = SchemaDocuments(), baseURI: String = ""
  ) {
    self.dialect = dialect
    self.assertsFormats = assertsFormats
    self.documents = documents
    self.baseURI = baseURI
  }
}
