// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Reports
import Workspaces

/// `assay log`: the record of all that happened.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log",
    abstract: .text(
      zh: "显示工作区只可追加的日志，并核对其哈希链。",
      en: "Prints the append-only record of the workspace and checks its chain of hashes."))

  @OptionGroup var workspaceOptions: WorkspaceOptions
  @OptionGroup var formatOption: FormatOption

  func run() throws {
    let workspace = try workspaceOptions.open(isWriting: false)
    var listing = Listing(columns: [
      .init("sequence", BilingualText(zh: "序号", en: "No.")),
      .init("at", BilingualText(zh: "时间", en: "Time")),
      .init("actor", BilingualText(zh: "操作人", en: "Who")),
      .init("command", BilingualText(zh: "命令", en: "Command")),
      .init("details", BilingualText(zh: "内容", en: "Details")),
      .init("hash", BilingualText(zh: "哈希", en: "Hash"), isShown: false),
    ])
    for entry in try workspace.log() {
      let details = entry.details.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
      listing.append([
        .integer(entry.sequence), .text(entry.at), .text(entry.actor), .text(entry.command),
        .object(details), .text(entry.hash),
      ])
    }
    Console.shared.output(listing, formatOption.format)
  }
}
