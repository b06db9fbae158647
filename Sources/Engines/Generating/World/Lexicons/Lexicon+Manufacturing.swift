extension Lexicon {
  static let manufacturing = Lexicon(
    roles: [
      "Process Engineer", "Maintenance Planner", "Quality Inspector", "Supply Planner",
    ],
    teams: [
      "Plant Systems", "Maintenance Engineering", "Quality Assurance", "Supply Planning", "Process Automation",
      "Tooling", "Warehouse Operations", "Safety and Environment", "Industrial Data", "Product Engineering",
    ],
    projects: [
      ("Line Control", "LINE"), ("Maintenance Planner", "MNT"), ("Inspection Records", "INSP"),
      ("Demand Planning", "DEM"), ("Cell Automation", "CELL"), ("Tool Crib", "TOOL"), ("Yard and Warehouse", "YARD"),
      ("Permit to Work", "PTW"), ("Historian Renewal", "HIST"), ("Bill of Materials", "BOM"),
    ],
    spaces: [
      ("Plant Handbook", "PLANT"), ("Maintenance Library", "MAINT"), ("Quality Manual", "QUALITY"),
      ("Planning Desk", "PLANNING"), ("Automation Standards", "AUTOM"), ("Tooling Catalogue", "TOOLING"),
      ("Warehouse Procedures", "WAREHOUSE"), ("Safety Office", "SAFETY"), ("Industrial Data", "DATA"),
      ("Engineering Changes", "CHANGES"),
    ],
    channels: [
      "plant-systems", "maintenance-desk", "quality-holds", "supply-planning", "automation-help", "tool-crib",
      "warehouse-floor", "safety-notices", "industrial-data", "product-engineering", "releases", "line-stops",
      "oncall-handover", "shift-change", "spare-parts", "calibration", "energy-watch", "supplier-issues", "general",
      "improvements",
    ],
    repositories: [
      "line-controller", "maintenance-planner", "inspection-recorder", "demand-forecaster", "robot-cell-config",
      "tool-crib", "yard-manager", "permit-service", "historian-bridge", "bom-compiler", "andon-board",
      "calibration-tracker", "energy-meter", "spc-charts", "torque-logger", "shipping-labels",
    ],
    pages: [
      "Line restart sequence", "Lubrication schedule", "Hold and release procedure", "Forecast exceptions",
      "Robot cell safety zones", "Tool wear limits", "Dock appointment rules", "Permit to work guide",
      "Historian tag naming", "Engineering change workflow", "Andon escalation ladder", "Calibration intervals",
      "Energy peak plan", "Control chart interpretation", "Torque audit procedure", "Label printer recovery",
    ])
}
