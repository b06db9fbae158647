extension Lexicon {
  static let general = Lexicon(
    roles: [
      "Operations Specialist", "Systems Analyst", "Support Specialist", "Project Coordinator",
    ],
    teams: [
      "Product Engineering", "Platform", "Operations", "Customer Support", "Data and Analytics", "Security",
      "Design", "Finance Systems", "Quality", "Internal Tools",
    ],
    projects: [
      ("Core Product", "CORE"), ("Platform", "PLAT"), ("Operations Desk", "OPS"), ("Support Portal", "SUP"),
      ("Analytics", "ANA"), ("Security Programme", "SEC"), ("Design System", "DES"), ("Billing", "BILL"),
      ("Quality Programme", "QUA"), ("Internal Tools", "TOOLS"),
    ],
    spaces: [
      ("Engineering", "ENG"), ("Platform Guide", "PLATFORM"), ("Operations Manual", "OPSMAN"),
      ("Support Library", "SUPPORT"), ("Analytics", "ANALYTICS"), ("Security", "SECURITY"), ("Design", "DESIGN"),
      ("Billing", "BILLING"), ("Quality", "QUALITY"), ("Handbook", "HANDBOOK"),
    ],
    channels: [
      "product-engineering", "platform", "operations", "support-desk", "analytics", "security", "design", "billing",
      "quality", "internal-tools", "releases", "incident-room", "oncall-handover", "architecture", "announcements",
      "new-joiners", "customer-feedback", "data-questions", "general", "random-wins",
    ],
    repositories: [
      "core-api", "platform-base", "operations-console", "support-portal", "analytics-jobs", "access-broker",
      "design-system", "billing-engine", "quality-reports", "internal-tools", "event-relay", "search-indexer",
      "notification-service", "document-store", "scheduler", "mobile-client",
    ],
    pages: [
      "Release checklist", "Platform overview", "Daily operations guide", "Support escalation path",
      "Metric definitions", "Access review procedure", "Design tokens reference", "Billing run calendar",
      "Test strategy", "Tool request process", "Event naming rules", "Search tuning notes", "Notification limits",
      "Document retention rules", "Scheduler recovery steps", "Mobile release train",
    ])
}
