import DataOpsCore
import DataOpsLifecycle
import Foundation
import Testing
import _DataOpsTestKit

@Suite struct `The template library` {
  private let shipped = TemplateLibrary(root: Installation.templates)

  @Test func `has every industry with two use cases of four types`() throws {
    let entries = try shipped.entries().filter { $0.type != "custom" }
    for industry in Industry.allCases {
      let own = entries.filter { $0.industry == industry.rawValue }
      #expect(Set(own.map(\.useCase)).count >= 2)
      #expect(own.count == Set(own.map(\.useCase)).count * 4)
    }
  }

  @Test func `is listed by path`() throws {
    let entries = try shipped.entries()
    #expect(entries.first?.path == "enterprise/it_service_desk/confluence_pages.json")
    #expect(entries.map(\.path) == entries.map(\.path).sorted())
  }

  @Test func `chooses by industry, use case and type`() throws {
    let template = try shipped.choose(industry: .retail, useCase: "store_operations", type: .slackMessages)
    #expect(template.entity.sourcePath == "retail/store_operations/slack_messages.json")
  }

  @Test func `chooses the first use case where none is named`() throws {
    let template = try shipped.choose(industry: .fintech, useCase: nil, type: .githubRepos)
    #expect(template.entity.sourcePath == "fintech/developer_productivity/github_repos.json")
  }

  @Test func `names the use cases it has when it has none that fits`() async throws {
    let failure = await failure {
      try shipped.choose(industry: .fintech, useCase: "moon_landing", type: .githubRepos)
    }
    #expect(failure?.code == .templateNotFound)
    #expect(failure?.remedy?.contains("developer_productivity, fraud_operations") == true)
  }

  @Test func `reads a template whose .json was left out`() throws {
    #expect(try shipped.load("fintech/fraud_operations/jira_issues").entity.type == .jiraIssues)
  }

  @Test(arguments: [
    "../secret.json", "fintech/../../secret.json", "/etc/passwd", "fintech//jira_issues", "fintech/x\0y",
  ])
  func `refuses a path that leaves the root`(path: String) async throws {
    let library = try SmallLibrary()
    try Data("{}".utf8).write(to: URL(fileURLWithPath: library.directory.path("secret.json")))
    let failure = await failure { try TemplateLibrary(root: library.root).load(path) }
    #expect(failure?.code == .accessDenied)
  }

  @Test func `refuses a link that leaves the root`() async throws {
    let library = try SmallLibrary()
    try FileManager.default.createSymbolicLink(
      atPath: "\(library.root)/fintech/link.json", withDestinationPath: "\(Installation.templates)/\(library.path)")
    #expect(await failure { try TemplateLibrary(root: library.root).load("fintech/link") }?.code == .accessDenied)
  }

  @Test func `refuses a folder that is a link out of the root`() async throws {
    let library = try SmallLibrary()
    try FileManager.default.createSymbolicLink(
      atPath: "\(library.root)/retail", withDestinationPath: "\(Installation.templates)/retail")
    let failure = await failure { try TemplateLibrary(root: library.root).load("retail/store_operations/jira_issues") }
    #expect(failure?.code == .accessDenied)
  }

  @Test func `follows a link that stays in the root`() throws {
    let library = try SmallLibrary()
    try FileManager.default.createSymbolicLink(
      atPath: "\(library.root)/again.json", withDestinationPath: library.file)
    #expect(try TemplateLibrary(root: library.root).read("again.json").isEmpty == false)
  }

  @Test func `refuses a folder with the name of a template`() async throws {
    let library = try SmallLibrary()
    try FileManager.default.createDirectory(atPath: "\(library.root)/folder.json", withIntermediateDirectories: true)
    #expect(await failure { try TemplateLibrary(root: library.root).load("folder") }?.code == .templateNotFound)
  }

  @Test func `refuses a file that is too large, before it is read as JSON`() async throws {
    let library = try SmallLibrary()
    try library.write(String(repeating: " ", count: TemplateLibrary.maximumFileBytes + 1))
    let failure = await failure { try TemplateLibrary(root: library.root).load(library.path) }
    #expect(failure?.code == .templateRefused)
    #expect(failure?.message.contains("8 MiB") == true)
  }

  @Test func `refuses a file that is too deep`() async throws {
    let library = try SmallLibrary()
    try library.write(String(repeating: "[", count: 10_000))
    #expect(await failure { try TemplateLibrary(root: library.root).load(library.path) }?.code == .templateRefused)
  }

  @Test func `says that its root does not exist`() async throws {
    let library = try SmallLibrary()
    let root = library.directory.path("nowhere")
    let failure = await failure { try TemplateLibrary(root: root).entries() }
    #expect(failure?.code == .templateNotFound)
    #expect(failure?.message.contains(root) == true)
  }

  @Test(arguments: ["templates/", "mock_data/templates/"])
  func `lists what lies in the folder where other repositories keep it`(folder: String) throws {
    let small = try SmallLibrary(folder: folder)
    #expect(try TemplateLibrary(root: small.root).entries().map(\.path) == [small.path])
  }

  @Test func `says file, place, problem and remedy of a template that it refuses`() async throws {
    let library = try SmallLibrary()
    try library.publish(version: "1.0.1")
    let text = try String(contentsOfFile: library.file, encoding: .utf8)
    try library.write(text.replacing(#""type":"integer""#, with: #""type":"integr""#))
    let failure = await failure { try TemplateLibrary(root: library.root).load(library.path) }
    #expect(failure?.code == .templateRefused)
    let message = try #require(failure?.message)
    #expect(message.contains(library.path + "#/schema/fields/16/type: error: "))
    #expect(message.contains("integr"))
    #expect(message.contains("integer"))
  }
}
