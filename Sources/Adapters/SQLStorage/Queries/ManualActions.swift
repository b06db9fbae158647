import DataOpsCore
import DataOpsLifecycle

extension ManualAction: SQLStored {
  static let table = "manual_actions"
  var label: String { "manual action \(id)" }

  /// - Parameter row: with the client that the action is about as `about_client`.
  init(_ row: SQLRow) throws(SQLError) {
    self.init(
      id: try row["id"], kind: try row["kind"], clientID: try row["about_client"], datasetID: try row["dataset_id"],
      connectorID: try row["connector_id"], subject: try row["subject"], owner: try row["owner"],
      text: try row["text"], requestedAt: try row["requested_at"], deadlineAt: try row["deadline_at"])
    let (kind, name): (Actor.Kind?, String?) = (try row["confirmed_by_kind"], try row["confirmed_by_name"])
    var confirmer: Actor?
    if let kind, let name { confirmer = Actor(kind, name) }
    self = confirmed(at: try row["confirmed_at"], by: confirmer, saying: try row["confirmation"])
  }

  func record() throws(SQLError) -> SQLRecord {
    SQLRecord(
      table: Self.table,
      key: ["id": id.sql],
      fixed: [
        "kind": kind.sql, "client_id": clientID.sql, "dataset_id": datasetID.sql, "connector_id": connectorID.sql,
        "subject": subject.sql, "owner": owner.sql, "text": text.sql, "requested_at": requestedAt.sql,
        "deadline_at": deadlineAt.sql,
      ],
      changing: [
        "confirmed_at": confirmedAt.sql, "confirmed_by_kind": (confirmedBy?.kind).sql,
        "confirmed_by_name": (confirmedBy?.name).sql, "confirmation": confirmation.sql,
      ])
  }
}

extension ManualAction.Kind: SQLConvertible {}

extension SQLTransaction {
  func manualAction(_ id: Identifier<ManualAction>) throws -> ManualAction? {
    try actions("WHERE action.id = ?", [id.sql]).first
  }

  func manualActions(_ filter: ManualActionFilter) throws -> [ManualAction] {
    var conditions = SQLConditions()
    conditions.add("coalesce(action.client_id, dataset.client_id) = ?", filter.clientID)
    conditions.add("action.dataset_id = ?", filter.datasetID)
    conditions.add("action.kind = ?", filter.kind)
    conditions.add("action.subject = ?", filter.subject)
    if filter.openOnly { conditions.add("action.confirmed_at IS NULL") }
    return try actions(
      "\(conditions.clause) ORDER BY action.ordinal LIMIT ?", conditions.values + [max(0, filter.limit).sql])
  }

  /// Programs of schema 3 name the dataset only.
  private func actions(_ clause: String, _ values: [SQLValue]) throws -> [ManualAction] {
    try rows(
      """
      SELECT action.*, coalesce(action.client_id, dataset.client_id) AS about_client
      FROM manual_actions AS action LEFT JOIN datasets AS dataset ON dataset.id = action.dataset_id \(clause)
      """, values, about: "table manual_actions"
    ).map { try ManualAction($0) }
  }

  func openManualActionCounts(at now: Timestamp) throws -> (open: Int, overdue: Int) {
    let condition = "SELECT count(*) AS value FROM manual_actions WHERE confirmed_at IS NULL"
    return (try value(condition), try value("\(condition) AND deadline_at <= ?", [now.sql]))
  }

  func store(_ action: ManualAction) throws {
    try storeRow(action)
  }
}
