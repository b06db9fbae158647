extension Lexicon {
  static let enterprise = Lexicon(
    roles: [
      "Knowledge Manager", "People Partner", "IT Service Analyst", "Procurement Specialist",
    ],
    teams: [
      "Knowledge Services", "Workplace Technology", "People Operations", "Identity and Access", "Finance Systems",
      "Procurement", "Internal Communications", "Data Platform", "Service Desk", "Enterprise Architecture",
    ],
    projects: [
      ("Knowledge Base Renewal", "KBR"), ("Workplace Tools", "WPT"), ("People Portal", "PEO"),
      ("Single Sign-on", "SSO"), ("Finance Close", "FIN"), ("Vendor Onboarding", "VEN"), ("Intranet", "NET"),
      ("Data Catalogue", "CAT"), ("Service Desk", "DESK"), ("Architecture Review", "ARC"),
    ],
    spaces: [
      ("Company Handbook", "HANDBOOK"), ("Workplace Guides", "WORKPLACE"), ("People Policies", "PEOPLE"),
      ("Security Standards", "SECURITY"), ("Finance Manual", "FINANCE"), ("Buying Guide", "BUYING"),
      ("Communications", "COMMS"), ("Data Dictionary", "DATA"), ("Support Library", "SUPPORT"),
      ("Architecture", "ARCH"),
    ],
    channels: [
      "knowledge-help", "workplace-tech", "people-ops", "access-requests", "finance-close", "procurement-help",
      "announcements", "data-platform", "service-desk", "architecture", "releases", "oncall-handover", "new-joiners",
      "office-moves", "travel-questions", "policy-updates", "search-feedback", "vendor-risk", "general", "kudos",
    ],
    repositories: [
      "knowledge-portal", "meeting-room-finder", "people-directory", "access-broker", "close-calendar",
      "vendor-intake", "intranet-theme", "data-catalogue", "ticket-router", "architecture-registry",
      "search-connectors", "policy-publisher", "onboarding-checklists", "expense-rules", "asset-inventory",
      "document-templates",
    ],
    pages: [
      "How to publish a policy", "Meeting room etiquette", "Parental leave guide", "Access request lifecycle",
      "Month-end close calendar", "Vendor risk questionnaire", "Intranet style guide", "Data ownership register",
      "Priority matrix of the service desk", "Architecture decision template", "Search feedback process",
      "Policy review cycle", "First week checklist", "Expense limits by region", "Laptop replacement rules",
      "Document naming rules",
    ])
}
