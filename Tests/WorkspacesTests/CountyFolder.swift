// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import TestSupport
import Workspaces

/// A folder with the registers of a small county and a workspace of it.
final class CountyFolder {
  let folder: URL
  let home: AssayHome
  let session = Session(actor: "tester", command: "assay test") {
    Date(timeIntervalSince1970: 1_479_168_000)
  }

  /// A folder beside which the profiles lie, or below another root.
  init(root other: URL? = nil) throws {
    let repository = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
      .deletingLastPathComponent()
    let root = other ?? repository
    home = try AssayHome(environment: ["ASSAY_HOME": root.path], binary: root)
    folder = FileManager.default.temporaryDirectory.appending(path: "county-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  var workspaceFolder: URL { folder.appending(path: "work") }

  /// Makes the workspace.
  func create(description: String = SmallCounty.description) throws -> Workspace {
    try Workspace.create(
      at: workspaceFolder, description: description, round: "1", session: session,
      home: home)
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
    try SmallCounty.registers.reduce(into: [:]) { paths, register in
      paths[register.key] = try write("\(register.key).csv", register.value)
    }
  }
}
