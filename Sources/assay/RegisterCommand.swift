// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Foundation
import Reports
import Tables
import Workspaces

/// `assay register`: registers in, checked.
struct RegisterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "register",
    abstract: "Loads, checks and compares the registers, and finds their problems.",
    subcommands: [
      Import.self, Check.self, Problems.self, Measures.self, Diff.self, Crosscheck.self,
    ])

  /// The files of registers on a command line.
  struct Input: ParsableArguments {
    @Argument(
      help: ArgumentHelp(
        "CSV files or workbooks (.xlsx), named as in assessment.yaml, or NAME=FILE with the register's name. Default: all files that assessment.yaml names.",
        valueName: "file"))
    var files: [String] = []

    @Option(help: "The encoding: UTF-8 or GB18030. Default: recognized.")
    var encoding: String?

    @Option(
      help:
        "The sheet to read of workbooks. Default: the one of the register's name, or the only one with content."
    )
    var sheet: String?

    /// The paths, each under the name of its register.
    func paths(in workspace: Workspace) throws -> [String: String] {
      var paths: [String: String] = [:]
      for file in files {
        let (name, path) = try Self.parts(of: file, in: workspace)
        if paths.updateValue(path, forKey: name) != nil {
          throw Fault(.registerNamedTwice, at: Place(file: path), ["name": name])
        }
      }
      if files.isEmpty {
        for register in workspace.description.registers {
          paths[register.name] = workspace.folder.appending(path: register.file).path
        }
        for record in workspace.description.records {
          let path = workspace.folder.appending(path: record.file).path
          if FileManager.default.fileExists(atPath: path) {
            paths[record.name] = path
          } else {
            // Offices keep some of these tables and not others; rules over the others say so.
            Console.shared.message(
              BilingualText(
                zh: "没有 \(record.file)，未导入 \(record.name)",
                en: "there is no \(record.file), so that \(record.name) is not imported"))
          }
        }
      }
      return paths
    }

    private static func parts(
      of file: String, in workspace: Workspace
    ) throws -> (name: String, path: String) {
      if let equals = file.firstIndex(of: "=") {
        let name = String(file[..<equals])
        if workspace.importedTables.contains(where: { $0.name == name }) {
          return (name, String(file[file.index(after: equals)...]))
        }
      }
      return (try workspace.registerName(ofFile: file), file)
    }

    /// The encoding that was named.
    func textEncoding() throws -> TextEncoding? { try encoding.map(TextEncoding.init(name:)) }
  }

  /// `assay register import`.
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: "Checks registers and keeps canonical copies; all of them or none.")

    @OptionGroup var input: Input
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: true)
      let console = Console.shared
      let summaries = try workspace.importRegisters(
        input.paths(in: workspace), encoding: input.textEncoding(),
        sheet: input.sheet,
        progress: console.progress(BilingualText(zh: "正在读取名册", en: "Reading registers")))
      console.output(RegisterListing.text(summaries, in: console.language))
    }
  }

  /// `assay register check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Checks registers as an import would, and keeps nothing.")

    @OptionGroup var input: Input
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let console = Console.shared
      let summaries = try workspace.checkRegisterFiles(
        input.paths(in: workspace), encoding: input.textEncoding(),
        sheet: input.sheet,
        progress: console.progress(BilingualText(zh: "正在检查名册", en: "Checking registers")))
      console.output(RegisterListing.text(summaries, in: console.language))
    }
  }
}
