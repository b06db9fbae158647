import DataGenerating
import DataRecords
import Testing

@Suite struct `Generating records` {
  /// Same inputs, same bytes, for ever: a change here breaks the promise to everybody who stored a seed.
  @Test(arguments: [
    (DatasetType.confluencePages, "d15265866fb55d6a1c5cbe32c6687ae17e54952656a719158fdbf1e9bc8983ab"),
    (.githubRepos, "54a5186d270050704358618d072c9b0a3abaa6b80b88addf5801e79a7e320f6d"),
    (.slackMessages, "fe85fbd922a67ea1be2010e27bf898e0f8f4f038fc5f9b0c07aa76b7d4923548"),
    (.jiraIssues, "4911ab1a4b4616838299d3cc0977ce16ab481c6cd9fb4000e14c035ddd1cd63d"),
    (.custom, "031efad511f5d01d3b8d978bf9bda6337d035b8df200ac30f5bb42a8301c8c33"),
  ])
  func `gives the same bytes for the same seed`(type: DatasetType, hash: String) throws {
    #expect(try Fixture.generator(type).hash == hash)
  }

  @Test(arguments: DatasetType.allCases)
  func `gives other bytes for another seed, client or use case`(type: DatasetType) throws {
    let worlds = [
      Fixture.world(), Fixture.world(seed: 8), Fixture.world(client: "globex"), Fixture.world(useCase: "other"),
    ]
    let hashes = try worlds.map { try Fixture.generator(type, world: $0).hash }
    #expect(Set(hashes).count == worlds.count)
  }

  @Test(arguments: DatasetType.allCases)
  func `makes each record on its own`(type: DatasetType) throws {
    let generator = try Fixture.generator(type)
    let backwards = try (0..<60).reversed().map(generator.record).reversed()
    #expect(try Array(backwards) == generator.records())
  }

  @Test(arguments: DatasetType.allCases)
  func `writes one line a record, whatever the size of the batches`(type: DatasetType) throws {
    let generator = try Fixture.generator(type)
    let lines = generator.lines
    #expect(lines.count { $0 == 0x0A } == 60)
    #expect(generator.batches(of: 7).reduce([], +) == lines)
  }

  @Test func `writes nothing for an index outside of the dataset`() throws {
    let generator = try Fixture.generator(.custom)
    var writer = JSONWriter()
    generator.write(-1, to: &writer)
    generator.write(60, to: &writer)
    #expect(writer.bytes.isEmpty)
  }

  @Test(arguments: DatasetType.allCases)
  func `writes the fields in the order of the template`(type: DatasetType) throws {
    let template = try Fixture.template(type)
    let generator = try RecordGenerator(template: template, world: Fixture.world(), count: 20)
    #expect(try generator.record(15).names == template.fields.map(\.name))
    #expect(try generator.record(2).names == template.fields.map(\.name))
  }

  @Test(arguments: DatasetType.allCases)
  func `begins with the hand-made records, verbatim`(type: DatasetType) throws {
    let template = try Fixture.template(type)
    let generator = try RecordGenerator(template: template, world: Fixture.world(), count: 20)
    for (index, record) in template.records.enumerated() {
      let written = try generator.record(index)
      for member in record { #expect(written[member.name] == member.value) }
    }
  }

  @Test(arguments: DatasetType.allCases)
  func `gives every record a key of its own`(type: DatasetType) throws {
    let generator = try Fixture.generator(type, count: 1000)
    let keys = (0..<1000).map(generator.key)
    #expect(Set(keys).count == 1000)
    for index in [0, 11, 12, 321, 999] { #expect(try generator.record(index)["id"]?.string == keys[index]) }
  }

  @Test(arguments: DatasetType.allCases)
  func `keeps creation before change`(type: DatasetType) throws {
    for record in try Fixture.generator(type, count: 150).records() {
      guard let created = record["created_at"]?.string else { continue }
      #expect(("2024-12-23"..."2025-12-20").contains(created.prefix(10)))
      if let updated = record["updated_at"]?.string { #expect(created <= updated) }
    }
  }

  @Test func `resolves an issue when it is done, and only then`() throws {
    var done = 0
    for record in try Fixture.generator(.jiraIssues, count: 300).records() {
      let resolved = record["resolved_at"]?.string
      #expect((record["status"]?.string == "Done") == (resolved != nil))
      if let resolved, let created = record["created_at"]?.string, let updated = record["updated_at"]?.string {
        done += 1
        #expect(created <= resolved && resolved <= updated)
      }
    }
    #expect(done > 50)
  }

  @Test func `sends replies after their root, in its channel`() throws {
    let records = try Fixture.generator(.slackMessages, count: 500).records()
    let byID = Dictionary(uniqueKeysWithValues: records.map { ($0["id"]?.string ?? "", $0) })
    var replies: [String: Int] = [:]
    for record in records {
      guard let rootID = record["thread_id"]?.string else { continue }
      let root = try #require(byID[rootID])
      replies[rootID, default: 0] += 1
      #expect(root["thread_id"]?.isNull == true)
      #expect(root["channel_id"] == record["channel_id"])
      #expect(record["thread_ts"] == root["ts"])
      #expect(root["ts"]?.string ?? "" < record["ts"]?.string ?? "")
    }
    #expect(replies.count > 50)
    for (id, count) in replies { #expect(byID[id]?["reply_count"]?.integer == Int64(count)) }
  }

  @Test func `counts only replies that the dataset holds`() throws {
    for count in 48...80 {
      let records = try Fixture.generator(.slackMessages, count: count).records()
      let replies = records.count { $0["thread_id"]?.isNull == false }
      #expect(records.reduce(0) { $0 + ($1["reply_count"]?.integer ?? 0) } == Int64(replies))
    }
  }

  @Test func `lets one person's name, address, handle and team belong together`() throws {
    let people = Dictionary(uniqueKeysWithValues: Fixture.world().people.map { ($0.id, $0) })
    for record in try Fixture.generator(.custom).records() {
      let person = try #require(people[record["owner_id"]?.string ?? ""])
      #expect(record["owner_name"]?.string == person.name)
      #expect(record["owner_email"]?.string == person.email)
      #expect(record["owner_handle"]?.string == person.handle)
      #expect(record["owner_team"]?.string == person.team.name)
    }
    for record in try Fixture.generator(.confluencePages).records() {
      let person = try #require(people[record["author_id"]?.string ?? ""])
      #expect(record["author_name"]?.string == person.name)
      #expect(record["author_email"]?.string == person.email)
      #expect(record["team"]?.string == person.team.name)
    }
  }

  @Test func `gives a page of a tree to the space of its parent`() throws {
    let records = try Fixture.generator(.confluencePages, count: 300).records()
    let byID = Dictionary(uniqueKeysWithValues: records.map { ($0["id"]?.string ?? "", $0) })
    let children = records.filter { $0["parent_id"]?.isNull == false }
    #expect(children.count > 200)
    for child in children {
      let parent = try #require(byID[child["parent_id"]?.string ?? ""])
      #expect(parent["space_key"] == child["space_key"])
    }
  }

  @Test(arguments: [DatasetType.confluencePages, .jiraIssues, .githubRepos, .custom])
  func `rarely repeats a title`(type: DatasetType) throws {
    let name = type == .jiraIssues ? "summary" : "title"
    let titles = try Fixture.generator(type, count: 600).records().compactMap { $0[name]?.string }
    #expect(Set(titles).count > 590)
  }

  @Test func `names landmarks as other datasets do`() throws {
    let world = Fixture.world()
    let repositories = try Fixture.generator(.githubRepos, world: world, count: 40).records()
    #expect(Set(world.repositories.map(\.name)).isSubset(of: repositories.compactMap { $0["name"]?.string }))
    let pages = try Fixture.generator(.confluencePages, world: world, count: 40).records()
    #expect(Set(world.pageTitles).isSubset(of: pages.compactMap { $0["title"]?.string }))
  }

  @Test(arguments: DatasetType.allCases)
  func `fills every slot`(type: DatasetType) throws {
    for record in try Fixture.generator(type, count: 60).records() {
      for member in record { #expect(member.value.string?.contains("{") ?? false == false) }
    }
  }
}

@Suite struct `A small dataset` {
  @Test(arguments: DatasetType.allCases, [1, 5, 39])
  func `has as many records and ten answers`(type: DatasetType, count: Int) throws {
    let generator = try Fixture.generator(type, count: count)
    let keys = Set(try generator.records().compactMap { $0["id"]?.string })
    #expect(keys.count == count)
    #expect(generator.answers.count == 10)
    for answer in generator.answers {
      #expect(keys.contains(answer.expectedKey))
      #expect((1...count).contains(answer.minimumResults))
    }
  }

  @Test func `begins with the records that answer queries`() throws {
    var document = Fixture.document(.custom)
    for index in 0..<10 {
      document[at: "/sample_queries/\(index)/expect/record"] = .string("/data/records/\(11 - index)")
      document[at: "/sample_queries/\(index)/query"] = .string("marker\(11 - index)")
    }
    let generator = try RecordGenerator(template: Fixture.read(document), world: Fixture.world(), count: 3)
    #expect(
      try generator.records().map { $0["title"]?.string } == [
        "Fixture marker11", "Fixture marker10", "Fixture marker9",
      ])
  }

  @Test func `replaces queries that it cannot answer, in order`() throws {
    let generator = try Fixture.generator(.custom, count: 2)
    #expect(
      generator.answers.prefix(5).map(\.query) == ["marker0 fixture", "marker1 fixture"] + [
        "marker0 fixture", "marker1 fixture", "marker0 fixture",
      ])
  }

  @Test(arguments: [0, -1, 100_000_001])
  func `has at least one record and at most a hundred million`(count: Int) {
    #expect(throws: GenerationError.countOutOfRange(count)) { try Fixture.generator(.custom, count: count) }
  }

  @Test func `is refused where the keys would not suffice`() {
    #expect(throws: GenerationError.tooFewKeys(pattern: "^CASE-[0-9]{4}$", wanted: 10_001)) {
      try Fixture.generator(.custom, count: 10_001)
    }
  }
}

@Suite struct `Answers` {
  @Test(arguments: DatasetType.allCases)
  func `hold the words of their query`(type: DatasetType) throws {
    let generator = try Fixture.generator(type, count: 100)
    let records = Dictionary(uniqueKeysWithValues: try generator.records().map { ($0["id"]?.string ?? "", $0) })
    for answer in generator.answers {
      let record = try #require(records[answer.expectedKey])
      let text = String(decoding: JSONValue.object(record).bytes(), as: UTF8.self).lowercased()
      for word in answer.query.split(separator: " ") { #expect(text.contains(word)) }
    }
  }
}
