extension World {
  /// Somebody who works at the client; name, address, handle and team belong together.
  public struct Person: Sendable, Hashable {
    /// Key in the directory.
    public let id: String
    public let firstName: String
    public let lastName: String
    public let email: String
    public let handle: String
    /// Job title.
    public let title: String
    public let team: Team

    /// First and last name.
    public var name: String { firstName + " " + lastName }
  }

  public struct Team: Sendable, Hashable {
    public let id: String
    public let name: String
  }

  /// A space of the wiki.
  public struct Space: Sendable, Hashable {
    public let key: String
    public let name: String
  }

  /// A project of the issue tracker.
  public struct Project: Sendable, Hashable {
    public let key: String
    public let name: String
  }

  /// A channel of the messenger.
  public struct Channel: Sendable, Hashable {
    public let id: String
    /// Without the `#`.
    public let name: String
  }

  public struct Repository: Sendable, Hashable {
    /// The slug.
    public let name: String
    /// Name for people.
    public let title: String
  }
}

extension World.Person {
  static let directorySize = 120

  static func directory(teams: [World.Team], roles: [String], domain: String, key: UInt64) -> [World.Person] {
    let titles = Names.titles + roles
    let firstOrder = IndexScrambler(size: UInt64(Names.first.count), key: key ^ 1)
    let lastOrder = IndexScrambler(size: UInt64(Names.last.count), key: key ^ 2)
    let numbers = IndexScrambler(size: 900_000, key: key ^ 3)
    var random = RandomSource(key: key, stream: 1, index: 0)
    return (0..<min(directorySize, Names.last.count)).map { index in
      let first = Names.first[Int(firstOrder(UInt64(index)))]
      let last = Names.last[Int(lastOrder(UInt64(index)))]
      return World.Person(
        id: "u\(100_000 + numbers(UInt64(index)))", firstName: first.display, lastName: last.display,
        email: first.address + "." + last.address + "@" + domain,
        handle: String(first.address.prefix(1)) + last.address,
        title: titles[random.next(below: titles.count)], team: teams[index % teams.count])
    }
  }
}

extension World.Channel {
  private static let digits = Array("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ".utf8)

  static func named(_ names: [String], key: UInt64) -> [World.Channel] {
    let numbers = IndexScrambler(size: 1 << 40, key: key ^ 4)
    return names.enumerated().map { index, name in
      var number = numbers(UInt64(index))
      var id: [UInt8] = [UInt8(ascii: "C")]
      for _ in 0..<8 {
        id.append(digits[Int(number % 32)])
        number /= 32
      }
      return World.Channel(id: String(decoding: id, as: UTF8.self), name: name)
    }
  }
}

extension World.Repository {
  private static let acronyms: Set<String> = ["api", "bom", "fhir", "fx", "kyc", "spc"]

  init(name: String) {
    let words = name.split(separator: "-").map { word in
      Self.acronyms.contains(String(word)) ? word.uppercased() : word.prefix(1).uppercased() + word.dropFirst()
    }
    self.init(name: name, title: words.joined(separator: " "))
  }
}
