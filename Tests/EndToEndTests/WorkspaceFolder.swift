// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import TestSupport

/// A workspace of the small county, worked on through the command line.
final class WorkspaceFolder {
  let folder: TemporaryFolder
  static let seed = "54321543215432154321"

  /// Makes the workspace, with changes to the description if given.
  init(description: String = SmallCounty.description) throws {
    folder = try TemporaryFolder()
    for (name, text) in SmallCounty.registers { _ = try folder.write("\(name).csv", text.utf8) }
    let made = try AssayProcess.run(["new", folder.path("work"), "--profile", "exit-2016"])
    guard made.status == 0 else { throw Failure(text: made.errors) }
    try write("work/assessment.yaml", description)
  }

  /// A copy of everything in another's folder.
  init(copying other: WorkspaceFolder) throws {
    folder = try TemporaryFolder()
    for name in try FileManager.default.contentsOfDirectory(atPath: other.folder.url.path) {
      try FileManager.default.copyItem(atPath: other.folder.path(name), toPath: folder.path(name))
    }
  }

  struct Failure: Error {
    let text: String
  }

  /// Runs a command on the workspace.
  func run(_ arguments: String...) throws -> AssayProcess.Outcome {
    try AssayProcess.run(arguments + ["--workspace", folder.path("work")], in: folder.url)
  }

  /// Runs a command that must succeed.
  func done(_ arguments: String...) throws {
    let outcome = try AssayProcess.run(
      arguments + ["--workspace", folder.path("work")], in: folder.url)
    guard outcome.status == 0 else { throw Failure(text: outcome.errors) }
  }

  func importRegisters() throws {
    try done("register", "import", "villages.csv", "households.csv", "roster.csv")
  }

  func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: folder.url.appending(path: name))
  }

  func replace(_ old: String, _ new: String, in name: String) throws {
    try write(name, folder.read(name).replacing(old, with: new))
  }
}
