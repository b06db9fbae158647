internal import DataOpsCore

extension Journal {
  /// Asks a person for what no call can do.
  ///
  /// - Parameter dataset: the one that it is about; its receivers are told, in order with all else of it.
  func require(_ action: ManualAction, of dataset: Dataset? = nil, in registry: any RegistryWriting) throws {
    try registry.store(action)
    var noted: [String: JSON] = ["text": .string(action.text)]
    if let deadline = action.deadlineAt { noted["deadline_at"] = .string(deadline.description) }
    try note(
      .manualActionRequired, "manual action \(action.id)", client: action.clientID, dataset: action.datasetID,
      after: .object(noted), in: registry)
    if let dataset {
      try send(.manualActionRequired, about: dataset, also: ["manual_action": action.announced], in: registry)
    } else {
      try tell(.manualActionRequired, action, in: registry)
    }
  }

  /// Notes that a person has done what they were asked to.
  ///
  /// - Returns: the action as stored.
  /// - Throws: `conflict` where it was confirmed before.
  @discardableResult
  func confirm(_ action: ManualAction, saying text: String, in registry: any RegistryWriting) throws -> ManualAction {
    var action = action
    try action.confirm(by: actor, reason: text, at: now)
    try registry.store(action)
    try note(
      .manualActionConfirmed, "manual action \(action.id)", client: action.clientID, dataset: action.datasetID,
      after: ["kind": .string(action.kind.rawValue), "confirmation": .string(text)], in: registry)
    // Among the events of the client, also where it is about a dataset: programs of the schema before, which may send the events
    // of datasets, do not know this one.
    try tell(.manualActionConfirmed, action, in: registry)
    return action
  }

  private func tell(_ type: EventType, _ action: ManualAction, in registry: any RegistryWriting) throws {
    var data: [String: JSON] = [
      "client_id": .string(action.clientID.description), "manual_action": action.announced,
    ]
    if let dataset = action.datasetID { data["dataset_id"] = .string(dataset.description) }
    try send(type, about: .client(action.clientID), data, in: registry)
  }
}

extension ManualAction {
  /// What the world is told of it.
  fileprivate var announced: JSON {
    var members: [String: JSON] = [
      "id": .string(id.description), "kind": .string(kind.rawValue), "subject": .string(subject),
      "owner": .string(owner), "text": .string(text),
    ]
    if let deadlineAt { members["deadline_at"] = .string(deadlineAt.description) }
    if let confirmedAt { members["confirmed_at"] = .string(confirmedAt.description) }
    if let confirmedBy { members["confirmed_by"] = .string(confirmedBy.description) }
    return .object(members)
  }
}
