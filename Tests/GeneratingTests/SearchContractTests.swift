import DataGenerating
import DataRecords
import Testing

@Suite struct `How search shows a client's own records` {
  private func contract(_ search: JSONValue?, connector: String? = nil) throws -> SearchContract? {
    var document = Fixture.document(.custom)
    if let search { document[at: "/schema/search"] = search }
    if let connector { document[at: "/metadata/connector_type"] = .string(connector) }
    return try Fixture.read(document).search
  }

  private func refusal(_ search: JSONValue) throws -> [String] {
    try Fixture.refusal(.custom) { $0[at: "/schema/search"] = search }.map { "\($0.pointer): \($0.problem)" }
  }

  @Test func `follows from the names of the fields where the template says nothing`() throws {
    let contract = try #require(try contract(nil))
    #expect(contract.objectType == "Record")
    #expect(contract.title == "title")
    #expect(contract.body == ["body"])
    #expect(contract.author == "author")
    #expect(contract.created == "created_at")
  }

  @Test func `has a property for each field of few or short values and for no other part of the document`() throws {
    let properties = try #require(try contract(nil)).properties
    let facets = Dictionary(properties.map { ($0.name, $0.isFacet) }) { first, _ in first }
    #expect(facets["ownerteam"] == true)
    #expect(facets["causes"] == true)
    #expect(facets["isopen"] == true)
    #expect(facets["level"] == false)
    #expect(facets["due"] == false)
    for name in ["id", "title", "body", "url", "createdat", "authoremail", "owneremail", "summary", "site", "score"] {
      #expect(facets[name] == nil, "\(name) is a property")
    }
  }

  @Test func `has properties with names of letters and digits that are nobody else's`() throws {
    let names = try #require(try contract(nil)).properties.map(\.name)
    #expect(Set(names).count == names.count)
    #expect(names.allSatisfy { $0.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber) } })
  }

  @Test(arguments: ["department", "stage", "type"])
  func `does not take a name that search or the product uses`(name: String) throws {
    var document = Fixture.document(.custom)
    document.append(
      ["name": .string(name), "type": "string", "required": true, "enum": ["one", "two"]], at: "/schema/fields")
    let properties = try #require(try Fixture.read(document).search).properties
    #expect(properties.first { $0.field == name }?.name == "own" + name)
  }

  @Test func `is what the template says`() throws {
    let contract = try contract([
      "object_type": "WorkOrder", "title": "summary", "body": ["title", "body"], "author": "owner",
      "container": "space",
      "labels": "causes", "status": "code", "created": "updated_at", "properties": ["level", "owner_team"],
    ])
    #expect(contract?.objectType == "WorkOrder")
    #expect(contract?.label == "Work order")
    #expect(contract?.title == "summary")
    #expect(contract?.body == ["title", "body"])
    #expect(contract?.author == "owner")
    #expect(contract?.container == "space")
    #expect(contract?.labels == "causes")
    #expect(contract?.status == "code")
    #expect(contract?.created == "updated_at")
    #expect(contract?.properties.map(\.name) == ["level", "ownerteam"])
    #expect(contract?.properties.map(\.label) == ["Level", "Owner team"])
  }

  @Test func `is refused where it names a field that is not there or does not fit`() throws {
    #expect(try refusal(["title": "headline"]) == ["/schema/search/title: there is no field \"headline\""])
    #expect(
      try refusal(["title": "level"]) == ["/schema/search/title: the field \"level\" is not a required string"])
    #expect(try refusal(["author": "nobody"]) == ["/schema/search/author: there is no field \"nobody_email\""])
    #expect(
      try refusal(["created": "due"]) == [
        "/schema/search/created: the field \"due\" is not a string of format date-time"
      ])
    #expect(
      try refusal(["properties": ["site"]]) == [
        "/schema/search/properties/0: the field \"site\" cannot be a property of documents"
      ])
    #expect(try refusal(["colour": "red"]).first?.hasPrefix("/schema/search/colour: unknown member") == true)
  }

  @Test(arguments: ["Work_Order", "Work Order", "", "1st"])
  func `is refused where search would not take the type of document`(name: String) throws {
    #expect(try refusal(["object_type": .string(name)]).first?.hasPrefix("/schema/search/object_type") == true)
  }

  @Test func `is refused where two fields would be one property`() throws {
    let findings = try Fixture.refusal(.custom) { document in
      document.append(["name": "ow_ner_team", "type": "string", "enum": ["one"]], at: "/schema/fields")
      document[at: "/schema/search"] = ["properties": ["owner_team", "ow_ner_team"]]
    }
    #expect(
      findings.map(\.problem) == [
        "the fields \"owner_team\" and \"ow_ner_team\" would both be the property \"ownerteam\""
      ])
  }

  @Test func `is the product's own for every other type and for files`() throws {
    let issue = try Fixture.refusal(.jiraIssues) { $0[at: "/schema/search"] = ["title": "summary"] }
    #expect(issue.map(\.pointer.description) == ["/schema/search"])
    #expect(try contract(nil, connector: "gdrive") == nil)
  }

  @Test func `belongs to a connector of its own only where the type is custom`() throws {
    let issue = try Fixture.refusal(.jiraIssues) { $0[at: "/metadata/connector_type"] = "gdrive" }
    #expect(issue.map(\.problem) == ["only templates of type custom choose a connector"])
    let unknown = try Fixture.refusal(.custom) { $0[at: "/metadata/connector_type"] = "gdriv" }
    #expect(unknown.map(\.pointer.description) == ["/metadata/connector_type"])
    #expect(try Fixture.template(.custom).metadata.connector == .custom)
    #expect(try Fixture.template(.jiraIssues).metadata.connector == nil)
  }
}
