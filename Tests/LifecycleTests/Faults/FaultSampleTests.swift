import DataOpsCore
import GleanAPI
import Testing

@Suite struct `The sample of the fault matrix` {
  @Test func `holds every request of a provision`() async throws {
    let matrix = try await FaultMatrix.ofAProvision
    #expect(matrix.sample.map(\.request) == matrix.requests)
  }

  @Test(arguments: [false, true])
  func `holds every fault, happening once and lasting`(isLasting: Bool) async throws {
    let sample = try await FaultMatrix.ofAProvision.sample
    #expect(Set(sample.filter { $0.isLasting == isLasting }.map(\.trouble)) == Set(Trouble.allCases))
  }

  @Test func `has provisions with a first, two middle and a last page behind it`() async throws {
    let requests = try await FaultMatrix.ofAProvision.requests
    #expect(requests.count { $0.endpoint == .bulkIndexDocuments } == 4)
  }

  @Test func `holds every code that a provision with a fault fails with`() async throws {
    let matrix = try await FaultMatrix.ofAProvision
    func codes(_ cases: [FaultCase]) -> Set<String> {
      Set(
        cases.compactMap { fault in
          if case .failed(let code, _) = fault.expected { code.rawValue } else { nil }
        })
    }
    #expect(codes(matrix.sample) == codes(matrix.cases))
  }

  /// `DATAOPS_UPDATE_DUMPS=1` writes the table anew.
  @Test func `is a part of what the documentation says of all of it`() async throws {
    let table = try await FaultMatrixTable(FaultMatrix.ofAProvision)
    try table.updateIfAsked()
    #expect(try FaultMatrixTable.documented() == table.text)
  }
}
