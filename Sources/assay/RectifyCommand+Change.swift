// SPDX-License-Identifier: GPL-3.0-or-later

public import ArgumentParser
public import Assessment
import Reports
import Tables
import Workspaces

extension RectifyCommand {
  /// Reports what became of an item.
  static func report(_ item: RectificationItem, _ workspace: Workspace) throws {
    let label = try workspace.ledgerRules().label(of: item.state)
    Console.shared.message(
      BilingualText(
        zh: "\(item.number)：\(label.chinese)", en: "\(item.number): \(label.english)"))
  }

  /// `assay rectify update`.
  struct Update: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "update",
      abstract: .text(
        zh: "更改一项：填写内容、补充佐证、转为整改中或已上报。",
        en: "Changes an item: fields, evidence, work begun or submitted."))

    @Argument(
      help: .text(zh: "编号，如 JZ-0001。", en: "The item's number, such as JZ-0001.", value: .number))
    var number: String

    @OptionGroup var fields: Fields

    @Option(
      help: .text(
        zh: "新状态：in-hand（整改中）或 submitted（已上报）。", en: "The new state: in-hand or submitted.",
        value: .init(zh: "状态", en: "state")))
    var state: RectificationItem.State?

    @Option(
      help: .text(
        zh: "文字佐证；可以给多次。", en: "Evidence in words; may be given several times.",
        value: .init(zh: "佐证", en: "evidence")))
    var evidence: [String] = []

    @Option(
      help: .text(
        zh: "作为佐证的文件，保存副本；可以给多次。",
        en: "A file as evidence, of which a copy is kept; may be given several times.", value: .file
      ))
    var file: [String] = []

    @Option(help: .text(zh: "更改的原因。", en: "Why it is changed.", value: .reason))
    var reason: String?

    @OptionGroup var workspaceOptions: WorkspaceOptions

    func validate() throws {
      if let state, state != .inHand, state != .submitted {
        throw ValidationError(
          .text(
            zh: "--state 只能是 in-hand 或 submitted；其余见 confirm、close 和 return",
            en: "--state is in-hand or submitted; see confirm, close and return"))
      }
      if fields.values.isEmpty, state == nil, evidence.isEmpty, file.isEmpty {
        throw ValidationError(.text(zh: "请写明改什么", en: "say what changes"))
      }
    }

    func run() throws {
      let workspace = try workspaceOptions.open(isWriting: true)
      var change = RectificationChange(.update, by: workspace.session.actor)
      change.values = fields.values
      change.state = state
      change.reason = reason ?? ""
      change.evidence = evidence.map { RectificationItem.Evidence($0) }
      change.evidence += try file.map { try workspace.keepEvidence($0, of: number) }
      try RectifyCommand.report(workspace.change(number, change), workspace)
    }
  }

  /// What confirm, close and return have in common: somebody who is named decides on one item.
  struct Decision: ParsableArguments {
    @Argument(
      help: .text(zh: "编号，如 JZ-0001。", en: "The item's number, such as JZ-0001.", value: .number))
    var number: String

    @OptionGroup var workspaceOptions: WorkspaceOptions

    func run(
      _ action: RectificationEvent.Action, reason: String?,
      _ detail: (inout RectificationChange) -> Void = { _ in }
    ) throws {
      let workspace = try workspaceOptions.open(isWriting: true)
      var change = RectificationChange(action, by: try workspaceOptions.name())
      change.reason = reason ?? ""
      detail(&change)
      try RectifyCommand.report(workspace.change(number, change), workspace)
    }
  }

  /// `assay rectify confirm`.
  struct Confirm: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "confirm",
      abstract: .text(
        zh: "确认一个已上报的问题已整改到位；不得由该项的责任人确认。",
        en: "Says that a submitted item was put right; not by who is responsible for it."))

    @Option(help: .text(zh: "查看了什么。", en: "What was looked at.", value: .reason))
    var reason: String?

    @OptionGroup var decision: Decision

    func run() throws { try decision.run(.confirm, reason: reason) }
  }

  /// `assay rectify close`.
  struct Close: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "close",
      abstract: .text(
        zh: "将已确认的问题销号；不得由该项的责任人销号。",
        en: "Strikes a confirmed item off; not by who is responsible for it."))

    @Option(help: .text(zh: "备注。", en: "A remark.", value: .reason))
    var reason: String?

    @OptionGroup var decision: Decision

    func run() throws { try decision.run(.close, reason: reason) }
  }

  /// `assay rectify return`.
  struct Return: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "return",
      abstract: .text(
        zh: "将已上报或已确认的问题退回责任单位。", en: "Sends a submitted or confirmed item back to its unit."))

    @Option(help: .text(zh: "退回原因。", en: "Why.", value: .reason))
    var reason: String

    @OptionGroup var decision: Decision

    func run() throws { try decision.run(.return, reason: reason) }
  }
}

extension RectificationItem.State: ExpressibleByArgument {}

extension WorkspaceOptions {
  /// The name of who decides, which must be given: the name of a computer's user says too little.
  /// - Throws: ``Tables/Fault/Code/rectifyNobodyNamed``.
  func name() throws -> String {
    guard let name = `as`, !name.isEmpty else { throw Fault(.rectifyNobodyNamed) }
    return name
  }
}
