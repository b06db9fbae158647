/// A registered datasource.
struct Datasource: Sendable {
  var id: Int64
  var config: DatasourceConfig
  var visibility: DatasourceVisibility
  /// The datasource whose users and groups its permissions name: itself, unless it says otherwise.
  var identityID: Int64

  var name: String { config.name }
}
