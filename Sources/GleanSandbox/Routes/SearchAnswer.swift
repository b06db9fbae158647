import DataRecords

/// The answer of a Client API search.
struct SearchAnswer {
  var query: SearchQuery
  var outcome: SearchOutcome
  /// The cursor of the next page, should there be one.
  var cursor: String
  var duration: Duration

  var json: JSONValue {
    let id = RequestIdentifier.fresh()
    return .compact([
      "trackingToken": .string(id), "requestID": .string(id),
      "backendTimeMillis": .integer(duration.inMilliseconds),
      "results": .array(outcome.documents.map { result($0, trackingToken: id) }),
      "hasMoreResults": .bool(outcome.hasMore),
      "cursor": outcome.hasMore ? .string(cursor) : nil,
      "facetResults": query.facetBuckets == nil ? nil : .array(outcome.facets.map(facet)),
      "resultTabs": outcome.total.map { [["id": "all", "count": JSONValue($0)]] },
      "metadata": .compact([
        "originalQuery": .string(query.text), "searchedQuery": .string(query.text),
        "originalQueryHadNoResults": outcome.matchedAnyWord ? true : nil,
      ]),
    ])
  }

  private func facet(_ facet: FoundFacet) -> JSONValue {
    [
      "sourceName": .string(facet.name), "operatorName": .string(facet.name),
      "buckets": .array(
        facet.buckets.map { ["count": JSONValue($0.count), "value": ["stringValue": .string($0.value)]] }),
      "hasMoreBuckets": .bool(facet.hasMore),
    ]
  }

  private func result(_ found: FoundDocument, trackingToken: String) -> JSONValue {
    .compact([
      "url": .string(found.url), "title": .string(found.title), "document": document(found),
      "snippets": found.snippet.map { [snippet($0)] },
      "nativeAppUrl": found.metadata["nativeAppUrl"], "trackingToken": .string(trackingToken),
    ])
  }

  private func document(_ found: FoundDocument) -> JSONValue {
    let clientID = UploadedDocument.clientID(
      datasource: found.datasource, objectType: found.objectType, id: found.id)
    return .compact([
      "id": .string(clientID), "datasource": .string(found.datasource), "docType": .string(found.objectType),
      "title": .string(found.title), "url": .string(found.url),
      "connectorType": .string(found.connectorType ?? "PUSH_API"),
      "metadata": .compact([
        "datasource": .string(found.datasource), "datasourceInstance": .string(found.datasource),
        "objectType": .string(found.objectType), "documentId": .string(clientID),
        "mimeType": found.metadata["mimeType"],
        "createTime": found.createdAt.map { .string(Timestamp(seconds: $0).text) },
        "updateTime": .string(Timestamp(seconds: found.updatedAt).text),
        "author": found.metadata["author"], "owner": found.metadata["owner"],
        "updatedBy": found.metadata["updatedBy"], "container": found.metadata["container"],
        "status": found.metadata["status"], "labels": found.metadata["labels"],
        "customData": found.properties.map(customData),
      ]),
    ])
  }

  private func customData(_ properties: JSONValue) -> JSONValue {
    guard case .object(let members) = properties else { return [:] }
    return .object(
      JSONObject(
        members.map { member in
          guard case .array(let values) = member.value, values.count == 1, let value = values.first else {
            return JSONObject.Member(name: member.name, value: ["stringListValue": member.value])
          }
          return JSONObject.Member(name: member.name, value: ["stringValue": value])
        }))
  }

  private func snippet(_ snippet: Snippet) -> JSONValue {
    [
      "text": .string(snippet.text), "snippet": .string(snippet.text), "mimeType": "text/plain",
      "snippetTextOrdering": .integer(0),
      "ranges": .array(
        snippet.ranges.map {
          ["startIndex": JSONValue($0.lowerBound), "endIndex": JSONValue($0.upperBound), "type": "BOLD"]
        }),
    ]
  }
}
