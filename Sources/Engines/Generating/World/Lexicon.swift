/// The words that a client's organisation is named with: one small built-in set per industry.
///
/// Kept apart from the templates' vocabularies, so that the four dataset types of one client share one world whatever each
/// template's author wrote.
struct Lexicon: Sendable {
  /// Job titles that only this industry has.
  let roles: [String]
  /// Ten.
  let teams: [String]
  /// Ten; the key is that of issues.
  let projects: [(name: String, key: String)]
  /// Ten.
  let spaces: [(name: String, key: String)]
  /// Twenty.
  let channels: [String]
  /// As many as `World.namedLandmarks` has indices; slugs.
  let repositories: [String]
  /// As many as `World.namedLandmarks` has indices; titles.
  let pages: [String]

  /// The words of `industry`; general ones where the industry is not known.
  static func named(_ industry: String) -> Lexicon {
    switch industry {
    case "fintech": fintech
    case "healthcare": healthcare
    case "enterprise": enterprise
    case "manufacturing": manufacturing
    case "retail": retail
    default: general
    }
  }
}
