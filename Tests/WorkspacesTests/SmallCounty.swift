// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Workspaces

/// A small county: 8 villages in two groups, registered and unregistered households.
final class SmallCounty {
  let folder: URL
  let home: AssayHome
  let session = Session(actor: "tester", command: "assay test") {
    Date(timeIntervalSince1970: 1_479_168_000)
  }

  init() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    home = try AssayHome(environment: ["ASSAY_HOME": root.path], binary: root)
    folder = FileManager.default.temporaryDirectory.appending(path: "county-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var workspaceFolder: URL { folder.appending(path: "work") }

  /// Makes the workspace.
  func create() throws -> Workspace {
    try Workspace.create(
      at: workspaceFolder, description: Self.description, round: "1", session: session, home: home)
  }

  /// Opens the workspace again.
  func open(isWriting: Bool = true) throws -> Workspace {
    try Workspace(at: workspaceFolder, session: session, home: home, isWriting: isWriting)
  }

  /// Writes a file beside the workspace and returns its path.
  func write(_ name: String, _ text: String) throws -> String {
    let path = folder.appending(path: name).path
    try AtomicFile.write(text, to: path)
    return path
  }

  /// Writes the registers and returns their paths by name.
  func registers() throws -> [String: String] {
    var villages = "village_id,township,group,persons,name\n"
    var households = "household_id,village_id,status,exit_year,card,persons\n"
    var roster = "household_id,village_id,persons\n"
    for village in 1...8 {
      villages +=
        "V\(village),T\(village % 2),\(village <= 4 ? "exited" : "other"),500,村\(village)\n"
      for household in 1...12 {
        let status = household <= 9 ? "exited,2016" : "remaining,"
        let card = household % 2 == 0 ? "red" : "blue"
        households += "H\(household),V\(village),\(status),\(card),3\n"
      }
      for household in 1...20 { roster += "H\(household),V\(village),4\n" }
    }
    return [
      "villages": try write("villages.csv", villages),
      "households": try write("households.csv", households),
      "roster": try write("roster.csv", roster),
    ]
  }

  static let description = """
    title: {zh: 小县, en: Small county}
    profile: exit-2016
    language: en
    registers:
      villages: {file: villages.csv, id: village_id, columns: {township: text, group: text, persons: integer}, expect: {rows: 8, persons: 4000}}
      households: {file: households.csv, id: household_id, parent: villages.village_id, columns: {status: text, exit_year: text, card: text, persons: integer}, expect: {rows: 96, persons: 288}}
      roster: {file: roster.csv, id: household_id, parent: villages.village_id, prefix: R, columns: {persons: integer}}
    design:
      stages:
        - {units: villages, strata: [group], sort: [township], method: systematic, fraction: {exited: 0.5, other: 0.5}}
        - samples:
            exited: {from: households, where: "status = 'exited'", strata: [card], fraction: 0.25, of: population, reserves: 0.30}
            remaining: {from: households, where: "status = 'remaining'", fraction: 0.5, of: cluster}
            unregistered: {from: roster, fraction: 0.2, of: cluster}

    """
}
