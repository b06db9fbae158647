/// Every way in which a client's search, its tokens or a connector can be set up wrongly, by a stable name.
package enum Misconfiguration: String, Codable, Sendable, CaseIterable {
  // The address.
  case addressWithoutScheme = "address_without_scheme"
  case addressPlainHTTP = "address_plain_http"
  case addressMalformed = "address_malformed"
  case addressOfWebApp = "address_of_web_app"
  case addressWithPath = "address_with_path"
  // The way there.
  case nameNotResolved = "name_not_resolved"
  case connectionRefused = "connection_refused"
  case connectionLost = "connection_lost"
  case certificateUntrusted = "certificate_untrusted"
  case noTLS = "no_tls"
  case notGlean = "not_glean"
  case noAnswer = "no_answer"
  case searchFailing = "search_failing"
  case rateLimited = "rate_limited"
  case slowAnswers = "slow_answers"
  case budgetExhausted = "budget_exhausted"
  case clockSkew = "clock_skew"
  // The tokens.
  case indexingTokenMissing = "indexing_token_missing"
  case clientTokenMissing = "client_token_missing"
  case tokenMalformed = "token_malformed"
  case tokenUnreadable = "token_unreadable"
  case tokenMethodWrong = "token_method_wrong"
  case tokensSame = "tokens_same"
  case tokensSwapped = "tokens_swapped"
  case indexingTokenIsClientToken = "indexing_token_is_client_token"
  case clientTokenIsIndexingToken = "client_token_is_indexing_token"
  case indexingTokenNotAccepted = "indexing_token_not_accepted"
  case clientTokenNotAccepted = "client_token_not_accepted"
  case tokenExpired = "token_expired"
  case tokenExpiresSoon = "token_expires_soon"
  case tokenExpiryUnknown = "token_expiry_unknown"
  case rotationLost = "rotation_lost"
  case tokenAddressRefused = "token_address_refused"
  case indexingTokenScoped = "indexing_token_scoped"
  case searchScopeMissing = "search_scope_missing"
  case clientTokenOfOneUser = "client_token_of_one_user"
  case probeUnknown = "probe_unknown"
  // A connector's registration.
  case datasourceNameInvalid = "datasource_name_invalid"
  case datasourceUnknown = "datasource_unknown"
  case objectTypeUndeclared = "object_type_undeclared"
  case propertyUndeclared = "property_undeclared"
  case propertyTypeDiffers = "property_type_differs"
  case urlPatternDiffers = "url_pattern_differs"
  case urlOutsidePattern = "url_outside_pattern"
  case testFlagDiffers = "test_flag_differs"
  case appearanceDiffers = "appearance_differs"
  // What it holds and who finds it.
  case visibilityOff = "visibility_off"
  case visibilityChanged = "visibility_changed"
  case probeNotIndexed = "probe_not_indexed"
  case groupsMissing = "groups_missing"
  case uploadOpen = "upload_open"
  case deletionPaused = "deletion_paused"
  case documentsMissing = "documents_missing"
  case documentsForeign = "documents_foreign"
  case documentsNotFound = "documents_not_found"
  case syncPaused = "sync_paused"
  // The canary.
  case canaryRefused = "canary_refused"
  case canaryNotIndexed = "canary_not_indexed"
  case canaryNotPermitted = "canary_not_permitted"
  case canaryOpenToOthers = "canary_open_to_others"
  case canaryNotFound = "canary_not_found"
  case canaryLeft = "canary_left"
}

extension Misconfiguration {
  /// How much it matters.
  package enum Severity: String, Codable, Sendable {
    /// Something does not work, or will not.
    case problem
    /// It works, and somebody should know.
    case warning
  }

  /// Who finds it, before a document is uploaded.
  package enum Finder: String, Sendable, CaseIterable {
    case doctor = "dataops doctor"
    case clientAdd = "dataops client add"
    case credentialSet = "dataops credential set"
    /// The operation itself, in its first step that meets search.
    case provision = "dataops dataset provision"
  }

  /// What it is about.
  package enum Part: String, Sendable, CaseIterable {
    case address = "Address and connection"
    case tokens = "Tokens"
    case connector = "Connectors"
    case canary = "The canary"
  }

  /// What is said of it wherever it is met.
  package struct Entry: Sendable {
    package let part: Part
    package let severity: Severity
    /// What is wrong, as a clause.
    package let wrong: String
    /// What to do; `CLIENT` and `CONNECTOR` stand for the names.
    package let remedy: String
    package let finders: [Finder]

    init(_ part: Part, _ severity: Severity, _ wrong: String, _ remedy: String, by finders: [Finder] = [.doctor]) {
      self.part = part
      self.severity = severity
      self.wrong = wrong
      self.remedy = remedy
      self.finders = finders
    }
  }
}
