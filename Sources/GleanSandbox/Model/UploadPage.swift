import DataRecords

/// One page of a bulk upload: where it belongs, and what it carries.
struct UploadPage<Item: Sendable>: Sendable {
  var datasource: String
  var uploadID: String
  var isFirst: Bool
  var isLast: Bool
  var restarts: Bool
  /// Whether the guard against deleting more than a fifth is lifted.
  var liftsDeletionGuard: Bool
  /// The group whose memberships are replaced; nil for every other kind.
  var group: String?
  var items: [Item]
}

extension UploadPage {
  /// Reads the fields that all bulk requests share.
  ///
  /// - Parameters:
  ///   - items: the name of the list and how to read one of it.
  ///   - guardField: the name of the field that lifts the deletion guard, where there is one.
  init(
    _ body: JSONValue, items: String, guardField: String? = nil, extra: Set<String> = [],
    read: (JSONFields) throws(Refusal) -> Item
  ) throws(Refusal) {
    var known: Set<String> = [
      "uploadId", "datasource", "isFirstPage", "isLastPage", "forceRestartUpload", items,
    ]
    known.formUnion(extra)
    if let guardField { known.insert(guardField) }
    let fields = try JSONFields(body, known: known)
    datasource = try fields.requiredString("datasource")
    uploadID = try fields.requiredString("uploadId")
    isFirst = try fields.bool("isFirstPage") ?? false
    isLast = try fields.bool("isLastPage") ?? false
    restarts = try fields.bool("forceRestartUpload") ?? false
    liftsDeletionGuard = try guardField.flatMap { (name) throws(Refusal) in try fields.bool(name) } ?? false
    group = nil
    guard !restarts || isFirst else { throw .invalid("forceRestartUpload can only be set with isFirstPage=true.") }
    guard !liftsDeletionGuard || isLast else {
      throw .invalid("\(guardField ?? "") can only be set with isLastPage=true.")
    }
    self.items = try fields.required(items, try fields.each(items, read))
  }
}

/// What a bulk upload replaces.
enum UploadKind: String, Sendable, CaseIterable {
  case documents, users, groups, memberships
}
