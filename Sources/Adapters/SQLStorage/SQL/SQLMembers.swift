#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The members of a noun as they were stored, for nouns whose initialisers would work some of them out anew.
protocol SQLMembers: Encodable {}

extension SQLMembers {
  /// The noun with exactly these members, which have the same names as its own.
  func decoded<Noun: SQLStored & Decodable>(as type: Noun.Type = Noun.self) throws(SQLError) -> Noun {
    do {
      return try JSONDecoder().decode(type, from: try JSONEncoder().encode(self))
    } catch {
      throw .column("of \(Noun.table)", problem: "does not fit the others")
    }
  }
}
