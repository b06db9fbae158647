extension Behaviour {
  private static let indexingPage = Source.page("api-info/indexing/authentication/overview")
  private static let clientPage = Source.page("api-info/client/authentication/glean-issued")
  private static let rotationPage = Source.page("docs/indexing_api_token_rotation")
  private static let limitsPage = Source.page("get-started/rate-limits")
  private static let permissionsPage = Source.page("api-info/indexing/documents/permissions")

  static let tokens: [Behaviour] = [
    Behaviour(
      "No token, an unknown one or another scheme: 401", indexingPage,
      tests: "TokenTests.refuses everything but the indexing token at the Indexing API"),
    Behaviour(
      "An indexing token opens the Indexing API only, a client token the Client and Platform API only: 401", clientPage,
      tests: "IssuedTokenTests.refuses a token of the other kind, both ways",
      "TokenTests.refuses the indexing token at the Client and Platform API"),
    Behaviour(
      "An indexing token is for all datasources or for some; at others 401 `Token does not have necessary scopes.`",
      .page("docs/indexing_api/indexing_api_tokens"), .field("text and status seen on a shared tenant"),
      tests: "IssuedTokenTests.lets a token at its own datasources only, at every endpoint"),
    Behaviour(
      "A limited token gets the same answer for a datasource that does not exist",
      .field("text and status seen on a shared tenant"),
      tests: "IssuedTokenTests.says the same of a datasource that does not exist"),
    Behaviour(
      "`/processalldocuments` and `/processallmemberships` without a datasource need global scope",
      .choice("they reach every datasource"),
      tests: "IssuedTokenTests.demands global scope of a call for every datasource"),
    Behaviour(
      "A client token without the scope of an endpoint: 403", clientPage,
      .choice("the text is that of indexing tokens"),
      tests: "IssuedTokenTests.refuses a search to a client token without that scope"),
    Behaviour(
      "A global client token without `X-Glean-ActAs`: 400 `Required header missing: X-Glean-ActAs`, then `Not allowed`",
      clientPage, .field("the second line"), tests: "TokenTests.asks for the user a global token acts as"),
    Behaviour(
      "`X-Glean-ActAs` of somebody nobody knows: 401 `Invalid identity`", clientPage,
      .field("one report has 400; the page has 401"),
      tests: "TokenTests.refuses to act as somebody nobody knows"),
    Behaviour(
      "A user's token needs no header", clientPage,
      tests: "IssuedTokenTests.lets a user's token search as that user without naming anybody"),
    Behaviour(
      "A user's token that names another user: 403 `Not allowed`", .choice("the header is for global tokens only"),
      tests: "IssuedTokenTests.refuses a user's token that acts as somebody else"),
    Behaviour(
      "A token is refused from its expiry on: 401", indexingPage, clientPage,
      tests: "IssuedTokenTests.refuses a token from its expiry on, and takes it again with a later one"),
    Behaviour(
      "An indexing token has to have an end, a client token need not", indexingPage, clientPage,
      .choice("a year when none is given"),
      tests: "IssuedTokenTests.gives an indexing token an end when none is asked for, and a client token none"),
    Behaviour(
      "A revoked token is refused: 401", .page("docs/indexing_api/indexing_api_tokens"),
      tests: "IssuedTokenTests.refuses a revoked token for good"),
    Behaviour(
      "A token is refused from addresses outside its CIDR ranges: 403", .page("docs/indexing_api/indexing_api_tokens"),
      tests: "IssuedTokenTests.refuses a token from an address outside its list with 403",
      "AddressRangeTests.knows which addresses are in a range"),
    Behaviour(
      "`/rotatetoken` gives a new secret; the old one works for ten more minutes", rotationPage,
      tests: "TokenTests.rotates the token, and the old one works for ten more minutes"),
    Behaviour(
      "Rotation changes nothing else of a token and does not extend its expiry", rotationPage, .openAPI("indexing"),
      tests: "IssuedTokenTests.keeps everything but the secret of a token that is rotated"),
    Behaviour(
      "A token that is not rotated within its period becomes unusable", .openAPI("indexing"),
      tests: "IssuedTokenTests.makes a token unusable that is not rotated in its period"),
    Behaviour(
      "A token without a rotation period cannot be rotated: 400", rotationPage, .choice("the status"),
      tests: "IssuedTokenTests.does not rotate a token that was made without a rotation period"),
    Behaviour(
      "A rotation period is at least 1440 minutes; scopes are known ones", rotationPage, clientPage,
      tests: "IssuedTokenTests.refuses to make a token that means nothing"),
    Behaviour(
      "The secret of a token is shown once", clientPage,
      tests: "IssuedTokenTests.tells a secret once, and lists tokens without it"),
  ]

  static let limits: [Behaviour] = [
    Behaviour(
      "Token buckets; 429 with `Retry-After` in seconds", limitsPage, .choice("the page does not name the header"),
      tests: "RateLimitTests.answers 429 with the seconds to wait, and lets requests in again after them"),
    Behaviour(
      "`/search`: 5 a second", limitsPage,
      tests: "RateLimitTests.answers 429 with the seconds to wait, and lets requests in again after them"),
    Behaviour(
      "`/indexdocument`: 10 a second", limitsPage, tests: "RateLimitTests.allows ten single documents a second"),
    Behaviour(
      "`/indexdocuments`: 600 documents a minute", limitsPage,
      tests: "RateLimitTests.allows 600 documents a minute in batches"),
    Behaviour(
      "`/debug/…/document/events`: once a minute for each datasource", .openAPI("indexing"),
      tests: "RateLimitTests.allows the events of a document once a minute for each datasource, whoever asks"),
    Behaviour(
      "Every other endpoint: 30 a second", limitsPage,
      tests: "RateLimitTests.allows 30 requests a second at every other endpoint"),
    Behaviour(
      "100 a second from one address, 8000 a minute from all", limitsPage,
      tests: "RateLimitTests.allows 100 requests a second from one address"),
    Behaviour("Limits are for each token", limitsPage, tests: "RateLimitTests.counts each token by itself"),
    Behaviour(
      "A global token spends the budget of the user it acts as", limitsPage,
      tests: "RateLimitTests.counts a search with a global token against the user it acts as"),
    Behaviour(
      "`/processalldocuments`: once in three hours for each datasource; a call for all blocks every one, a call for one "
        + "does not block the call for all", limitsPage, .openAPI("indexing"),
      tests: "RateLimitTests.allows processing once in three hours for each datasource",
      "RateLimitTests.remembers over a restart when processing was asked for"),
    Behaviour(
      "A body that is too large: 413", indexingPage,
      .choice("6 MiB: the SDK's pages have 5 MiB of documents, and a little around them"),
      tests: "WireTests.refuses a body that is too large with 413", "WireTests.reads a page of five mebibytes"),
  ]

  static let access: [Behaviour] = [
    Behaviour(
      "A datasource that is not enabled is shown to beta users only", .openAPI("indexing (`/betausers`)"),
      tests: "AccessTests.hides a datasource that is not enabled from all but beta users"),
    Behaviour(
      "Visibility is NOT_ENABLED, ENABLED_FOR_TEST_GROUP or ENABLED_FOR_ALL, and set in the console",
      .openAPI("indexing (`datasourceVisibility`)"),
      tests: "AccessTests.shows a datasource to the test group, then to all"),
    Behaviour(
      "A document is shown to the users it names and to nobody else", permissionsPage,
      tests: "AccessTests.shows a document to the users it names and to nobody else"),
    Behaviour(
      "Groups are followed through groups", permissionsPage,
      tests: "AccessTests.follows groups within groups, however they are nested"),
    Behaviour(
      "`allowedGroupIntersections` demands all groups of one of them", permissionsPage,
      tests: "AccessTests.demands all groups of an intersection, and one intersection of several"),
    Behaviour(
      "`allowAllDatasourceUsersAccess` is for the users of the datasource", permissionsPage,
      tests: "AccessTests.shows a document for all datasource users to those of the datasource"),
    Behaviour(
      "`checkdocumentaccess` agrees with search", .openAPI("indexing"),
      tests: "AccessTests.checks access as search would decide"),
    Behaviour(
      "Identities of another datasource count with `identityDatasourceName`", .openAPI("indexing"),
      tests: "AccessTests.resolves identities of another datasource where the configuration says so"),
    Behaviour(
      "`adminsearch` knows no permissions", .openAPI("client_rest"),
      tests: "AccessTests.searches as an administrator without permissions and visibility"),
  ]
}
