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
    abstract: .text(
      zh: "载入、核查和比较名册，并找出其中的问题。",
      en: "Loads, checks and compares the registers, and finds their problems."),
    subcommands: [
      Import.self, Check.self, Problems.self, History.self, Measures.self, Diff.self,
      Crosscheck.self,
    ])

  /// The files of registers on a command line.
  struct Input: ParsableArguments {
    @Argument(
      help: .text(
        zh: "CSV 文件或工作簿（.xlsx），文件名与 assessment.yaml 中相同，或写作 名册=文件。默认：assessment.yaml 所列的全部文件。",
        en:
          "CSV files or workbooks (.xlsx), named as in assessment.yaml, or NAME=FILE with the register's name. Default: all files that assessment.yaml names.",
        value: .file))
    var files: [String] = []

    @Option(
      help: .text(
        zh: "编码：UTF-8 或 GB18030。默认：自动识别。",
        en: "The encoding: UTF-8 or GB18030. Default: recognized.", value: .encoding))
    var encoding: String?

    @Option(
      help:
        .text(
          zh: "读取工作簿的哪张工作表。默认：与名册同名的一张，或唯一有内容的一张。",
          en:
            "The sheet to read of workbooks. Default: the one of the register's name, or the only one with content.",
          value: .sheet)
    )
    var sheet: String?

    /// The paths, each under the name of its register, and those of workbooks with corrected rows.
    func paths(
      in workspace: Workspace
    ) throws -> (files: [String: String], corrections: [String]) {
      var paths: [String: String] = [:]
      var corrections: [String] = []
      for file in files {
        let (name, path, isRejects) = try Self.parts(of: file, in: workspace)
        if isRejects {
          corrections.append(path)
          continue
        }
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
      return (paths, corrections)
    }

    private static func parts(
      of file: String, in workspace: Workspace
    ) throws -> (name: String, path: String, isRejects: Bool) {
      var (named, path): (String?, String) = (nil, file)
      if let equals = file.firstIndex(of: "=") {
        let name = String(file[..<equals])
        if workspace.importedTables.contains(where: { $0.name == name }) {
          (named, path) = (name, String(file[file.index(after: equals)...]))
        }
      }
      if let register = try workspace.registerOfRejects(path) {
        if let named, named != register {
          throw Fault(
            .rejectsOfOtherRegister, at: Place(file: path), ["name": named, "register": register])
        }
        return (register, path, true)
      }
      return (try named ?? workspace.registerName(ofFile: path), path, false)
    }

    /// The encoding that was named.
    func textEncoding() throws -> TextEncoding? { try encoding.map(TextEncoding.init(name:)) }
  }

  /// `assay register import`.
  struct Import: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "import",
      abstract: .text(
        zh: "核查名册并保存规范副本；全部保存，或一个也不保存。",
        en: "Checks registers and keeps canonical copies; all of them or none."),
      discussion: .text(
        zh: """
          有错误的行时什么也不保存，这些行按单位写成工作簿（该轮其他文件旁的 rejects-名册-单位\
          .xlsx）：有误的单元格标红，第一列说明如何处理。请在其中改正，或在 assay_delete 列填 \
          yes 去掉该行，然后把工作簿原样导入：改好的行回到原来文件中的位置，原来的文件在此期间不\
          得改动。
          """,
        en: """
          Where rows are wrong nothing is kept, and they are written to a workbook for each office \
          (rejects-REGISTER-OFFICE.xlsx beside the round's other files): faulty cells red, the first column says \
          what to do. Correct them there, or write yes under assay_delete to leave a row out, and import the \
          workbooks as they are: the corrected rows take their places in the files that they came from, which \
          must not have changed since.
          """))

    @OptionGroup var input: Input

    @Option(
      help: .text(
        zh: "为何不再保留名册原有、而规则或指标要读取的列。",
        en:
          "Why columns are given up that rules or indicators read and that the register had before.",
        value: .text))
    var reason: String?

    @OptionGroup var roundOption: RoundOption
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: true)
      let console = Console.shared
      let language = console.language
      let (files, corrections) = try input.paths(in: workspace)
      do {
        let summaries = try workspace.importRegisters(
          files, encoding: input.textEncoding(), sheet: input.sheet, corrections: corrections,
          rejects: (
            try workspace.round(named: roundOption.round),
            { Catalogue.sentence(for: $0, in: language) }
          ), reason: reason,
          progress: console.progress(BilingualText(zh: "正在读取名册", en: "Reading registers")))
        console.output(RegisterListing.text(summaries, in: language))
        for remark in RegisterListing.remarks(summaries) { console.message(remark) }
        for warning in summaries.flatMap(\.warnings) { console.warn(warning) }
      } catch let refused as RefusedRegisters {
        let status = console.report(refused.faults, atMost: 50)
        console.message(RegisterListing.refused(refused.rejects))
        throw ExitCode(status)
      }
    }
  }

  /// `assay register check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: .text(
        zh: "按导入的要求核查名册，不保存任何内容。", en: "Checks registers as an import would, and keeps nothing."))

    @OptionGroup var input: Input
    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: false)
      let console = Console.shared
      let (files, corrections) = try input.paths(in: workspace)
      let summaries = try workspace.checkRegisterFiles(
        files, encoding: input.textEncoding(), sheet: input.sheet, corrections: corrections,
        progress: console.progress(BilingualText(zh: "正在检查名册", en: "Checking registers")))
      console.output(RegisterListing.text(summaries, in: console.language))
    }
  }
}
