extension Lexicon {
  static let retail = Lexicon(
    roles: [
      "Category Analyst", "Store Systems Specialist", "Merchandise Planner", "Loyalty Manager",
    ],
    teams: [
      "Store Systems", "Inventory Accuracy", "Pricing and Promotions", "Online Storefront", "Order Fulfilment",
      "Loyalty", "Merchandising", "Supply Chain", "Customer Care", "Workforce Planning",
    ],
    projects: [
      ("Point of Sale", "POS"), ("Stock Accuracy", "STK"), ("Promotions Engine", "PRO"), ("Storefront", "SHOP"),
      ("Click and Collect", "CNC"), ("Loyalty Wallet", "LOY"), ("Assortment", "ASM"), ("Replenishment", "REP"),
      ("Customer Care Desk", "CARE"), ("Shift Planning", "SHIFT"),
    ],
    spaces: [
      ("Store Handbook", "STORES"), ("Inventory Manual", "INVENTORY"), ("Pricing Desk", "PRICING"),
      ("Storefront Guild", "WEB"), ("Fulfilment Guide", "FULFIL"), ("Loyalty Programme", "LOYALTY"),
      ("Merchandising", "MERCH"), ("Supply Chain", "SUPPLY"), ("Care Playbook", "CARE"),
      ("Workforce Guide", "STAFF"),
    ],
    channels: [
      "store-systems", "stock-accuracy", "pricing-desk", "storefront", "fulfilment-floor", "loyalty",
      "merchandising", "supply-chain", "customer-care", "shift-planning", "releases", "till-incidents",
      "oncall-handover", "peak-trading", "returns-desk", "planograms", "delivery-partners", "supplier-portal",
      "general", "store-wins",
    ],
    repositories: [
      "till-client", "stock-ledger", "promotion-engine", "storefront-web", "collect-orders", "loyalty-wallet",
      "assortment-planner", "replenishment-jobs", "care-console", "shift-planner", "price-file-builder",
      "shelf-label-hub", "returns-desk", "gift-card-service", "picking-routes", "supplier-portal",
    ],
    pages: [
      "Till recovery guide", "Cycle count procedure", "Promotion stacking rules", "Storefront release checklist",
      "Collect order hand-over", "Points expiry policy", "Range review calendar", "Replenishment exceptions",
      "Care macro catalogue", "Shift swap rules", "Price file schedule", "Shelf label battery plan",
      "Returns without receipt", "Gift card reversal steps", "Picking route tuning", "Supplier onboarding steps",
    ])
}
