import DataOpsCore
import DataOpsLifecycle
import DataRecords
import GleanSandbox
import Testing
import _DataOpsTestKit

extension Injection {
  static let connectors: [Injection] = [
    .connector(.probeUnknown, "somebody who is nobody") { scene, connector in
      try await scene.update(connector) {
        guard case .object(var kept) = $0.configuration.configuration else { return }
        kept["probe"] = .string("nobody@acme-bank.example")
        $0.configuration.configuration = .object(kept)
      }
    },
    .connector(.datasourceNameInvalid, "a hyphen within") { scene, connector in
      try await scene.replace(connector, datasource: "acme-bank")
    },
    .connector(.datasourceUnknown, "removed in the console") { scene, connector in
      try await scene.glean.remove(connector.datasource)
    },
    .reregistered(.objectTypeUndeclared, "another object type") { $0.with(objectType: "Other") },
    .reregistered(.propertyUndeclared, "one property fewer") { $0.with(properties: $0.properties.dropLast()) },
    .reregistered(.propertyTypeDiffers, "a text that is a number") { registration in
      registration.with(
        properties: registration.properties.map { property in
          property.name == "stage"
            ? .init(name: property.name, label: property.label, type: .integer, look: property.look) : property
        })
    },
    .reregistered(.urlPatternDiffers, "another host") { $0.with(urlPattern: "^https://other\\.example/.*$") },
    .reregistered(.testFlagDiffers, "a real one") { $0.with(isTest: false) },
    .reregistered(.appearanceDiffers, "another display name") { $0.with(displayName: "Somebody's") },
    .outsidePattern,
    .connector(.visibilityOff, "a pilot that was never enabled") { scene, connector in
      try await scene.reregister(connector) { $0.with(name: connector.datasource + "x") }
      try await scene.index.replaceIdentities(
        SearchIdentities(
          users: [.init(email: ConfiguredDatasource(connector)?.probe ?? "", name: "Probe")],
          groups: [.init(name: "g", memberEmails: [])]), in: connector.datasource + "x", uploadID: "x")
      try await scene.replace(connector, stage: .pilot)
    },
    .connector(.visibilityChanged, "enabled for everybody") { scene, connector in
      try await scene.glean.setVisibility("ENABLED_FOR_ALL", of: connector.datasource)
    },
    .connector(.probeNotIndexed, "known in another datasource only") { scene, connector in
      _ = try await scene.ready(count: 13)
      try await scene.index.deleteIdentities(
        groups: ConnectorIdentities.groups(in: .sandbox), in: connector.datasource, uploadID: "other")
    },
    .connector(.groupsMissing, "groups replaced by none") { scene, connector in
      let probe = SearchIdentities.User(email: ConfiguredDatasource(connector)?.probe ?? "", name: "Probe")
      try await scene.index.deleteIdentities(
        groups: ConnectorIdentities.groups(in: .sandbox), in: connector.datasource, uploadID: "other")
      try await scene.index.replaceIdentities(
        SearchIdentities(users: [probe], groups: []), in: connector.datasource, uploadID: "another")
    },
    .connector(.uploadOpen, "somebody's first page") { scene, connector in
      let page = UploadPage(uploadID: "somebodys", isFirst: true, isLast: false, restart: false, documents: [])
      try await scene.index.upload(page, to: connector.datasource)
    },
    .connector(.deletionPaused, "somebody's upload of nothing") { scene, connector in
      let page = UploadPage(uploadID: "somebodys", isFirst: true, isLast: true, restart: false, documents: [])
      try await scene.index.upload(page, to: connector.datasource)
    },
    .connector(.documentsMissing, "emptied") { scene, connector in
      try await scene.index.empty(connector.datasource, uploadID: "somebodys")
    },
    .connector(.documentsForeign, "one of somebody else's") { scene, connector in
      let configured = try #require(ConfiguredDatasource(connector))
      let document = SearchDocument(
        reference: .init(objectType: configured.objectType, id: "somebodys"), title: "Hello", body: "Hello",
        url: configured.homeURL + "hello", allowedUsers: [try #require(configured.probe)])
      try await scene.index.index([document], in: connector.datasource)
    },
    .connector(.documentsNotFound, "the test identity taken out of its group") { scene, connector in
      let probe = SearchIdentities.User(email: ConfiguredDatasource(connector)?.probe ?? "", name: "Probe")
      let groups = ConnectorIdentities.groups(in: .sandbox).map { SearchIdentities.Group(name: $0, memberEmails: []) }
      try await scene.index.replaceIdentities(
        SearchIdentities(users: [probe], groups: groups + [.init(name: "others", memberEmails: [probe.email])]),
        in: connector.datasource, uploadID: "somebodys")
    },
    .connector(.syncPaused, "it has failed for a week") { scene, connector in
      try await scene.update(connector) { $0.syncPaused = true }
    },
  ]

  static let canaries: [Injection] = [
    .connector(.canaryRefused, "the test identity is unknown there", sendsCanary: true) { scene, connector in
      _ = try await scene.ready(count: 13)
      try await scene.index.deleteIdentities(
        groups: ConnectorIdentities.groups(in: .sandbox), in: connector.datasource, uploadID: "other")
    },
    .connector(.canaryNotIndexed, "accepted and dropped", sendsCanary: true) { scene, _ in
      try scene.setFaults(FaultRule("drop", path: "*/indexdocuments", fault: .partialAcceptance(dropping: 1)))
    },
    .connector(
      .canaryNotPermitted, "access is denied", sendsCanary: true, watch: SearchWatch(access: { _, _ in false })),
    .connector(
      .canaryOpenToOthers, "access is open", sendsCanary: true, watch: SearchWatch(access: { _, _ in true })),
    .connector(
      .canaryNotFound, "searches find nothing", sendsCanary: true, watch: SearchWatch(answer: { _, _ in [] })),
    .connector(.canaryLeft, "deleting fails", sendsCanary: true) { scene, _ in
      try scene.setFaults(FaultRule("keep", path: "*/deletedocument", fault: .failure(status: 500, .before)))
    },
  ]

  /// Found by the doctor at a connector in use.
  private static func connector(
    _ code: Misconfiguration, _ how: String, sendsCanary: Bool = false, watch: SearchWatch = SearchWatch(),
    _ make: @escaping @Sendable (DoctorScene, GleanConnector) async throws -> Void = { _, _ in }
  ) -> Injection {
    .doctor(code, how) { scene in
      let connector = try await scene.ready()
      try await make(scene, connector)
      let isReplaced = try await scene.installation.connector(of: connector.datasetID).id != connector.id
      return DoctorVisit(
        watch: watch, sendsCanary: sendsCanary, connector: isReplaced ? nil : connector.id)
    }
  }

  private static func reregistered(
    _ code: Misconfiguration, _ how: String,
    _ change: @escaping @Sendable (DatasourceRegistration) -> DatasourceRegistration
  ) -> Injection {
    .connector(code, how) { scene, connector in try await scene.reregister(connector, change) }
  }

  /// A hand-made record that links to another host.
  private static var outsidePattern: Injection {
    Injection(code: .urlOutsidePattern, finder: .provision, how: "a record of another host") {
      let library = try SmallLibrary()
      try library.editRecords([7]) { $0["url"] = .string("https://elsewhere.example.org/browse/7") }
      return try await Injection.provision(.urlOutsidePattern, "", templates: library.root) { _ in SearchWatch() }
        .find()
    }
  }
}
