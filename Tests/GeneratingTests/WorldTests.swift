import DataGenerating
import Testing

@Suite struct `A client's world` {
  @Test func `is the same whenever it is made`() {
    let one = Fixture.world()
    let other = Fixture.world()
    #expect(one.people == other.people)
    #expect(one.channels == other.channels)
    #expect(one.key(of: .slackMessages, at: 17) == other.key(of: .slackMessages, at: 17))
  }

  @Test func `keeps its people and places for another use case, with other record keys`() {
    let one = Fixture.world()
    let other = Fixture.world(useCase: "fraud_operations")
    #expect(one.people == other.people)
    #expect(one.key(of: .confluencePages, at: 0) != other.key(of: .confluencePages, at: 0))
  }

  @Test func `is another one for another client or seed`() {
    let people = Fixture.world().people.map(\.id)
    #expect(Fixture.world(client: "globex").people.map(\.id) != people)
    #expect(Fixture.world(seed: 8).people.map(\.id) != people)
  }

  @Test func `has people whose ids, names, addresses and handles are unique`() {
    let people = Fixture.world().people
    #expect(people.count == 120)
    #expect(Set(people.map(\.id)).count == 120)
    #expect(Set(people.map(\.name)).count == 120)
    #expect(Set(people.map(\.email)).count == 120)
    #expect(Set(people.map(\.handle)).count == 120)
  }

  @Test func `gives addresses under the client's reserved domain`() {
    let world = Fixture.world(client: "Müller & Söhne")
    #expect(world.domain == "m-ller-s-hne.example")
    #expect(world.people.allSatisfy { $0.email.hasSuffix("@m-ller-s-hne.example") })
    #expect(world.people.allSatisfy { $0.email.utf8.allSatisfy { $0 < 128 } })
  }

  @Test func `makes an address from the person's name`() throws {
    let person = try #require(Fixture.world().people.first { $0.lastName == "Okafor" })
    #expect(person.email.hasSuffix(".okafor@acme.example"))
  }

  @Test(arguments: ["fintech", "healthcare", "enterprise", "manufacturing", "retail", "unknown"])
  func `has ten teams, projects and spaces and twenty channels in every industry`(industry: String) {
    let world = Fixture.world(industry: industry)
    #expect(Set(world.teams.map(\.name)).count == 10)
    #expect(Set(world.projects.map(\.key)).count == 10)
    #expect(Set(world.spaces.map(\.key)).count == 10)
    #expect(Set(world.channels.map(\.id)).count == 20)
    #expect(Set(world.repositories.map(\.name)).count == World.namedLandmarks.count)
    #expect(Set(world.pageTitles).count == World.namedLandmarks.count)
    #expect(world.people.allSatisfy { world.teams.contains($0.team) })
  }

  @Test func `takes names for its teams and changes nothing else`() {
    let plain = Fixture.world()
    let named = World(
      client: "acme", clientName: "Acme", industry: "fintech", useCase: "developer_productivity", seed: 7,
      teams: ["Night Shift", "Night Shift", "Day Shift"])
    #expect(named.teams.map(\.name).prefix(2) == ["Night Shift", "Day Shift"])
    #expect(named.teams.count == 10)
    #expect(named.people.map(\.id) == plain.people.map(\.id))
    #expect(named.projects == plain.projects)
    #expect(named.key(of: .jiraIssues, at: 5) == plain.key(of: .jiraIssues, at: 5))
  }

  @Test func `contains the keys of its directory`() {
    let world = Fixture.world()
    #expect(world.contains(world.people[3].id, in: .people))
    #expect(world.contains(world.teams[3].name, in: .teams))
    #expect(world.contains(world.spaces[3].key, in: .spaces))
    #expect(world.contains(world.repositories[3].name, in: .repositories))
    #expect(world.contains(world.channels[3].id, in: .channels))
    #expect(world.contains(world.projects[3].key, in: .projects))
    #expect(!world.contains("nobody", in: .people))
  }

  @Test(arguments: [
    (DatasetType.confluencePages, RelationshipTarget.confluencePages), (.githubRepos, .githubRepos),
    (.slackMessages, .slackMessages), (.jiraIssues, .jiraIssues),
  ])
  func `contains the keys of landmarks and of no later record`(type: DatasetType, target: RelationshipTarget) {
    let world = Fixture.world()
    #expect(world.contains(world.key(of: type, at: 0), in: target))
    #expect(world.contains(world.key(of: type, at: 39), in: target))
    #expect(!world.contains(world.key(of: type, at: 40), in: target))
  }
}

@Suite struct `Record keys` {
  @Test(arguments: DatasetType.allCases)
  func `are unique near the start and at the far end`(type: DatasetType) {
    let world = Fixture.world()
    var keys: Set<String> = []
    for start in [0, 999_000, 1_000_000, 50_000_000, 99_998_000] {
      for index in start..<start + 2_000 { keys.insert(world.key(of: type, at: index)) }
    }
    // 999_000 + 2_000 overlaps the next range by a thousand.
    #expect(keys.count == 9_000)
  }

  @Test func `of messages with the same microseconds differ in their seconds`() {
    let world = Fixture.world()
    let stamps = (0..<100).map { world.key(of: .slackMessages, at: 77 + $0 * 1_000_000) }
    #expect(Set(stamps.map { $0.suffix(6) }).count == 1)
    #expect(Set(stamps).count == 100)
  }

  @Test func `of issues count up inside a project`() {
    let world = Fixture.world()
    var last: [Substring: Int] = [:]
    for index in 0..<500 {
      let parts = world.key(of: .jiraIssues, at: index).split(separator: "-")
      last[parts[0], default: Int(parts[1]) ?? 0] = max(last[parts[0]] ?? 0, Int(parts[1]) ?? 0)
    }
    #expect(last.count == 10)
  }
}
