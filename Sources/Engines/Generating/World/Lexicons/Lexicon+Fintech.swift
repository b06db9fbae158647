extension Lexicon {
  static let fintech = Lexicon(
    roles: [
      "Payments Analyst", "Risk Analyst", "Treasury Specialist", "Compliance Officer",
    ],
    teams: [
      "Payments Core", "Ledger Platform", "Card Processing", "Risk and Fraud", "Merchant Integrations",
      "Treasury Operations", "Developer Experience", "Platform Reliability", "Customer Onboarding",
      "Regulatory Reporting",
    ],
    projects: [
      ("Settlement Renewal", "SET"), ("Ledger Core", "LED"), ("Card Authorisation", "CARD"),
      ("Fraud Signals", "FRD"), ("Merchant Gateway", "MGW"), ("Liquidity Planning", "LIQ"),
      ("Developer Portal", "DEV"), ("Reliability Programme", "REL"), ("Onboarding Journeys", "ONB"),
      ("Regulatory Returns", "REG"),
    ],
    spaces: [
      ("Payments Engineering", "PAYENG"), ("Ledger Handbook", "LEDGER"), ("Card Operations", "CARDOPS"),
      ("Risk and Controls", "RISK"), ("Partner Integrations", "PARTNER"), ("Treasury Desk", "TREASURY"),
      ("Engineering Guild", "ENG"), ("Incident Reviews", "INCIDENT"), ("Customer Identity", "KYC"),
      ("Compliance Library", "COMPLY"),
    ],
    channels: [
      "payments-core", "ledger-platform", "card-processing", "fraud-signals", "merchant-help", "treasury-desk",
      "dev-experience", "incident-room", "onboarding-squad", "reg-reporting", "releases", "oncall-handover",
      "architecture", "data-questions", "settlement-watch", "chargebacks", "api-support", "partner-banks", "general",
      "random-wins",
    ],
    repositories: [
      "settlement-engine", "ledger-core", "card-authorizer", "payout-router", "token-vault", "fraud-scorer",
      "merchant-gateway", "liquidity-planner", "kyc-orchestrator", "chargeback-desk", "fx-quoter",
      "statement-writer", "webhook-dispatcher", "limits-service", "reconciliation-jobs", "sandbox-simulator",
    ],
    pages: [
      "Settlement cut-off calendar", "Ledger posting rules", "Authorisation fallback plan", "Payout retry policy",
      "Token rotation guide", "Fraud score thresholds", "Merchant certification checklist",
      "Liquidity buffer review", "Identity check exceptions", "Chargeback evidence guide", "Rate quote lifecycle",
      "Statement layout reference", "Webhook delivery guarantees", "Limit change procedure",
      "Reconciliation break triage", "Simulator scenario catalogue",
    ])
}
