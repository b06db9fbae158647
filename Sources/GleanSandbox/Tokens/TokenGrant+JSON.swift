import DataRecords

extension TokenGrant {
  /// The fields of a grant in the console's JSON.
  static let fieldNames: Set<String> = [
    "kind", "datasources", "scopes", "user", "allowedAddresses", "rotationPeriodMinutes",
  ]

  static let datasourceLimit = 1_000
  static let addressLimit = 100

  /// Reads a grant as the console acts and the store write it.
  ///
  /// - Throws: 400 for kinds, scopes and addresses that do not exist, and for fields that the kind does not have.
  init(_ fields: JSONFields) throws(Refusal) {
    let kind = try fields.requiredString("kind")
    switch kind {
    case "INDEXING": access = .indexing(datasources: try Self.datasources(fields))
    case "CLIENT_GLOBAL": access = .clientGlobal(try Self.scopes(fields))
    case "CLIENT_USER":
      let user = try fields.requiredString("user").lowercased()
      guard user.contains("@") else { throw .invalid("user is not an e-mail address: \(user.prefix(200))") }
      access = .clientUser(user, try Self.scopes(fields))
    default:
      throw .invalid("kind: unknown value \(kind.prefix(100)); known are INDEXING, CLIENT_GLOBAL, CLIENT_USER")
    }
    let isIndexing = kind == "INDEXING"
    let foreign = isIndexing ? ["scopes", "user"] : kind == "CLIENT_USER" ? ["datasources"] : ["datasources", "user"]
    for name in foreign + (isIndexing ? [] : ["rotationPeriodMinutes"]) where fields[name] != nil {
      throw .invalid("\(name): a token of kind \(kind) has none")
    }
    let texts = try fields.strings("allowedAddresses") ?? []
    guard texts.count <= Self.addressLimit else {
      throw .invalid("allowedAddresses: more than \(Self.addressLimit) ranges")
    }
    for text in texts {
      guard let range = AddressRange(text) else {
        throw .invalid("allowedAddresses: not a range in CIDR form: \(text.prefix(100))")
      }
      addresses.append(range)
    }
    if let minutes = try fields.integer("rotationPeriodMinutes") {
      guard (Int64(Self.shortestRotationMinutes)...5_256_000).contains(minutes) else {
        throw .invalid("rotationPeriodMinutes must be from \(Self.shortestRotationMinutes) to 5256000.")
      }
      rotationPeriodMinutes = Int(minutes)
    }
  }

  private static func datasources(_ fields: JSONFields) throws(Refusal) -> Set<String>? {
    guard let names = try fields.strings("datasources") else { return nil }
    guard !names.isEmpty, names.count <= datasourceLimit, !names.contains("") else {
      throw .invalid("datasources: name 1 to \(datasourceLimit) datasources, or leave the field out for global scope")
    }
    return Set(names.map { $0.lowercased() })
  }

  private static func scopes(_ fields: JSONFields) throws(Refusal) -> Set<ClientScope> {
    let names = try fields.required("scopes", try fields.strings("scopes"))
    guard !names.isEmpty else { throw .invalid("scopes cannot be empty.") }
    var scopes: Set<ClientScope> = []
    for name in names {
      guard let scope = ClientScope(rawValue: name) else {
        let known = ClientScope.allCases.map(\.rawValue).joined(separator: ", ")
        throw .invalid("scopes: unknown value \(name.prefix(100)); known are \(known)")
      }
      scopes.insert(scope)
    }
    return scopes
  }

  /// The grant's fields, without those that it does not have.
  var members: [JSONObject.Member] {
    var members = [JSONObject.Member(name: "kind", value: .string(access.kind))]
    func add(_ name: String, _ texts: [String]) {
      members.append(JSONObject.Member(name: name, value: .array(texts.sorted().map { .string($0) })))
    }
    switch access {
    case .indexing(let datasources):
      if let datasources { add("datasources", Array(datasources)) }
    case .clientGlobal(let scopes): add("scopes", scopes.map(\.rawValue))
    case .clientUser(let user, let scopes):
      members.append(JSONObject.Member(name: "user", value: .string(user)))
      add("scopes", scopes.map(\.rawValue))
    }
    if !addresses.isEmpty { add("allowedAddresses", addresses.map(\.text)) }
    if let rotationPeriodMinutes {
      members.append(JSONObject.Member(name: "rotationPeriodMinutes", value: JSONValue(rotationPeriodMinutes)))
    }
    return members
  }
}
