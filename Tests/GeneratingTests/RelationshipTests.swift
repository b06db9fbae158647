import DataGenerating
import DataRecords
import Testing

@Suite struct `The datasets of one world` {
  static let standard: [DatasetType] = [.confluencePages, .githubRepos, .slackMessages, .jiraIssues]

  /// Every key that a relationship names, looked up in the records that were really made.
  @Test(arguments: [40, 90])
  func `resolve each other's references`(count: Int) throws {
    let world = Fixture.world()
    var keys: [RelationshipTarget: Set<String>] = [:]
    for type in Self.standard {
      let generator = try Fixture.generator(type, world: world, count: count)
      keys[try #require(RelationshipTarget(rawValue: type.rawValue))] = Set((0..<count).map(generator.key))
      if type == .githubRepos {
        keys[.repositories] = Set(try generator.records().compactMap { $0["name"]?.string })
      }
    }
    for type in DatasetType.allCases {
      let template = try Fixture.template(type)
      let generator = try RecordGenerator(template: template, world: world, count: count)
      let own = Set((0..<count).map(generator.key))
      var references = 0
      for record in try generator.records() {
        for relationship in template.relationships {
          for key in Self.keys(record[relationship.field]) {
            references += 1
            let isMade = (relationship.target == .own ? own : keys[relationship.target])?.contains(key)
            let isKnown = relationship.target == .own || world.contains(key, in: relationship.target)
            #expect(isMade ?? true, "\(type.rawValue).\(relationship.field) = \(key)")
            #expect(isKnown, "\(type.rawValue).\(relationship.field) = \(key)")
          }
        }
      }
      #expect(references > count)
    }
  }

  @Test(arguments: DatasetType.allCases)
  func `hold no address outside of reserved domains`(type: DatasetType) throws {
    let lines = String(decoding: try Fixture.generator(type, count: 200).lines, as: UTF8.self)
    expectReservedAddresses(in: lines)
  }

  static func keys(_ value: JSONValue?) -> [String] {
    value?.array?.compactMap(\.string) ?? value?.string.map { [$0] } ?? []
  }
}

func expectReservedAddresses(in text: String, sourceLocation: SourceLocation = #_sourceLocation) {
  var rest = text[...]
  while let at = rest.firstIndex(of: "@") {
    let after = rest[rest.index(after: at)...]
    let isAddress = at > rest.startIndex && rest[rest.index(before: at)].isLetter
    let domain = after.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "." }
    if isAddress, domain.contains(".") {
      let trimmed = domain.hasSuffix(".") ? domain.dropLast() : domain
      let isReserved =
        [".example", ".test", ".invalid"].contains { trimmed.hasSuffix($0) }
        || ["example.com", "example.org", "example.net"].contains { trimmed == $0 || trimmed.hasSuffix("." + $0) }
      #expect(isReserved, "\(domain)", sourceLocation: sourceLocation)
    }
    rest = after
  }
}
