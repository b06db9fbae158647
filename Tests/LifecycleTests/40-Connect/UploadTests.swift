import DataOpsCore
import DataOpsLifecycle
import Testing

@Suite struct `An upload` {
  private static let tenAPage: Policy = {
    var policy = Policy()
    policy.uploadPageRecords = 10
    return policy
  }()

  private static func unreachable(atPage number: Int, times: Int = 1) -> SearchWatch {
    let failures = Counter(times)
    let pages = PageNumbers()
    return SearchWatch { call throws(Failure) in
      guard case .upload(let page) = call, await pages.number(of: page) == number, failures.take() else { return }
      throw Failure(.searchUnreachable, "gone")
    }
  }

  @Test func `sends the same pages for the same records`() async throws {
    var sent: [Set<[String]>] = []
    for _ in 1...2 {
      let installation = try await Installation()
      _ = try await installation.addClient()
      _ = try await installation.requestIssues(count: 45)
      let watch = SearchWatch()
      try await installation.work(search: watch, policy: Self.tenAPage)
      sent.append(Set(watch.uploads.map { $0.documents.map(\.reference.id) }))
    }
    #expect(sent[0].count == 5)
    #expect(sent[0] == sent[1])
  }

  @Test func `says which page is the first and which the last`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    _ = try await installation.requestIssues(count: 45)
    let watch = SearchWatch()
    try await installation.work(search: watch, policy: Self.tenAPage)
    #expect(watch.uploads.map(\.isFirst) == [true, false, false, false, false])
    #expect(watch.uploads.map(\.isLast) == [false, false, false, false, true])
    #expect(Set(watch.uploads.map(\.uploadID)).count == 1)
  }

  @Test func `of one page is first and last at once`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    _ = try await installation.requestIssues(count: 10)
    let watch = SearchWatch()
    try await installation.work(search: watch, policy: Self.tenAPage)
    #expect(watch.uploads.map { [$0.isFirst, $0.isLast] } == [[true, true]])
  }

  @Test(arguments: 0..<6)
  func `goes on behind the last acknowledged page and sends none before it twice`(page: Int) async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues(count: 60).dataset.id
    let watch = Self.unreachable(atPage: page)
    var policy = Self.tenAPage
    policy.uploadsAtOnce = 1
    try await installation.work(search: watch, policy: policy)
    let keys = watch.uploads.flatMap { $0.documents.map(\.reference.id) }
    #expect(keys.count == 60)
    #expect(Set(keys).count == 60)
    #expect(try await installation.searchStatus(of: id).indexed == 60)
  }

  @Test func `with several pages under way leaves none out when one of them fails`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues(count: 60).dataset.id
    let watch = Self.unreachable(atPage: 2)
    try await installation.work(search: watch, policy: Self.tenAPage)
    #expect(Set(watch.uploads.flatMap { $0.documents.map(\.reference.id) }).count == 60)
    #expect(try await installation.searchStatus(of: id).indexed == 60)
  }

  @Test func `begins anew, giving up the open one, where its resumption is refused`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    let id = try await installation.requestIssues(count: 60).dataset.id
    let outage = Counter(1)
    let refusal = Counter(1)
    let pages = PageNumbers()
    let watch = SearchWatch { call throws(Failure) in
      guard case .upload(let page) = call, await pages.number(of: page) == 3 else { return }
      if outage.take() { throw Failure(.searchUnreachable, "gone") }
      if refusal.take() { throw Failure(.searchRefusedRequest, "unknown upload") }
    }
    var policy = Self.tenAPage
    policy.uploadsAtOnce = 1
    try await installation.work(search: watch, policy: policy)
    #expect(Set(watch.uploads.map(\.uploadID)).count == 2)
    #expect(watch.uploads.filter(\.isFirst).map(\.restart) == [false, true])
    let status = try await installation.searchStatus(of: id)
    #expect(status.uploaded == 60)
    #expect(try await installation.dataset(id).status == .ready)
  }

  @Test func `that was finished is not sent again when its step is repeated`() async throws {
    let installation = try await Installation()
    _ = try await installation.addClient()
    _ = try await installation.requestIssues(count: 45)
    let watch = SearchWatch()
    let crash = FailingStep(.upload, Failure(.storageFailed, "gone"), times: 1)
    try await installation.work(search: watch, steps: [crash], policy: Self.tenAPage)
    #expect(watch.uploads.count == 5)
  }
}

/// Numbers pages by their first document, in the order in which they are first seen.
private actor PageNumbers {
  private var numbers: [String: Int] = [:]

  func number(of page: UploadPage) -> Int? {
    guard let first = page.documents.first?.reference.id else { return nil }
    if let known = numbers[first] { return known }
    numbers[first] = numbers.count
    return numbers.count - 1
  }
}
