extension Migration {
  /// The first schema: every noun of the product.
  static let registry = Migration(number: 1, name: "registry", oldestProgram: 1) { dialect in
    clients(dialect) + datasets(dialect) + connectors(dialect) + operations(dialect) + quality(dialect)
      + archives(dialect) + events(dialect)
  }

  private static func clients(_ dialect: SQLDialect) -> [String] {
    [
      """
      CREATE TABLE registry (
        id \(dialect.text) NOT NULL PRIMARY KEY,
        created_at \(dialect.instant) NOT NULL
      )\(dialect.tableOptions)
      """,
      """
      CREATE TABLE clients (
        id \(dialect.text) NOT NULL PRIMARY KEY,
        name \(dialect.text) NOT NULL,
        name_folded \(dialect.text) NOT NULL,
        slug \(dialect.text) NOT NULL,
        industry \(dialect.text) NOT NULL,
        use_case \(dialect.text),
        glean_url \(dialect.text),
        created_at \(dialect.instant) NOT NULL,
        version \(dialect.integer) NOT NULL,
        CONSTRAINT client_industry_is_known
          CHECK (industry IN ('fintech', 'healthcare', 'enterprise', 'manufacturing', 'retail')),
        CONSTRAINT client_slug_is_folded CHECK (slug <> '' AND slug = lower(slug))
      )\(dialect.tableOptions)
      """,
      "CREATE UNIQUE INDEX clients_name ON clients (name_folded)",
      "CREATE UNIQUE INDEX clients_slug ON clients (slug)",
      """
      CREATE TABLE credentials (
        client_id \(dialect.text) NOT NULL REFERENCES clients (id),
        kind \(dialect.text) NOT NULL,
        key_id \(dialect.text) NOT NULL,
        box \(dialect.text) NOT NULL,
        stored_at \(dialect.instant) NOT NULL,
        PRIMARY KEY (client_id, kind),
        CONSTRAINT credential_kind_is_known CHECK (kind IN ('indexing_token', 'client_token'))
      )\(dialect.tableOptions)
      """,
    ]
  }
}
