import DataOpsCore

/// The words of a made-up registry; none names a real company or person.
enum SeedNames {
  private static let firsts = [
    "Alder", "Amberly", "Ashdown", "Birchfield", "Bramwell", "Calder", "Copperhill", "Dunmore", "Eastmoor", "Elmwick",
    "Fairhaven", "Fenwood", "Glenrock", "Greyford", "Halden", "Harrowgate", "Hollin", "Ivorne", "Juniper", "Kestrel",
    "Kingsmere", "Larkspur", "Lindale", "Marlowe", "Millbrook", "Northam", "Oakhurst", "Orrin", "Pinecrest",
    "Quillmere", "Ravensby", "Redfern", "Rosedale", "Saltmarsh", "Silverton", "Stonebridge", "Sundale", "Tamworth",
    "Thornbury", "Umber", "Valemont", "Wexcombe", "Westerly", "Whitlock", "Willowmere", "Wyndham", "Yarrow",
    "Zephyrine",
  ]
  private static let seconds: [(String, Industry)] = [
    ("Bank", .fintech), ("Clinic", .healthcare), ("Group", .enterprise), ("Works", .manufacturing), ("Stores", .retail),
    ("Capital", .fintech), ("Hospitals", .healthcare), ("Holdings", .enterprise), ("Motors", .manufacturing),
    ("Markets", .retail), ("Pay", .fintech), ("Devices", .healthcare), ("Partners", .enterprise),
    ("Tools", .manufacturing), ("Outfitters", .retail), ("Insurance", .fintech), ("Labs", .healthcare),
    ("Systems", .enterprise), ("Foundry", .manufacturing), ("Grocers", .retail),
  ]
  private static let useCases = [
    "onboarding", "service_desk", "engineering", "release_planning", "incident_response", "customer_care",
    "compliance", "field_service", "research", "procurement", "training", "quality_audit", "logistics", "risk_review",
    "product_design", "knowledge_base", "partner_support", "facilities", "finance_ops", "people_ops",
  ]
  static let teams = [
    "solutions-east", "solutions-west", "solutions-emea", "solutions-apac", "pilots", "enablement", "field", "research",
  ]
  static let owners = [
    "amara", "bo", "chidi", "dana", "elif", "farid", "gwen", "hiro", "ines", "jonas", "kira", "liam", "mo", "noor",
    "otto", "pia", "quinn", "ravi", "sana", "tess", "uma", "vik", "wren", "yusuf", "zoe",
  ]
  static let regions = ["us-east", "us-west", "eu-central", "eu-west", "ap-south", "ap-northeast"]

  /// Different for every number.
  static func client(_ number: Int) -> (name: String, industry: Industry) {
    let (second, industry) = seconds[number / firsts.count % seconds.count]
    let round = number / (firsts.count * seconds.count)
    return ("\(firsts[number % firsts.count]) \(second)" + (round == 0 ? "" : " \(round + 1)"), industry)
  }

  /// Different for every number.
  static func useCase(_ number: Int) -> String {
    let round = number / useCases.count
    return useCases[number % useCases.count] + (round == 0 ? "" : "_\(round + 1)")
  }
}
