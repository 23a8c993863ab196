// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Sampling
import Simulation

/// The counties that several tests look at, made once.
enum Counties {
  /// The seed of the bundled county.
  static let seed = "datasets/jian-2016"

  static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  static let reference = root.appending(path: "Tests/SimulationTests/Reference")

  private static let benchmark = Result { try county(.benchmark, seed: seed) }
  private static let failExit = Result { try county(.failExit, seed: seed) }
  private static let failOmission = Result { try county(.failOmission, seed: seed) }
  private static let edge = Result { try county(.edge, seed: seed) }

  /// The county of a scenario from the bundled seed, made when it is first asked for.
  static func bundled(_ scenario: Scenario) throws -> County {
    switch scenario {
    case .benchmark: try benchmark.get()
    case .failExit: try failExit.get()
    case .failOmission: try failOmission.get()
    case .edge: try edge.get()
    }
  }

  static func county(_ scenario: Scenario, seed: String) throws -> County {
    try County.generate(scenario: scenario, seed: Seed(text: seed, allowsShort: true))
  }

  /// Writes a county to a new folder for as long as `body` runs.
  static func withFolder<Value>(of county: County, _ body: (URL) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appending(
      path: "county-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try county.write(to: folder.path)
    return try body(folder)
  }

  /// Runs the independent recount; its output and exit status.
  static func recount(_ folder: URL, _ scenario: Scenario) throws -> (output: String, status: Int32)
  {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", reference.appending(path: "margins.py").path, folder.path, scenario.rawValue,
    ]
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (String(decoding: output, as: UTF8.self), process.terminationStatus)
  }
}
