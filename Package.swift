// swift-tools-version:6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

let package = Package(
    name: "GridShow",
    products: [
        .executable(name: "gridshow", targets: ["gridshow"]),
        .executable(name: "gridshow-votes", targets: ["gridshow-votes"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.80.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // Only the tests use it: the oracle that our template renderer is compared with.
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    ],
    targets: [
        .systemLibrary(name: "CMark", providers: [.apt(["libcmark-dev"])]),
        .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .target(name: "CMarkArena", dependencies: ["CMark"]),
        .target(name: "CAllocator", linkerSettings: [.linkedLibrary("jemalloc", .when(configuration: .release))]),
        .target(name: "Diagnostics", swiftSettings: strict),
        .target(name: "Content", dependencies: ["Diagnostics"], swiftSettings: strict),
        .target(name: "Markdown", dependencies: ["Diagnostics", "CMark", "CMarkArena"], swiftSettings: strict),
        .target(name: "Statistics", dependencies: ["Diagnostics"], swiftSettings: strict),
        .target(name: "Templates", dependencies: ["Diagnostics"], swiftSettings: strict),
        .target(name: "Graphics", dependencies: ["Diagnostics"], swiftSettings: strict),
        .target(
            name: "SiteBuilding",
            dependencies: [
                "Diagnostics", "Content", "Markdown", "Templates", "Statistics", "Graphics", "VoteCore", "CYAML",
            ],
            swiftSettings: strict
        ),
        .target(
            name: "VoteCore",
            dependencies: ["Diagnostics", .product(name: "Crypto", package: "swift-crypto")],
            swiftSettings: strict
        ),
        .target(
            name: "VoteService",
            dependencies: [
                "VoteCore", "Diagnostics", "CPostgreSQL",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "GRDBSQLite", package: "GRDB.swift"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "gridshow-votes",
            dependencies: [
                "VoteService", "VoteCore", "Diagnostics",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        .target(
            name: "PreviewServer",
            dependencies: [
                "SiteBuilding", "Diagnostics",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
            ],
            swiftSettings: strict
        ),
        .executableTarget(
            name: "gridshow",
            dependencies: [
                "SiteBuilding", "PreviewServer", "VoteCore", "Statistics", "CAllocator",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            swiftSettings: strict
        ),
        // What several test targets share: random numbers with a seed, folders that clean up after themselves.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: strict),
        // Made-up communities, the same for the tests of Graphics and for its measurements.
        .target(
            name: "GraphicsSamples",
            dependencies: ["TestSupport", "Graphics"],
            path: "Tests/GraphicsSamples",
            swiftSettings: strict
        ),
        .executableTarget(
            name: "GraphicsBenchmark",
            dependencies: ["GraphicsSamples", "TestSupport", "Graphics"],
            path: "Tests/Benchmarks/GraphicsBenchmark",
            swiftSettings: strict
        ),
        // The load tool of the vote service, and services that are broken on purpose, for negative controls.
        .executableTarget(
            name: "VoteBenchmark",
            dependencies: [
                "TestSupport", "VoteService", "VoteCore",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            path: "Tests/Benchmarks/VoteBenchmark",
            swiftSettings: strict
        ),
        .testTarget(name: "DiagnosticsTests", dependencies: ["TestSupport", "Diagnostics"], swiftSettings: strict),
        .testTarget(name: "ContentTests", dependencies: ["TestSupport", "Content"], swiftSettings: strict),
        .testTarget(
            name: "MarkdownTests",
            dependencies: ["TestSupport", "Markdown", "CMark"],
            exclude: ["Specifications"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "TemplatesTests",
            dependencies: ["Templates", .product(name: "Mustache", package: "swift-mustache")],
            swiftSettings: strict
        ),
        .testTarget(name: "StatisticsTests", dependencies: ["TestSupport", "Statistics"], swiftSettings: strict),
        .testTarget(
            name: "GraphicsTests",
            dependencies: ["TestSupport", "GraphicsSamples", "Graphics"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "SiteBuildingTests",
            dependencies: ["TestSupport", "VoteTestSupport", "SiteBuilding", "VoteCore"],
            exclude: ["Sites"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "PreviewServerTests",
            dependencies: ["TestSupport", "PreviewServer"],
            swiftSettings: strict
        ),
        // Whole little elections with a seed, published into memory: for the tests of whatever reads or writes them.
        .target(
            name: "VoteTestSupport",
            dependencies: ["TestSupport", "VoteCore"],
            path: "Tests/VoteTestSupport",
            swiftSettings: strict
        ),
        .testTarget(
            name: "VoteCoreTests",
            dependencies: ["TestSupport", "VoteTestSupport", "VoteCore"],
            swiftSettings: strict
        ),
        .testTarget(
            name: "VoteServiceTests",
            dependencies: [
                "TestSupport", "VoteTestSupport", "VoteCore", "VoteService",
                .product(name: "GRDB", package: "GRDB.swift"),
            ],
            swiftSettings: strict
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: ["TestSupport", "VoteTestSupport", "gridshow", "gridshow-votes"],
            swiftSettings: strict
        ),
    ],
    swiftLanguageModes: [.v6]
)
