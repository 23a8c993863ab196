// swift-tools-version: 6.2
// SPDX-License-Identifier: GPL-3.0-or-later

import PackageDescription

// Warnings are errors where changes are judged, and only there: a newer compiler must not stop a user.
let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (Context.environment["CI"] != nil ? [.treatAllWarnings(as: .error)] : [])

/// One room of the house: a target whose imports a test compares with the allowed edges.
func room(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil
) -> Target {
  .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: settings)
}

/// The tests of one room; `exclude` names what is no source, such as its figures of reference.
func tests(
  of name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []
) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: [.init(stringLiteral: name)] + dependencies,
    exclude: exclude, swiftSettings: settings)
}

let package = Package(
  name: "assay",
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
  ],
  targets: [
    .executableTarget(
      name: "assay",
      dependencies: [
        "Reports",
        "Workspaces",
        "Simulation",
        "Assessment",
        "Planning",
        "Sampling",
        "Estimation",
        "Forms",
        "Files",
        "Tables",
        "Distributions",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      resources: [.embedInCode("LICENSE")], swiftSettings: settings),
    room(
      "Reports",
      [
        "Workspaces", "Assessment", "Planning", "Sampling", "Estimation", "Files", "Forms",
        "Tables", "Distributions", "CQREncode",
        .product(name: "Mustache", package: "swift-mustache"),
      ]),
    room(
      "Workspaces",
      [
        "Assessment", "Planning", "Sampling", "Files", "Forms", "Tables",
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    room(
      "Simulation",
      [
        "Assessment", "Planning", "Files", "Forms", "Estimation", "Sampling", "Tables",
        "Distributions",
      ]),
    room(
      "Assessment",
      [
        "Planning", "Forms", "Estimation", "Sampling", "Tables", "Distributions",
        .product(name: "Yams", package: "Yams"),
      ]),
    room("Planning", ["Sampling", "Estimation", "Tables", "Distributions"]),
    room("Forms", ["Tables"]),
    room("Files", ["Tables", "CExpat", "CMinizip", "CXLSXWriter", "CWideCharacters"]),
    room("Estimation", ["Tables", "Distributions"]),
    // The independent verifier is part of the binary, which writes it beside every proof.
    room("Sampling", ["Tables", "CCrypto"], resources: [.embedInCode("verify.py")]),
    room("Tables"),
    room("Distributions", ["CGSL"]),

    .systemLibrary(name: "CGSL", pkgConfig: "gsl", providers: [.apt(["libgsl-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CQREncode", pkgConfig: "libqrencode", providers: [.apt(["libqrencode-dev"])]),
    .systemLibrary(name: "CExpat", pkgConfig: "expat", providers: [.apt(["libexpat1-dev"])]),
    .systemLibrary(name: "CMinizip", pkgConfig: "minizip", providers: [.apt(["libminizip-dev"])]),
    .systemLibrary(
      name: "CXLSXWriter", pkgConfig: "xlsxwriter", providers: [.apt(["libxlsxwriter-dev"])]),
    .systemLibrary(name: "CWideCharacters"),

    .target(
      name: "TestSupport", dependencies: ["Files"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .testTarget(
      name: "EndToEndTests", dependencies: ["assay", "Files", "Tables", "TestSupport"],
      exclude: ["Reference"],
      swiftSettings: settings),
    .testTarget(name: "HouseTests", swiftSettings: settings),
    tests(of: "Reports", ["Workspaces", "Assessment", "Planning", "Sampling", "Files", "Tables"]),
    tests(
      of: "Workspaces",
      ["Assessment", "Planning", "Files", "Forms", "Sampling", "Tables", "TestSupport"]),
    tests(
      of: "Simulation",
      ["Assessment", "Planning", "Forms", "Files", "Sampling", "Tables", "Distributions"],
      exclude: ["Reference"]),
    tests(
      of: "Assessment", ["Planning", "Forms", "Estimation", "Sampling", "Tables", "Distributions"]),
    tests(of: "Planning", ["Sampling", "Estimation", "Distributions", "Files", "Tables"]),
    tests(of: "Forms", ["Files", "Tables"]),
    tests(of: "Files", ["Tables"]),
    tests(
      of: "Estimation", ["Distributions", "Files", "Tables"], exclude: ["Reference"]),
    tests(of: "Sampling", ["Files", "Tables"], exclude: ["Reference"]),
    tests(of: "Tables"),
    tests(of: "Distributions", exclude: ["Reference"]),
  ]
)
