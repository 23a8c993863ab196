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
      abstract: "Changes an item: fields, evidence, work begun or submitted.")

    @Argument(help: "The item's number, such as JZ-0001.")
    var number: String

    @OptionGroup var fields: Fields

    @Option(help: "The new state: in-hand or submitted.")
    var state: RectificationItem.State?

    @Option(help: "Evidence in words; may be given several times.")
    var evidence: [String] = []

    @Option(help: "A file as evidence, of which a copy is kept; may be given several times.")
    var file: [String] = []

    @Option(help: "Why it is changed.")
    var reason: String?

    @OptionGroup var workspaceOptions: WorkspaceOptions

    func validate() throws {
      if let state, state != .inHand, state != .submitted {
        throw ValidationError("--state is in-hand or submitted; see confirm, close and return")
      }
      if fields.values.isEmpty, state == nil, evidence.isEmpty, file.isEmpty {
        throw ValidationError("say what changes")
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
    @Argument(help: "The item's number, such as JZ-0001.")
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
      abstract: "Says that a submitted item was put right; not by who is responsible for it.")

    @Option(help: "What was looked at.")
    var reason: String?

    @OptionGroup var decision: Decision

    func run() throws { try decision.run(.confirm, reason: reason) }
  }

  /// `assay rectify close`.
  struct Close: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "close",
      abstract: "Strikes a confirmed item off; not by who is responsible for it.")

    @Option(help: "A remark.")
    var reason: String?

    @OptionGroup var decision: Decision

    func run() throws { try decision.run(.close, reason: reason) }
  }

  /// `assay rectify return`.
  struct Return: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "return", abstract: "Sends a submitted or confirmed item back to its unit.")

    @Option(help: "Why.")
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
