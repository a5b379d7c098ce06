// swift-tools-version: 6.2
import PackageDescription

/// Settings that every Swift target of this package shares.
let house: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

/// Settings of the modules whose loops run for each pixel, feature, pair, entry or byte of a list: optimised in debug builds
/// too, as their C is, so that tests of whole ingests stay usable.
let optimisedSwift: [SwiftSetting] = house + [.unsafeFlags(["-O"], .when(configuration: .debug))]

/// Settings of our C and C++ targets: optimised in debug builds too, so that tests stay usable, and
/// never with fused multiply-add, which changes perceptual hashes.
let optimised: [CSetting] = [.unsafeFlags(["-O3", "-ffp-contract=off"])]
let optimisedCxx: [CXXSetting] = [.unsafeFlags(["-O2"])]

let protobuf = Target.Dependency.product(name: "SwiftProtobuf", package: "swift-protobuf")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

/// Libraries of the operating system.
///
/// Each target here holds an empty header and carries link flags.
let systemLibraries: [Target] = [
    .systemLibrary(name: "COpenSSL", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
    .systemLibrary(name: "CTurboJPEG", pkgConfig: "libturbojpeg", providers: [.apt(["libturbojpeg0-dev"])]),
    .systemLibrary(
        name: "CImageLibraries",
        pkgConfig: "libturbojpeg libpng libwebp libwebpdemux libtiff-4 libheif libde265 dav1d libopenjp2 exiv2",
        providers: [.apt(["libturbojpeg0-dev"])]
    ),
    .systemLibrary(
        name: "CThreadedDecoders",
        pkgConfig: "libde265 dav1d",
        providers: [.apt(["libde265-dev", "libdav1d-dev"])]
    ),
    .systemLibrary(
        name: "CContentLibraries",
        pkgConfig: "libmagic libarchive",
        providers: [.apt(["libmagic-dev", "libarchive-dev"])]
    ),
    .systemLibrary(
        name: "CStreamLibraries",
        pkgConfig: "libavformat libavcodec libavutil libswscale libswresample libchromaprint dav1d",
        providers: [.apt(["libavformat-dev", "libchromaprint-dev"])]
    ),
]

let cTargets: [Target] = [
    .target(name: "CairnKernels", cSettings: optimised),
    .target(name: "CSandbox", linkerSettings: [.linkedLibrary("seccomp")]),
    .target(name: "CSingleThreading", dependencies: ["CThreadedDecoders"]),
    .target(
        name: "CImageDecoders",
        dependencies: ["CImageLibraries", "CairnKernels"],
        cSettings: optimised,
        cxxSettings: optimisedCxx,
        linkerSettings: [
            .linkedLibrary("gif"), .linkedLibrary("raw"), .linkedLibrary("stdc++"), .linkedLibrary("m"),
        ]
    ),
    .target(
        name: "CLocalFeatures",
        cxxSettings: optimisedCxx + [.unsafeFlags(["-isystem", "/usr/include/opencv4"])],
        linkerSettings: [
            .linkedLibrary("opencv_features2d"), .linkedLibrary("opencv_imgproc"), .linkedLibrary("opencv_core"),
            .linkedLibrary("stdc++"),
        ]
    ),
    .target(
        name: "CVocabulary",
        exclude: ["vocabulary.bin", "README.md"],
        cSettings: [.unsafeFlags(["-std=gnu23"])]
    ),
    .target(
        name: "CWorkbenchAssets",
        exclude: ["assets.inc", "catalogues", "samples", "static", "templates", "README.md"],
        cSettings: [.unsafeFlags(["-std=gnu23"])]
    ),
    .target(
        name: "CDrawing",
        cSettings: optimised,
        cxxSettings: optimisedCxx + [.unsafeFlags(["-isystem", "/usr/include/opencv4"])],
        linkerSettings: [
            .linkedLibrary("opencv_imgproc"), .linkedLibrary("opencv_core"), .linkedLibrary("png"),
            .linkedLibrary("stdc++"),
        ]
    ),
    .target(name: "CContentReaders", dependencies: ["CContentLibraries"], cSettings: optimised),
    .target(name: "CStreamDecoders", dependencies: ["CStreamLibraries"], cSettings: optimised),
    .target(
        name: "CPhoneNumbers",
        cxxSettings: optimisedCxx,
        linkerSettings: [.linkedLibrary("phonenumber"), .linkedLibrary("stdc++")]
    ),
]

/// What the programs share, in the order in which data flows; each entry names all that it may import.
let modules: [Target] = [
    .target(name: "CaseModel", swiftSettings: optimisedSwift),
    .target(name: "Fingerprints", dependencies: ["CaseModel", "CairnKernels"], swiftSettings: optimisedSwift),
    .target(
        name: "SearchIndex",
        dependencies: ["CaseModel", "CairnKernels", "CVocabulary"],
        swiftSettings: optimisedSwift
    ),
    .target(
        name: "Matching",
        dependencies: ["CaseModel", "Fingerprints", "CairnKernels"],
        swiftSettings: optimisedSwift
    ),
    .target(name: "Linking", dependencies: ["CaseModel"], swiftSettings: house),
    .target(name: "TextExtraction", dependencies: ["CaseModel"], swiftSettings: optimisedSwift),
    .target(
        name: "Renditions",
        dependencies: ["CaseModel", "Fingerprints", "CTurboJPEG"],
        swiftSettings: house
    ),
    .target(
        name: "FeatureExtraction",
        dependencies: ["CaseModel", "Fingerprints", "CLocalFeatures"],
        swiftSettings: optimisedSwift
    ),
    .target(name: "Illustration", dependencies: ["CaseModel", "CDrawing"], swiftSettings: house),
    .target(
        name: "ImageDecoding",
        dependencies: [
            "CaseModel", "Fingerprints", "Renditions", "FeatureExtraction", "CImageDecoders", "CContentReaders",
        ],
        swiftSettings: house
    ),
    .target(
        name: "StreamDecoding",
        dependencies: [
            "CaseModel", "Fingerprints", "Renditions", "FeatureExtraction", "TextExtraction", "CStreamDecoders",
            "CPhoneNumbers",
        ],
        swiftSettings: house
    ),
    .target(name: "Sandbox", dependencies: ["CSandbox"], swiftSettings: house),
    .target(
        name: "AnalysisWorkers",
        dependencies: ["CaseModel", "Sandbox", protobuf],
        exclude: ["Protocol/worker.proto"],
        swiftSettings: house
    ),
    .target(name: "Evidence", dependencies: ["CaseModel", "COpenSSL"], swiftSettings: house),
    .target(name: "Interchange", dependencies: ["CaseModel", "COpenSSL", grdb], swiftSettings: optimisedSwift),
    .target(name: "Statistics", dependencies: ["CaseModel", "COpenSSL"], swiftSettings: optimisedSwift),
    .target(name: "Accounts", dependencies: ["CaseModel", "CSodium", "COpenSSL"], swiftSettings: house),
    .target(name: "Audit", dependencies: ["CaseModel", "CSodium"], swiftSettings: optimisedSwift),
    .target(name: "Exchange", dependencies: ["CaseModel", "CSodium"], swiftSettings: optimisedSwift),
    .target(
        name: "CaseStore",
        dependencies: ["CaseModel", "Accounts", "Audit", "Exchange", grdb, sqlite],
        swiftSettings: house
    ),
    .target(
        name: "Casework",
        dependencies: [
            "CaseModel", "Fingerprints", "SearchIndex", "Matching", "Linking", "Sandbox", "AnalysisWorkers", "Evidence",
            "Accounts", "Audit", "Exchange", "CaseStore", "Interchange", "Statistics",
        ],
        swiftSettings: house
    ),
    .target(
        name: "Workbench",
        dependencies: [
            "CaseModel", "Accounts", "Audit", "Statistics", "Exchange", "Interchange", "Casework", "CWorkbenchAssets",
            hummingbird, mustache,
        ],
        swiftSettings: house
    ),
]

/// The workers interpose two library functions, so their symbols must be visible to the libraries they load.
let workerLinking: [LinkerSetting] = [.unsafeFlags(["-Xlinker", "--export-dynamic"])]

let programs: [Target] = [
    .executableTarget(
        name: "cairn",
        dependencies: [
            "CaseModel", "Accounts", "Audit", "Exchange", "Interchange", "Casework", "Workbench", argumentParser,
        ],
        swiftSettings: house
    ),
    .executableTarget(
        name: "cairn-image-worker",
        dependencies: [
            "CaseModel", "Fingerprints", "ImageDecoding", "Illustration", "Sandbox", "AnalysisWorkers",
            "CSingleThreading",
        ],
        swiftSettings: house,
        linkerSettings: workerLinking
    ),
    .executableTarget(
        name: "cairn-av-worker",
        dependencies: [
            "CaseModel", "Fingerprints", "StreamDecoding", "TextExtraction", "Sandbox", "AnalysisWorkers",
            "CSingleThreading",
        ],
        swiftSettings: house,
        linkerSettings: workerLinking
    ),
    .executableTarget(
        name: "cairn-bench",
        dependencies: [
            "CaseModel", "Fingerprints", "SearchIndex", "Matching", "Casework", "CairnKernels", "CaseStore", "Linking",
            argumentParser,
        ],
        swiftSettings: house
    ),
]

let tests: [Target] = [
    .target(name: "TestSupport", dependencies: ["CaseModel"], path: "Tests/TestSupport", swiftSettings: house),
    .testTarget(name: "CaseModelTests", dependencies: ["CaseModel", "TestSupport"], swiftSettings: house),
    .testTarget(
        name: "FingerprintsTests",
        dependencies: ["Fingerprints", "CaseModel", "CairnKernels", "TestSupport"],
        swiftSettings: house
    ),
    .testTarget(
        name: "SearchIndexTests",
        dependencies: ["SearchIndex", "CaseModel", "CairnKernels", "TestSupport"],
        swiftSettings: house
    ),
    .target(
        name: "CGeometryOracle",
        path: "Tests/CGeometryOracle",
        cxxSettings: optimisedCxx + [.unsafeFlags(["-isystem", "/usr/include/opencv4"])],
        linkerSettings: [.linkedLibrary("opencv_calib3d"), .linkedLibrary("opencv_core"), .linkedLibrary("stdc++")]
    ),
    .testTarget(
        name: "MatchingTests",
        dependencies: ["Matching", "Fingerprints", "CaseModel", "TestSupport", "CGeometryOracle"],
        swiftSettings: house
    ),
    .testTarget(
        name: "FeatureExtractionTests",
        dependencies: ["FeatureExtraction", "ImageDecoding", "Fingerprints", "Matching", "CaseModel", "TestSupport"],
        swiftSettings: house
    ),
    .testTarget(name: "LinkingTests", dependencies: ["Linking", "CaseModel", "TestSupport"], swiftSettings: house),
    .testTarget(
        name: "TextExtractionTests",
        dependencies: ["TextExtraction", "CaseModel", "TestSupport"],
        swiftSettings: house
    ),
    .testTarget(
        name: "IllustrationTests",
        dependencies: ["Illustration", "CaseModel", "TestSupport"],
        swiftSettings: house
    ),
    .testTarget(
        name: "ImageDecodingTests",
        dependencies: ["ImageDecoding", "Fingerprints", "CaseModel", "TestSupport"],
        swiftSettings: house
    ),
    .testTarget(
        name: "StreamDecodingTests",
        dependencies: ["StreamDecoding", "Fingerprints", "CaseModel", "TestSupport"],
        swiftSettings: house
    ),
    .testTarget(
        name: "AnalysisWorkersTests",
        dependencies: [
            "AnalysisWorkers", "Sandbox", "CaseModel", "TestSupport", "cairn-image-worker", "cairn-av-worker",
        ],
        swiftSettings: house
    ),
    .testTarget(name: "EvidenceTests", dependencies: ["Evidence", "CaseModel", "TestSupport"], swiftSettings: house),
    .testTarget(
        name: "InterchangeTests",
        dependencies: ["Interchange", "CaseModel", "TestSupport", grdb],
        swiftSettings: house
    ),
    .testTarget(
        name: "StatisticsTests",
        dependencies: ["Statistics", "CaseModel", "TestSupport"],
        swiftSettings: house
    ),
    .testTarget(name: "AccountsTests", dependencies: ["Accounts", "TestSupport"], swiftSettings: house),
    .testTarget(name: "AuditTests", dependencies: ["Audit", "TestSupport"], swiftSettings: house),
    .testTarget(name: "ExchangeTests", dependencies: ["Exchange", "CaseModel", "TestSupport"], swiftSettings: house),
    .testTarget(
        name: "CaseStoreTests",
        dependencies: ["CaseStore", "CaseModel", "Accounts", "Audit", "TestSupport", grdb],
        swiftSettings: house
    ),
    .testTarget(
        name: "CaseworkTests",
        dependencies: [
            "Casework", "CaseStore", "Accounts", "Audit", "Exchange", "Interchange", "Statistics", "Matching",
            "Evidence", "CaseModel", "TestSupport", "cairn-image-worker", "cairn-av-worker",
        ],
        swiftSettings: house
    ),
    .testTarget(
        name: "WorkbenchTests",
        dependencies: [
            "Workbench", "Casework", "Interchange", "Exchange", "Accounts", "Audit", "CaseModel", "TestSupport",
            "cairn-image-worker", "cairn-av-worker",
        ],
        swiftSettings: house
    ),
    .testTarget(
        name: "IntegrationTests",
        dependencies: [
            "CaseModel", "SearchIndex", "TestSupport", "cairn", "cairn-image-worker", "cairn-av-worker", "cairn-bench",
            grdb,
        ],
        swiftSettings: house
    ),
    .testTarget(name: "PackageTests", dependencies: ["TestSupport"], swiftSettings: house),
]

let package = Package(
    name: "cairn",
    products: [
        .executable(name: "cairn", targets: ["cairn"]),
        .executable(name: "cairn-image-worker", targets: ["cairn-image-worker"]),
        .executable(name: "cairn-av-worker", targets: ["cairn-av-worker"]),
        .executable(name: "cairn-bench", targets: ["cairn-bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    ],
    targets: systemLibraries + cTargets + modules + programs + tests,
    swiftLanguageModes: [.v6]
)
