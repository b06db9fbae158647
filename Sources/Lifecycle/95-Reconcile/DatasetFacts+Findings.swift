internal import DataOpsCore

extension DatasetFacts {
  /// What does not fit within registry and ledger, of a dataset that no unfinished operation owns.
  var findings: [Finding] {
    [withoutOperation, withoutConnector, withoutArchive, archiveOfLive].compactMap(\.self)
      + entriesLeftOpen.map(leftOpen)
  }

  private var withoutOperation: Finding? {
    guard dataset.isUnderWay else { return nil }
    let name = "dataset '\(dataset.name)'"
    switch dataset.status {
    case .provisioning, .validating:
      return Finding(
        .datasetWithoutOperation, Finding.Subject(dataset),
        "\(name) is \(dataset.status.display), and no operation is working on it",
        repair: "makes it FAILED, as abandoned",
        remedy: "\(Finding.repairRemedy), and then: dataops dataset retry \(dataset.id)")
    case .teardown, .archived:
      let state =
        dataset.status == .teardown ? "in TEARDOWN" : "ARCHIVED, but was not seen to be gone from search"
      return Finding(
        .datasetWithoutOperation, Finding.Subject(dataset),
        "\(name) is \(state), and no operation is working on it",
        repair: "asks for its teardown again, from where it stopped",
        remedy: "Take it up: dataops dataset teardown \(dataset.id)")
    case .ready, .failed: return nil
    }
  }

  private var withoutConnector: Finding? {
    guard dataset.status == .ready else { return nil }
    let state: String
    switch connector {
    case nil: state = "has no connector"
    case let connector? where connector.datasetID != dataset.id: state = "has a connector of another dataset"
    case let connector? where connector.phase == .disconnect || !connector.isLive:
      state = "has a connector in phase \(connector.phase)"
    default: return nil
    }
    return Finding(
      .datasetWithoutConnector, Finding.Subject(dataset), "dataset '\(dataset.name)' is READY, but \(state)",
      remedy: "Make it again: \(dataset.making)")
  }

  private var withoutArchive: Finding? {
    guard dataset.status == .archived, archive == nil else { return nil }
    return Finding(
      .archiveMissing, Finding.Subject(dataset, .archive, ObjectKey.archive(of: dataset.id).description),
      "dataset '\(dataset.name)' is ARCHIVED, but the registry has no archive of it",
      remedy: "Restore the registry's row of it from a backup.")
  }

  private var archiveOfLive: Finding? {
    guard let archive, dataset.status.isLive, dataset.status != .teardown else { return nil }
    return Finding(
      .archiveWithoutDataset, Finding.Subject(dataset, .archive, archive.key),
      "dataset '\(dataset.name)' is \(dataset.status.display), but has an archive",
      remedy: "Look for who changed its status: dataops dataset history \(dataset.id)")
  }

  /// - Parameter entry: of a resource that should be gone.
  func leftOpen(_ entry: LedgerEntry) -> Finding {
    Finding(
      .ledgerLeftOpen, Finding.Subject(dataset, entry.kind, entry.name),
      "the ledger of dataset '\(dataset.name)', which is gone from search, "
        + "has its \(entry.kind.noun) '\(entry.name)' open",
      repair: "releases the entry when the \(entry.kind.noun) is seen to be gone")
  }
}

extension ResourceKind {
  var noun: String {
    switch self {
    case .datasource: "registration as datasource"
    case .documents: "documents in datasource"
    case .identities: "people and groups in datasource"
    case .snapshot, .archive: rawValue
    }
  }
}
