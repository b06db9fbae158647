/// The names of a world as bytes, for text and for JSON.
struct WorldText: Sendable {
  let names: ByteTable
  let firstNames: ByteTable
  let teams: ByteTable
  let spaces: ByteTable
  let repositories: ByteTable
  /// With their `#`.
  let channels: ByteTable
  let projects: ByteTable
  let pageTitles: ByteTable
  let repositoryTitles: ByteTable
  let keys: RecordKeys
  /// The team of each person.
  let teamOfPerson: [Int]
  /// The people of each team.
  let peopleOfTeam: [[Int]]

  /// The same as JSON strings.
  let json: JSONForms

  struct JSONForms: Sendable {
    let ids: ByteTable
    let names: ByteTable
    let emails: ByteTable
    let handles: ByteTable
    let teams: ByteTable
    let spaceKeys: ByteTable
    let spaceNames: ByteTable
    let repositories: ByteTable
    let channelIDs: ByteTable
    let channelNames: ByteTable
    let projectKeys: ByteTable
    let projectNames: ByteTable
  }

  init(_ world: World) {
    names = ByteTable(world.people.map(\.name))
    firstNames = ByteTable(world.people.map(\.firstName))
    teams = ByteTable(world.teams.map(\.name))
    spaces = ByteTable(world.spaces.map(\.name))
    repositories = ByteTable(world.repositories.map(\.name))
    channels = ByteTable(world.channels.map { "#" + $0.name })
    projects = ByteTable(world.projects.map(\.name))
    pageTitles = ByteTable(world.pageTitles)
    repositoryTitles = ByteTable(world.repositories.map(\.title))
    keys = world.keys
    let teams = world.teams
    teamOfPerson = world.people.map { person in teams.firstIndex(of: person.team) ?? 0 }
    var members = [[Int]](repeating: [], count: teams.count)
    for (person, team) in teamOfPerson.enumerated() { members[team].append(person) }
    peopleOfTeam = members
    json = JSONForms(
      ids: ByteTable(json: world.people.map(\.id)), names: ByteTable(json: world.people.map(\.name)),
      emails: ByteTable(json: world.people.map(\.email)), handles: ByteTable(json: world.people.map(\.handle)),
      teams: ByteTable(json: teams.map(\.name)), spaceKeys: ByteTable(json: world.spaces.map(\.key)),
      spaceNames: ByteTable(json: world.spaces.map(\.name)),
      repositories: ByteTable(json: world.repositories.map(\.name)),
      channelIDs: ByteTable(json: world.channels.map(\.id)), channelNames: ByteTable(json: world.channels.map(\.name)),
      projectKeys: ByteTable(json: world.projects.map(\.key)), projectNames: ByteTable(json: world.projects.map(\.name))
    )
  }

  /// How many different texts a slot can be filled with.
  func count(of slot: WorldSlot) -> Int {
    switch slot {
    case .person, .firstName: names.count
    case .team: teams.count
    case .space: spaces.count
    case .repository: repositories.count
    case .channel: channels.count
    case .project: projects.count
    case .pageTitle: pageTitles.count
    case .issueKey: World.landmarkCount
    case .number: 98
    case .percent: 100
    case .ticketCount: 39
    case .date: 90
    case .version: 9 * 20 * 10
    }
  }
}
