// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Foundation
import Reports
import Tables
import Workspaces

/// Options of commands that work on a workspace.
struct WorkspaceOptions: ParsableArguments {
  @Option(
    help: .text(
      zh: "工作区的文件夹。默认：当前文件夹，或其上级中最近的、含有 assessment.yaml 的文件夹。",
      en:
        "The workspace's folder. Default: the present folder or the nearest one above that holds assessment.yaml.",
      value: .folder))
  var workspace: String?

  @Option(
    help: .text(
      zh: "操作人，照此记入日志。默认：系统用户名。", en: "Who acts, as the log names them. Default: the user's name.",
      value: .init(zh: "姓名", en: "as")))
  var `as`: String?

  @OptionGroup var shared: SharedOptions

  /// Opens the workspace and speaks its language.
  /// - Parameter isWriting: whether it will be changed.
  func open(isWriting: Bool) throws -> Workspace {
    let folder = folder()
    do {
      let workspace = try Workspace(
        at: folder, session: Session.current(actor: `as`), home: .current(), isWriting: isWriting)
      try shared.apply(workspaceLanguage: workspace.description.language)
      return workspace
    } catch {
      // What is wrong with a workspace is told in its language, too, unless another was asked for.
      try shared.apply(workspaceLanguage: Workspace.language(namedIn: folder))
      throw error
    }
  }

  private func folder() -> URL {
    if let workspace { return URL(filePath: workspace, directoryHint: .isDirectory) }
    let present = URL(
      filePath: FileManager.default.currentDirectoryPath, directoryHint: .isDirectory)
    var folder = present
    while true {
      let file = folder.appending(path: "assessment.yaml")
      if FileManager.default.fileExists(atPath: file.path) { return folder }
      let above = folder.deletingLastPathComponent().standardizedFileURL
      if above.path == folder.standardizedFileURL.path { return present }
      folder = above
    }
  }
}

/// The round that a command works on.
struct RoundOption: ParsableArguments {
  @Option(
    help: .text(zh: "轮次。默认：最近开启的一轮。", en: "The round. Default: the one opened last.", value: .round)
  )
  var round: String?
}

extension Session {
  /// The session of this process: the named actor or the user, and a clock that `SOURCE_DATE_EPOCH`
  /// fixes.
  static func current(actor: String?) throws -> Session {
    let environment = ProcessInfo.processInfo.environment
    let command = (["assay"] + CommandLine.arguments.dropFirst().prefix(3)).joined(separator: " ")
    let name = actor ?? environment["USER"] ?? NSUserName()
    guard let text = environment["SOURCE_DATE_EPOCH"], !text.isEmpty else {
      return Session(actor: name, command: command) { Date() }
    }
    guard let seconds = Int(text) else { throw Fault(.badEpoch, ["value": text]) }
    let date = Date(timeIntervalSince1970: Double(seconds))
    return Session(actor: name, command: command) { date }
  }
}

extension AssayHome {
  /// The home of the running binary.
  static func current() throws -> AssayHome {
    try AssayHome(
      environment: ProcessInfo.processInfo.environment,
      binary: URL(filePath: "/proc/self/exe").resolvingSymlinksInPath())
  }
}
