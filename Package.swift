// swift-tools-version: 6.2

import PackageDescription

let package = Package(
  name: "dataops-lifecycle",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "dataops", targets: ["dataops"]),
    .library(name: "DataRecords", targets: ["DataRecords"]),
    .library(name: "DataGenerating", targets: ["DataGenerating"]),
    .library(name: "GleanAPI", targets: ["GleanAPI"]),
    .library(name: "GleanSandbox", targets: ["GleanSandbox"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/attaswift/BigInt", from: "6.0.1"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
  ],
  targets: [
    // The nouns and rules of the product: values only.
    .target(name: "DataOpsCore", path: "Sources/Core"),

    // The record plane: pure libraries, bytes in, bytes and tallies out.
    .target(
      name: "DataRecords",
      dependencies: [
        "CSimdJSON", "CZstd", "CZlib", "CPCRE2",
        .product(name: "BigInt", package: "BigInt"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      path: "Sources/Engines/Records"),
    .target(
      name: "DataGenerating",
      dependencies: ["DataRecords", .product(name: "Crypto", package: "swift-crypto")],
      path: "Sources/Engines/Generating"),
    .target(
      name: "CSimdJSON",
      linkerSettings: [.linkedLibrary("simdjson")]),
    .systemLibrary(
      name: "CZstd", pkgConfig: "libzstd",
      providers: [.apt(["libzstd-dev"]), .brew(["zstd"])]),
    .systemLibrary(
      name: "CZlib", pkgConfig: "zlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .systemLibrary(
      name: "CPCRE2", pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"]), .brew(["pcre2"])]),

    // The control plane: small rows, great care.
    .target(
      name: "DataOpsLifecycle",
      dependencies: [
        "DataOpsCore", "DataRecords", "DataGenerating",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
      ],
      path: "Sources/Lifecycle"),
    .target(
      name: "DataOpsDurable",
      dependencies: [
        "DataOpsCore", "DataOpsLifecycle",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      path: "Sources/Durable"),

    // Adapters: one role, one technology each.
    .target(
      name: "DataOpsSQLStorage",
      dependencies: [
        "DataOpsCore", "DataOpsLifecycle", "CLibPQ",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      path: "Sources/Adapters/SQLStorage"),
    .systemLibrary(
      name: "CLibPQ", pkgConfig: "libpq",
      providers: [.apt(["libpq-dev"]), .brew(["libpq"])]),
    .target(
      name: "DataOpsObjectFiles",
      dependencies: [
        "DataOpsCore", "DataOpsLifecycle",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Sources/Adapters/ObjectFiles"),
    .target(
      name: "GleanAPI",
      dependencies: [
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      path: "Sources/Adapters/Glean"),
    .target(
      name: "DataOpsGleanIndex",
      dependencies: [
        "DataOpsCore", "DataOpsLifecycle", "DataRecords", "GleanAPI", .product(name: "Logging", package: "swift-log"),
      ],
      path: "Sources/Adapters/GleanIndex"),

    // The embedded Glean-compatible server.
    .target(
      name: "GleanSandbox",
      dependencies: [
        "DataRecords",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),

    // Composition and surfaces.
    .target(
      name: "DataOpsApp",
      dependencies: [
        "DataOpsCore", "DataOpsLifecycle", "DataOpsDurable",
        "DataOpsSQLStorage", "DataOpsObjectFiles", "DataOpsGleanIndex", "GleanAPI", "GleanSandbox",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "Configuration", package: "swift-configuration"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Sources/App"),
    .executableTarget(
      name: "dataops",
      dependencies: [
        "DataOpsApp", "DataOpsCore", "DataOpsLifecycle", "DataOpsDurable", "DataRecords", "DataGenerating",
        "GleanSandbox",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ]),

    // Measures registry and engine; not a product.
    .executableTarget(
      name: "registry-bench",
      dependencies: [
        "DataOpsApp", "DataOpsCore", "DataOpsLifecycle", "DataOpsDurable", "DataOpsSQLStorage", "DataOpsObjectFiles",
        "DataOpsGleanIndex", "GleanAPI", "GleanSandbox",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
      ],
      path: "Sources/RegistryBench"),

    // Tests.
    .target(
      name: "_DataOpsTestKit",
      dependencies: [
        "DataOpsCore", "DataOpsLifecycle", "DataOpsSQLStorage", "DataOpsObjectFiles",
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ],
      path: "Sources/TestKit"),
    .testTarget(name: "CoreTests", dependencies: ["DataOpsCore"]),
    .testTarget(
      name: "RecordsTests", dependencies: ["DataRecords", .product(name: "BigInt", package: "BigInt")],
      exclude: [
        "Conformance/fetch-suite.sh", "Conformance/judge-by-program.py", "Conformance/misses.json",
      ]),
    .testTarget(name: "GeneratingTests", dependencies: ["DataGenerating", "DataRecords"]),
    .testTarget(
      name: "GleanTests",
      dependencies: [
        "GleanAPI", "GleanSandbox", "_DataOpsTestKit",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .testTarget(
      name: "GleanSandboxTests",
      dependencies: [
        "GleanSandbox", "DataRecords",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      exclude: ["Official"]),
    .testTarget(
      name: "StorageTests",
      dependencies: ["DataOpsCore", "DataOpsLifecycle", "DataOpsSQLStorage", "DataOpsObjectFiles", "_DataOpsTestKit"],
      exclude: ["SQLite/schema.sql", "Postgres/schema.sql"]),
    .testTarget(
      name: "LifecycleTests",
      dependencies: [
        "DataOpsCore", "DataOpsLifecycle", "DataOpsDurable", "DataOpsApp", "DataOpsGleanIndex", "DataRecords",
        "GleanAPI", "GleanSandbox", "_DataOpsTestKit",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ]),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "dataops", "registry-bench", "_DataOpsTestKit", "DataOpsApp", "DataOpsCore", "DataOpsLifecycle",
        "DataOpsObjectFiles",
        .product(name: "Crypto", package: "swift-crypto"),
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
        .product(name: "Yams", package: "Yams"),
      ]),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx17
)

for target in package.targets where target.type != .system && target.name != "CSimdJSON" {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [
      .enableUpcomingFeature("ExistentialAny"),
      .enableUpcomingFeature("InternalImportsByDefault"),
      .enableUpcomingFeature("MemberImportVisibility"),
      .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
      .treatAllWarnings(as: .error),
    ]
}
