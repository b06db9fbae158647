import Crypto

/// The made-up organisation of one client: the people, teams and places that all of its datasets share.
///
/// A value computed from its inputs alone, cheap to make again: nothing of it needs to be stored. The four dataset types of
/// one client agree on it as long as they pass the same inputs, so an issue names a page that exists and a message is written
/// by someone in the directory. No person is real and every address is under `.example` (RFC 2606).
public struct World: Sendable {
  /// Records of one type refer only to the first forty of another, whose keys follow from the world alone: a dataset of at
  /// least forty records answers every reference, whichever template and count it was made with.
  public static let landmarkCount = 40

  /// Those of the landmarks that also have a name which follows from the world: pages a title, repositories a slug.
  /// Earlier ones are left to the hand-made records of the templates.
  public static let namedLandmarks = 24..<40

  public let client: String
  public let clientName: String
  public let industry: String
  public let useCase: String
  public let seed: UInt64
  /// `{client}.example`.
  public let domain: String

  public let people: [Person]
  public let teams: [Team]
  public let spaces: [Space]
  public let projects: [Project]
  public let channels: [Channel]
  /// The repositories with names; record `namedLandmarks.lowerBound + n` of `github_repos` is number n.
  public let repositories: [Repository]
  /// Titles of the pages `namedLandmarks` of `confluence_pages`.
  public let pageTitles: [String]

  let keys: RecordKeys
  private let directory: [RelationshipTarget: Set<String>]

  /// People, teams, spaces, projects, channels and repositories follow from `client`, `seed` and `industry`; record keys also
  /// from `useCase`.
  ///
  /// - Parameter teams: names for the teams, instead of the built-in ones of the industry; at most ten are used. Nothing but
  ///   the names of the teams depends on it. Pass the same list for all types, such as the `team` vocabulary of the use case.
  public init(
    client: String, clientName: String, industry: String, useCase: String, seed: UInt64, teams: [String] = []
  ) {
    self.client = client
    self.clientName = clientName
    self.industry = industry
    self.useCase = useCase
    self.seed = seed
    let slug = Slug.of(client, fallback: "client")
    domain = slug + ".example"

    let lexicon = Lexicon.named(industry)
    let organisationKey = Self.key("organisation", client, String(seed))
    let recordKey = Self.key("records", client, String(seed), industry, useCase)

    self.teams = Self.teamNames(teams, lexicon).enumerated().map { Team(id: "team-\($0 + 1)", name: $1) }
    people = Person.directory(teams: self.teams, roles: lexicon.roles, domain: domain, key: organisationKey)
    spaces = lexicon.spaces.map { Space(key: $0.key, name: $0.name) }
    projects = lexicon.projects.map { Project(key: $0.key, name: $0.name) }
    channels = Channel.named(lexicon.channels, key: organisationKey)
    repositories = lexicon.repositories.map(Repository.init(name:))
    pageTitles = lexicon.pages
    keys = RecordKeys(key: recordKey, channels: channels, projects: projects)
    directory = [
      .people: Set(people.map(\.id)),
      .teams: Set(self.teams.flatMap { [$0.id, $0.name] }),
      .spaces: Set(spaces.map(\.key)),
      .projects: Set(projects.map(\.key)),
      .channels: Set(channels.map(\.id)),
      .repositories: Set(repositories.map(\.name)),
      .confluencePages: keys.landmarks(.confluencePages),
      .githubRepos: keys.landmarks(.githubRepos),
      .slackMessages: keys.landmarks(.slackMessages),
      .jiraIssues: keys.landmarks(.jiraIssues),
    ]
  }

  /// Whether `key` is one that a relationship to `target` may hold: the id of a person or channel, the key of a space or
  /// project, the name of a repository, the name or id of a team, or the key of a landmark record.
  ///
  /// False for ``RelationshipTarget/own``, which is a question for the dataset.
  public func contains(_ key: String, in target: RelationshipTarget) -> Bool {
    directory[target]?.contains(key) ?? false
  }

  /// All keys that a relationship to `target` may hold, sorted; none for ``RelationshipTarget/own``.
  public func keys(in target: RelationshipTarget) -> [String] { directory[target]?.sorted() ?? [] }

  /// The key of record number `index` of a dataset of `type`; distinct for all indices up to 100 million.
  public func key(of type: DatasetType, at index: Int) -> String {
    var bytes: [UInt8] = []
    keys.append(type, index, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func teamNames(_ wanted: [String], _ lexicon: Lexicon) -> [String] {
    var names: [String] = []
    for name in wanted + lexicon.teams where names.count < lexicon.teams.count && !name.isEmpty && !names.contains(name)
    {
      names.append(name)
    }
    return names
  }

  private static func key(_ parts: String...) -> UInt64 {
    var hash = SHA256()
    for part in parts {
      hash.update(data: Array(part.utf8))
      hash.update(data: [0])
    }
    return hash.finalize().prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
