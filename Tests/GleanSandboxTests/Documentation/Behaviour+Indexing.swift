extension Behaviour {
  private static let bulkPage = Source.page("indexing/documents/bulk-upload-model")
  private static let countPage = Source.page("api-info/indexing/debugging/datasource-status")
  private static let deprecations = Source.page("deprecations/overview")

  static let datasources: [Behaviour] = [
    Behaviour(
      "`/adddatasource` again replaces the whole configuration; the name comes back as `CUSTOM_NAME`",
      .openAPI("indexing"), .page("api-info/indexing/debugging/datasource-config"),
      tests: "DatasourceTests.replaces the whole configuration when a datasource is added again"),
    Behaviour(
      "A name has letters and digits only", .client("glean-indexing-sdk 1.2.1, common/validation.py"),
      tests: "DatasourceTests.refuses names of anything but letters and digits"),
    Behaviour(
      "An object type has neither space nor underscore", .openAPI("indexing"),
      tests: "DatasourceTests.refuses object types with an underscore"),
    Behaviour(
      "An unknown datasource: 400", indexingErrors, .choice("the text"),
      tests: "DatasourceTests.refuses an unknown datasource with 400"),
    Behaviour(
      "Deprecated endpoints answer `X-Glean-Deprecated`, and 410 after their removal on 2026-10-15", deprecations,
      tests: "DatasourceTests.serves deprecated endpoints with a warning until their removal date",
      "DatasourceTests.answers 410 for removed endpoints"),
    Behaviour(
      "`X-Glean-Exclude-Deprecated-After` behaves as if that day had come", deprecations,
      tests: "DatasourceTests.behaves as after the removal when the client asks for that"),
    Behaviour(
      "No endpoint deletes a datasource", .page("libraries/indexing-sdk/testing/end-to-end"),
      tests: "WireTests.answers 404 to paths it does not have"),
  ]

  private static let indexingErrors = Source.page("libraries/indexing-sdk/push/error-handling")

  static let documents: [Behaviour] = [
    Behaviour(
      "200 means accepted: a document is found some 15 minutes later", bulkPage,
      .choice("the delay is a setting, by default none"),
      tests: "IndexingTests.makes a document searchable when the delay has passed, not earlier",
      "ShiftedClockTests.lets 15 minutes of indexing pass at once"),
    Behaviour(
      "`/processalldocuments` makes what waits due at once", .openAPI("indexing"),
      tests: "IndexingTests.indexes at once when processing is asked for",
      "BulkUploadTests.deletes stale documents after the delay, or at once when processing is asked for"),
    Behaviour(
      "Ids are the same in any case, and have at most 200 characters", .openAPI("indexing"),
      tests: "IndexingTests.finds the old content until the new one is indexed",
      "DocumentRuleTests.refuses an id of more than 200 characters"),
    Behaviour(
      "One bad document refuses the whole batch: undeclared object types, URLs outside the pattern, users that were not "
        + "indexed, no permissions, reserved properties", .field("texts of each, several repositories"),
      tests: "DocumentRuleTests.refuses the whole batch for one bad document",
      "DocumentRuleTests.refuses the whole page of a bulk upload for one bad document, and starts none"),
    Behaviour(
      "Unsupported MIME types: 400", .page("api-info/indexing/documents/supported-mimetypes"),
      tests: "DocumentRuleTests.refuses content of an unsupported type"),
    Behaviour(
      "An older `version`: 409", .openAPI("indexing"), .choice("the same version again is accepted"),
      tests: "DocumentRuleTests.refuses an older version and accepts the same one again"),
    Behaviour(
      "Deleting what is not there succeeds", .openAPI("indexing"),
      tests: "IdentityTests.succeeds in deleting what is not there"),
    Behaviour(
      "An unknown top-level field: 400 `unrecognized field: …`", .field("one repository"),
      tests: "WireTests.names the unknown top-level field"),
  ]

  static let bulk: [Behaviour] = [
    Behaviour(
      "A bulk upload replaces what is in the datasource", bulkPage,
      tests: "BulkUploadTests.replaces the documents of the datasource, keeping what was uploaded beside it"),
    Behaviour(
      "Middle pages come at the same time and in any order", .client("glean-indexing-sdk 1.2.1, push/batching.py"),
      tests: "BulkUploadTests.takes pages between the first and the last at the same time and in any order"),
    Behaviour(
      "One upload at a time for each datasource and kind: 409", bulkPage,
      .choice("the specification lists 400 and 409 and does not say which"),
      tests: "BulkUploadTests.refuses a second upload while one is active",
      "BulkUploadTests.refuses a second upload of people and groups while one is active",
      "BulkUploadTests.lets another kind and another datasource upload at the same time"),
    Behaviour(
      "`forceRestartUpload` starts anew; pages of the superseded upload: 409", bulkPage, .choice("the 409"),
      tests: "BulkUploadTests.restarts an upload when forced, and refuses pages of the superseded one"),
    Behaviour(
      "Flags on pages where they mean nothing: 400", .openAPI("indexing"),
      tests: "BulkUploadTests.refuses flags on pages where they mean nothing"),
    Behaviour(
      "A deletion of more than 20 % waits seven days (`DELETION PAUSED`)", bulkPage, .openAPI("indexing"),
      tests: "BulkUploadTests.pauses a deletion of more than a fifth for seven days",
      "BulkUploadTests.deletes exactly a fifth without a pause",
      "IdentityTests.keeps users when an upload would delete more than a fifth"),
    Behaviour(
      "`disableStaleDocumentDeletionCheck` lifts the guard; an upload of nothing empties the datasource", bulkPage,
      .client("glean-indexing-sdk 1.2.1, `glean-idx datasource teardown`"),
      tests: "BulkUploadTests.empties the datasource with an upload of nothing that lifts the guard"),
    Behaviour(
      "Sending a page again is harmless", .choice("a client that lost the answer has no other way"),
      tests: "BulkUploadTests.takes every page again without doubling anything"),
  ]

  static let identities: [Behaviour] = [
    Behaviour(
      "Users that an upload does not bring go, with their memberships", bulkPage,
      tests: "IdentityTests.removes users that an upload does not bring, with their memberships"),
    Behaviour(
      "Memberships are replaced a group at a time", .openAPI("indexing"),
      tests: "IdentityTests.replaces the memberships of one group only"),
    Behaviour(
      "A deleted group takes its memberships along", .openAPI("indexing"),
      tests: "IdentityTests.deletes a group with its memberships on both sides"),
    Behaviour(
      "A group name has no whitespace and does not start with `scio`", .openAPI("indexing"),
      tests: "IdentityTests.refuses bad group names"),
    Behaviour(
      "A membership has exactly one member", .openAPI("indexing"),
      tests: "IdentityTests.demands exactly one member in a membership"),
  ]

  static let debugging: [Behaviour] = [
    Behaviour(
      "`counts.uploaded` may be three hours old", countPage, .openAPI("indexing"),
      .choice("those of the last multiple of three hours; a setting, by default exact"),
      tests: "UploadedCountTests.tells uploads of up to three hours ago, and what is indexed at once",
      "UploadedCountTests.tells documents that are gone until the counts are made anew"),
    Behaviour(
      "The state of an upload from its first page to its end", .openAPI("indexing"),
      tests: "BulkUploadTests.tells the state of an upload from its first page to its end"),
    Behaviour(
      "`lastIndexedAt` is not before `lastUploadedAt` once a document is indexed",
      .client("glean-indexing-sdk 1.2.1, push/status.py"),
      tests: "IndexingTests.moves both times of a document when it is uploaded again"),
    Behaviour(
      "`permissionIdentityStatus` tells whether users and groups are known", .openAPI("indexing"),
      tests: "IndexingTests.tells permissions and whether their users and groups are known"),
    Behaviour(
      "Events: newest first, 20 by default, at most 100, at most 30 days back", .openAPI("indexing"),
      tests: "IndexingTests.tells the events of a document, newest first, also after its deletion",
      "IndexingTests.refuses events from too long ago and too many of them"),
    Behaviour(
      "The status of a user with the groups", .openAPI("indexing"), tests: "IdentityTests.tells the status of a user"),
  ]

  static let wire: [Behaviour] = [
    Behaviour(
      "Success is exactly 200, without a body where none is declared",
      .client("glean-api-client 0.13.0: any other 2xx raises"), .openAPI("indexing"),
      tests: "WireTests.answers success with 200 and no body where the specification declares none"),
    Behaviour(
      "JSON comes as `application/json; charset=UTF-8`, letter by letter",
      .client("glean-api-client 0.13.0 compares the text under `/debug`"),
      tests: "WireTests.answers JSON with the content type that the official client compares byte for byte"),
    Behaviour(
      "The content type of a request is not looked at", .page("api-info/indexing/getting-started/index-documents"),
      tests: "WireTests.ignores the request's content type, as curl sends another one"),
    Behaviour(
      "Problems of the Platform API are problem details", .openAPI("platform"),
      tests: "SearchTests.answers problems of the Platform API as problem details"),
    Behaviour(
      "A time in a filter that does not exist: 422", .page("guides/search/filtering-results"),
      tests: "SearchTests.answers 422 to a time that does not exist"),
    Behaviour(
      "Filters: AND between them, OR inside, `last_updated_at` with its bounds excluded",
      .page("guides/search/faceted-filters"),
      tests: "SearchTests.filters by type, author and custom properties, and combines filters",
      "SearchTests.filters by the time of the last change, its bounds excluded"),
    Behaviour(
      "`datasourcesFilter` and the facet `app` both restrict", .page("guides/search/datasource-filters"),
      tests: "SearchTests.restricts to datasources by either option, and by either name"),
    Behaviour(
      "Ids in results are `CUSTOM_<DATASOURCE>_<Type>_<id>`", .field("four repositories"),
      tests: "SearchTests.describes the document of a result"),
  ]
}
