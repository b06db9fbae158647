extension Lexicon {
  static let healthcare = Lexicon(
    roles: [
      "Clinical Informaticist", "Nurse Informatics Lead", "Pharmacy Systems Analyst", "Interoperability Specialist",
    ],
    teams: [
      "Clinical Applications", "Interoperability", "Medication Safety", "Imaging Platform", "Patient Access",
      "Laboratory Systems", "Care Coordination", "Device Connectivity", "Privacy and Security", "Population Health",
    ],
    projects: [
      ("Order Entry", "ORD"), ("Exchange Gateway", "EXG"), ("Medication Reconciliation", "MED"),
      ("Imaging Archive", "IMG"), ("Patient Portal", "PORT"), ("Laboratory Results", "LAB"),
      ("Discharge Planning", "DIS"), ("Bedside Devices", "BED"), ("Consent and Access", "CON"),
      ("Care Registry", "REGI"),
    ],
    spaces: [
      ("Clinical Systems", "CLIN"), ("Interface Catalogue", "INTERFACE"), ("Medication Safety", "MEDSAFE"),
      ("Imaging Handbook", "IMAGING"), ("Patient Access", "ACCESS"), ("Laboratory Manual", "LABMAN"),
      ("Care Pathways", "PATHWAYS"), ("Device Library", "DEVICES"), ("Privacy Office", "PRIVACY"),
      ("Quality Measures", "QUALITY"),
    ],
    channels: [
      "clinical-apps", "interop-help", "medication-safety", "imaging-platform", "patient-access", "lab-systems",
      "care-coordination", "device-alerts", "privacy-desk", "population-health", "releases", "downtime-room",
      "oncall-handover", "training-questions", "order-sets", "results-routing", "bed-board", "telehealth", "general",
      "good-catches",
    ],
    repositories: [
      "order-entry", "fhir-gateway", "medication-reconciler", "imaging-router", "patient-portal", "lab-results-feed",
      "discharge-planner", "bedside-monitor-hub", "consent-registry", "care-gap-engine", "appointment-scheduler",
      "allergy-checker", "document-indexer", "triage-assistant", "infusion-bridge", "downtime-viewer",
    ],
    pages: [
      "Downtime procedure for order entry", "Interface restart guide", "High-alert medication list",
      "Image retention schedule", "Portal identity proofing", "Critical result call-back",
      "Discharge summary checklist", "Monitor alarm thresholds", "Break-glass access review", "Care gap definitions",
      "Scheduling template rules", "Allergy reconciliation steps", "Document type catalogue",
      "Triage category guide", "Infusion pump library update", "Downtime viewer drill",
    ])
}
