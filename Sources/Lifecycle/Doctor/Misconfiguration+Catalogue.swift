extension Misconfiguration {
  /// The one table of what is said; `Documentation/doctor.md` has it, too.
  package var entry: Entry {
    Self.ofAddress(self) ?? Self.ofToken(self) ?? Self.ofConnector(self) ?? Self.ofCanary(self)
  }

  private static let rightAddress =
    "Give the address of the API: dataops client update CLIENT --glean-url https://NAME-be.glean.com."
    + " A client that has connectors needs --same-tenant, too."
  private static let newIndexingToken =
    "Make an indexing token in Glean's admin console (Platform, API tokens) and store it:"
    + " dataops credential set CLIENT indexing_token --token-file FILE --expires DAY"
  private static let newClientToken =
    "Make a global client token with the scope SEARCH in Glean's admin console and store it:"
    + " dataops credential set CLIENT client_token --token-file FILE --expires DAY"
  private static let sendAgain = "Register, send people, groups and documents again: dataops dataset sync DATASET --all"
  private static let repair = "Register it again as it was configured: dataops connector repair CONNECTOR"

  private static func ofAddress(_ code: Misconfiguration) -> Entry? {
    switch code {
    case .addressWithoutScheme:
      Entry(.address, .problem, "the address has no scheme", rightAddress, by: [.clientAdd, .doctor, .provision])
    case .addressPlainHTTP:
      Entry(
        .address, .problem, "the address is plain http, which shows the tokens to the network", rightAddress,
        by: [.clientAdd, .doctor, .provision])
    case .addressMalformed:
      Entry(
        .address, .problem, "the address has a user, a password, a query, a fragment or a wrong port, or is none",
        rightAddress,
        by: [.clientAdd, .doctor, .provision])
    case .addressOfWebApp:
      Entry(
        .address, .problem, "the address is that of Glean's web page, not of its API", rightAddress,
        by: [.clientAdd, .doctor, .provision])
    case .addressWithPath:
      Entry(
        .address, .problem, "the address has a path at its end below which there is no API",
        "Leave away what stands after the host: dataops client update CLIENT --glean-url URL",
        by: [.clientAdd, .doctor, .provision])
    case .nameNotResolved:
      Entry(
        .address, .problem, "the name of the host is not known",
        "Check the spelling of the address, and this machine's DNS.")
    case .connectionRefused:
      Entry(
        .address, .problem, "the host refuses the connection",
        "Check the port in the address, the firewall, and whether a proxy is needed.")
    case .connectionLost:
      Entry(
        .address, .problem, "the connection breaks before an answer",
        "Check the network between this machine and the host.")
    case .certificateUntrusted:
      Entry(
        .address, .problem,
        "the host's certificate is not trusted: expired, self-signed, for another name, or a proxy's",
        "Compare it: openssl s_client -connect HOST. A proxy's authority belongs into this machine's trust store.")
    case .noTLS:
      Entry(
        .address, .problem, "the address says https, and the port does not speak TLS",
        "Check the port; a sandbox server on this machine is http://127.0.0.1:PORT.")
    case .notGlean:
      Entry(.address, .problem, "something answers that is not Glean's API", rightAddress, by: [.doctor, .provision])
    case .noAnswer: Entry(.address, .problem, "no answer comes in time", "Check the network, then Glean's status page.")
    case .searchFailing:
      Entry(
        .address, .problem, "the server answers with an error of its own", "Try again later; check Glean's status page."
      )
    case .rateLimited:
      Entry(
        .address, .problem, "Glean asks to come back later: others use up the token's or this address's rate",
        "Find out who else uses the token; give each program a token of its own.")
    case .slowAnswers:
      Entry(.address, .warning, "answers are slow", "Check the network; provisions take longer, nothing fails.")
    case .budgetExhausted:
      Entry(
        .address, .warning, "our own requests wait in a queue for the token's rate",
        "Provisions and checks of this client take longer for as long as that lasts.")
    case .clockSkew:
      Entry(
        .address, .problem, "this machine's clock and Glean's differ",
        "Set the clock by NTP: expiry dates and the ten minutes of a token rotation go by it.")
    default: nil
    }
  }

  private static func ofToken(_ code: Misconfiguration) -> Entry? {
    switch code {
    case .indexingTokenMissing:
      Entry(.tokens, .problem, "no indexing token is stored", newIndexingToken, by: [.clientAdd, .doctor, .provision])
    case .clientTokenMissing:
      Entry(.tokens, .problem, "no client token is stored", newClientToken, by: [.clientAdd, .doctor, .provision])
    case .tokenMalformed:
      Entry(
        .tokens, .problem, "the token has a space or a line end within, or another character that no token has",
        "Copy it again, alone in its file.", by: [.clientAdd, .credentialSet])
    case .tokenUnreadable:
      Entry(
        .tokens, .problem, "the token cannot be opened: another key sealed it, or it was changed",
        "Configure the key that belongs to this registry (settings credentials.key and credentials.previous-key), or store the"
          + " token again.", by: [.doctor, .provision])
    case .tokenMethodWrong:
      Entry(
        .tokens, .problem, "Glean is to be logged into with something else than a token",
        "Give a token: --token-file FILE", by: [.credentialSet])
    case .tokensSame:
      Entry(
        .tokens, .problem, "indexing token and client token are the same secret, and Glean has no token for both APIs",
        "Store the other one: dataops credential set CLIENT indexing_token, or client_token.",
        by: [.doctor, .provision])
    case .tokensSwapped:
      Entry(
        .tokens, .problem, "indexing token and client token are swapped",
        "Store each in the other's place: dataops credential set CLIENT indexing_token, and client_token.",
        by: [.doctor, .provision])
    case .indexingTokenIsClientToken:
      Entry(
        .tokens, .problem, "a client token is stored as the indexing token", newIndexingToken,
        by: [.doctor, .provision])
    case .clientTokenIsIndexingToken:
      Entry(
        .tokens, .problem, "an indexing token is stored as the client token", newClientToken, by: [.doctor, .provision])
    case .indexingTokenNotAccepted:
      Entry(
        .tokens, .problem, "Glean does not take the indexing token: it is unknown, revoked or expired",
        newIndexingToken,
        by: [.doctor, .provision])
    case .clientTokenNotAccepted:
      Entry(
        .tokens, .problem, "Glean does not take the client token: it is unknown, revoked or expired", newClientToken,
        by: [.doctor, .provision])
    case .tokenExpired:
      Entry(
        .tokens, .problem, "the token has expired, by the day that was given for it",
        "Make a new one in Glean's admin console and store it: dataops credential set CLIENT KIND --token-file FILE --expires DAY",
        by: [.credentialSet, .doctor])
    case .tokenExpiresSoon:
      Entry(
        .tokens, .warning, "the token expires within fourteen days",
        "Make a new one in Glean's admin console and store it: dataops credential set CLIENT KIND --token-file FILE --expires DAY"
      )
    case .tokenExpiryUnknown:
      Entry(
        .tokens, .warning, "nobody has said when the token expires, and Glean does not tell",
        "Look it up in Glean's admin console, and give it with the next token: dataops credential set CLIENT KIND --token-file FILE"
          + " --expires DAY")
    case .rotationLost:
      Entry(
        .tokens, .warning, "a rotation of the token did not end, and a new token may be lost",
        "Rotate it again while the old one works: dataops credential rotate CLIENT indexing_token")
    case .tokenAddressRefused:
      Entry(
        .tokens, .problem, "Glean takes the token, but not from this machine's address",
        "Add the address that this machine shows to the internet to the token's list in Glean's admin console.",
        by: [.doctor, .provision])
    case .indexingTokenScoped:
      Entry(
        .tokens, .problem, "the indexing token is limited to some datasources, so no new one can be made",
        "Make an indexing token with global scope in Glean's admin console and store it:"
          + " dataops credential set CLIENT indexing_token --token-file FILE --expires DAY", by: [.doctor, .provision])
    case .searchScopeMissing:
      Entry(.tokens, .problem, "the client token lacks the scope SEARCH", newClientToken, by: [.doctor, .provision])
    case .clientTokenOfOneUser:
      Entry(
        .tokens, .problem,
        "the client token is that of one user, so sample queries cannot be asked as the test identity",
        newClientToken, by: [.doctor, .provision])
    case .probeUnknown:
      Entry(
        .tokens, .problem, "Glean does not know the test identity that sample queries are asked as",
        "Send people again: dataops dataset sync DATASET --all. In a real tenant, the person has to be among Glean's people, too."
      )
    default: nil
    }
  }

  private static func ofConnector(_ code: Misconfiguration) -> Entry? {
    switch code {
    case .datasourceNameInvalid:
      Entry(
        .connector, .problem, "the datasource's name has something else than letters and digits, such as a hyphen",
        "Tear its dataset down and provision it anew; names are made by rule, so somebody has changed this one.")
    case .datasourceUnknown:
      Entry(.connector, .problem, "Glean does not know the datasource, or as another one", sendAgain)
    case .objectTypeUndeclared:
      Entry(
        .connector, .problem,
        "Glean has no object definition for the connector's type, so it refuses every page of documents",
        repair)
    case .propertyUndeclared:
      Entry(.connector, .problem, "Glean has no definition of a property that documents carry", repair)
    case .propertyTypeDiffers: Entry(.connector, .problem, "Glean has a property with another type", repair)
    case .urlPatternDiffers:
      Entry(
        .connector, .problem, "Glean has another URL pattern, and refuses documents whose URL does not match it", repair
      )
    case .urlOutsidePattern:
      Entry(
        .connector, .problem, "a record's URL does not match the datasource's URL pattern",
        "Let the template make URLs below https://…{domain}/, see 'dataops template lint'.", by: [.provision])
    case .testFlagDiffers:
      Entry(.connector, .problem, "Glean has the datasource marked as another kind, test or real", repair)
    case .appearanceDiffers:
      Entry(
        .connector, .warning, "Glean has another display name, category, home URL, label or icon than was configured",
        repair)
    case .visibilityOff:
      Entry(
        .connector, .problem, "nobody but the test identity finds the documents: the datasource is not enabled",
        "Enable it in Glean's admin console (Data sources, the datasource, visibility).")
    case .visibilityChanged:
      Entry(
        .connector, .warning, "who finds the documents was changed since the connector was validated",
        "Check it in Glean's admin console; if it is meant, validate again: dataops dataset validate DATASET")
    case .probeNotIndexed:
      Entry(
        .connector, .problem,
        "the datasource does not know the test identity, so documents that name it are refused or unfindable",
        sendAgain)
    case .groupsMissing:
      Entry(
        .connector, .problem, "the datasource has no groups or memberships, so nobody may read its documents", sendAgain
      )
    case .uploadOpen:
      Entry(
        .connector, .problem, "a bulk upload that is not ours is open, and keeps ours out",
        "Find out who uploads into this datasource and let them finish, or remove their token.")
    case .deletionPaused:
      Entry(
        .connector, .warning, "Glean has paused a deletion of more than a fifth of the documents, for seven days",
        "What should be gone is still found. If the deletion is meant, confirm it in Glean's admin console.")
    case .documentsMissing:
      Entry(
        .connector, .problem, "Glean has fewer documents than it acknowledged",
        "Wait for indexing, up to 20 minutes. If they stay missing: dataops dataset sync DATASET --all"
      )
    case .documentsForeign:
      Entry(
        .connector, .warning,
        "Glean has more documents than were acknowledged: somebody else puts some into the datasource",
        "Find out who else has a token for it. What is not ours goes with: dataops dataset sync DATASET --all")
    case .documentsNotFound:
      Entry(
        .connector, .problem, "the test identity finds none of the documents, though they are indexed", sendAgain)
    case .syncPaused:
      Entry(
        .connector, .warning, "the connector has failed for long and rests: its sync is paused",
        "When the cause is gone: dataops connector check CONNECTOR")
    default: nil
    }
  }

  private static func ofCanary(_ code: Misconfiguration) -> Entry {
    switch code {
    case .canaryRefused:
      Entry(
        .canary, .problem, "Glean refuses a document",
        "What Glean says is above. Then: dataops doctor --connector CONNECTOR")
    case .canaryNotIndexed:
      Entry(
        .canary, .warning, "Glean accepted a document and has not indexed it within the wait",
        "Glean takes up to 20 minutes. Wait for it: dataops doctor --connector CONNECTOR --wait 20m")
    case .canaryNotPermitted:
      Entry(
        .canary, .problem, "the test identity may not read a document that names it",
        sendAgain)
    case .canaryOpenToOthers:
      Entry(
        .canary, .problem, "somebody who is not named may read a document for the test identity alone",
        "Stop using this tenant until Glean has explained it.")
    case .canaryLeft:
      Entry(
        .canary, .problem, "the canary could not be deleted again; only the test identity can find it",
        "Run it once more, it deletes the canary: dataops doctor --connector CONNECTOR")
    default:
      Entry(
        .canary, .problem, "a document is indexed and permitted, and a search does not find it",
        "Check visibility and the test group in Glean's admin console, and the client token's scope SEARCH.")
    }
  }
}
