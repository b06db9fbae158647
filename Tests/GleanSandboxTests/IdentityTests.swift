import DataRecords
import Testing

@testable import GleanSandbox

@Suite struct IdentityTests {
  @Test func `removes users that an upload does not bring, with their memberships`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await join("team", .user(Wiki.eve), client)
      try await Wiki.expectSuccess(
        client.index(
          "bulkindexusers",
          [
            "uploadId": "u", "datasource": "wiki", "isFirstPage": true, "isLastPage": true,
            "disableStaleDataDeletionCheck": true,
            "users": [["email": .string(Wiki.ada), "name": "Ada"], ["email": .string(Wiki.bob), "name": "Bob"]],
          ]))
      try await client.settle()
      #expect(try await counts(client) == [2, 0, 0])
    }
  }

  @Test func `keeps users when an upload would delete more than a fifth`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await Wiki.expectSuccess(
        client.index(
          "bulkindexusers",
          [
            "uploadId": "u", "datasource": "wiki", "isFirstPage": true, "isLastPage": true,
            "users": [["email": .string(Wiki.ada), "name": "Ada"]],
          ]))
      try await client.settle()
      #expect(try await counts(client) == [3, 0, 0])
      let history = try await client.status(of: "wiki")["identity"]?["users"]?["bulkUploadHistory"].elements.first
      #expect(history?["processingState"].string == "DELETION PAUSED")
    }
  }

  @Test func `replaces the memberships of one group only`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await join("team", .user(Wiki.ada), client)
      try await join("other", .user(Wiki.ada), client)
      try await Wiki.expectSuccess(
        client.index(
          "bulkindexmemberships",
          [
            "uploadId": "u", "datasource": "wiki", "group": "team", "isFirstPage": true, "isLastPage": true,
            "memberships": [["memberUserId": .string(Wiki.bob)]],
          ]))
      try await client.settle()
      #expect(try await groups(of: Wiki.ada, client) == ["other"])
      #expect(try await groups(of: Wiki.bob, client) == ["team"])
    }
  }

  @Test func `deletes a group with its memberships on both sides`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await addGroup("team", client)
      try await join("team", .user(Wiki.ada), client)
      try await join("company", .group("team"), client)
      try await Wiki.expectSuccess(client.index("deletegroup", ["datasource": "wiki", "groupName": "team"]))
      #expect(try await counts(client) == [3, 0, 0])
    }
  }

  @Test func `succeeds in deleting what is not there`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let requests: [(String, JSONValue)] = [
        ("deleteuser", ["datasource": "wiki", "email": "ghost@example.com"]),
        ("deletegroup", ["datasource": "wiki", "groupName": "ghosts"]),
        (
          "deletemembership",
          ["datasource": "wiki", "membership": ["groupName": "ghosts", "memberUserId": "ghost@example.com"]]
        ),
        ("deletedocument", ["datasource": "wiki", "objectType": "Page", "id": "ghost"]),
      ]
      for (path, body) in requests { #expect(try await client.index(path, body).status == 200) }
    }
  }

  @Test(arguments: ["", "two words", "sciogroup"]) func `refuses bad group names`(name: String) async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      let body: JSONValue = ["datasource": "wiki", "group": ["name": .string(name)]]
      #expect(try await client.index("indexgroup", body).status == 400)
    }
  }

  @Test func `demands exactly one member in a membership`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      for membership: JSONValue in [
        ["groupName": "team"], ["groupName": "team", "memberUserId": "a@example.com", "memberGroupName": "b"],
      ] {
        let answer = try await client.index("indexmembership", ["datasource": "wiki", "membership": membership])
        #expect(answer.status == 400)
      }
    }
  }

  @Test func `tells the status of a user`() async throws {
    try await withSandbox { client in
      try await Wiki.setUp(client)
      try await join("team", .user(Wiki.ada), client)
      let known = try await client.index("debug/wiki/user", ["email": "ADA@example.com"]).json
      #expect(
        known == [
          "status": [
            "isActiveUser": true, "uploadStatus": "UPLOADED", "lastUploadedAt": "2026-09-21T14:13:20.000Z",
          ],
          "uploadedGroups": [["name": "team"]],
        ])
      let unknown = try await client.index("debug/wiki/user", ["email": "ghost@example.com"]).json
      #expect(unknown["status"]?["uploadStatus"].string == "NOT_UPLOADED")
    }
  }

  private func addGroup(_ name: String, _ client: SandboxClient) async throws {
    try await Wiki.expectSuccess(
      client.index("indexgroup", ["datasource": "wiki", "group": ["name": .string(name)]]))
  }

  private func groups(of email: String, _ client: SandboxClient) async throws -> [String] {
    let answer = try await client.index("debug/wiki/user", ["email": .string(email)]).json
    return answer["uploadedGroups"].elements.compactMap { $0["name"].string }
  }

  /// Users, groups and memberships.
  private func counts(_ client: SandboxClient) async throws -> [Int64] {
    let identity = try await client.status(of: "wiki")["identity"]
    return ["users", "groups", "memberships"].compactMap { identity[$0]["counts"]["uploaded"].integer }
  }
}

/// Makes somebody or some group a member.
func join(_ group: String, _ member: GroupMember, to datasource: String = "wiki", _ client: SandboxClient) async throws
{
  let field = member.kind == 0 ? "memberUserId" : "memberGroupName"
  let membership = JSONValue.compact(["groupName": .string(group), field: .string(member.name)])
  try await Wiki.expectSuccess(
    client.index("indexmembership", ["datasource": .string(datasource), "membership": membership]))
}
