// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Foundation
import Reports
import Sampling
import Tables
import Workspaces

/// `assay seal`: commits to registers and design.
struct SealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "seal",
    abstract: "Commits to registers, design and a secret key before a seed exists.",
    discussion: """
      Writes seal.json and minutes.html to out/<round>/. Publish the commitment; only then make the \
      seed, in public. The secrets lie in keys/<round>/ and must not be shown before assay reveal.
      """)

  @Flag(help: "Do without a key: whoever knows the seed can compute the sample.")
  var `public` = false

  @Option(help: "A file with the key, 64 hexadecimal digits. Default: made by the system.")
  var keyFile: String?

  @Option(
    help: ArgumentHelp(
      "Use the key of another round, so that tickets are the same and rounds are coordinated; reveal it after the last.",
      valueName: "round"))
  var keyOf: String?

  @Option(help: "A file with the salt secret, 64 hexadecimal digits. Default: made by the system.")
  var saltFile: String?

  @Flag(
    help:
      "Enlarge the drawn sample by appending: the round's own key and salt, larger sizes. Draw then with the same seed."
  )
  var topUp = false

  @Option(help: "Why an earlier seal of the round is superseded.")
  var reason: String?

  @Option(
    help: ArgumentHelp(
      "Seal the registers of one drawn first-stage unit that came after the draw.", valueName: "id")
  )
  var village: String?

  @Option(
    help: ArgumentHelp(
      "With --village: a register's rows of that unit. May be repeated.", valueName: "name=file"))
  var register: [String] = []

  @Option(
    help: ArgumentHelp(
      "With --village: the number of rows that other sources expect. May be repeated.",
      valueName: "name=number"))
  var expect: [String] = []

  @OptionGroup var roundOption: RoundOption
  @OptionGroup var workspaceOptions: WorkspaceOptions

  func validate() throws {
    if topUp, `public` || keyFile != nil || keyOf != nil || saltFile != nil || village != nil {
      throw ValidationError("--top-up uses the round's own key and salt")
    }
    if [`public`, keyFile != nil, keyOf != nil].count(where: { $0 }) > 1 {
      throw ValidationError("--public, --key-file and --key-of exclude each other")
    }
    if village != nil {
      guard !`public`, keyFile == nil, keyOf == nil, saltFile == nil else {
        throw ValidationError("--village uses the round's own key and salt")
      }
      guard !register.isEmpty else {
        throw ValidationError("--village needs the rows: --register NAME=FILE")
      }
    } else if !register.isEmpty || !expect.isEmpty {
      throw ValidationError("--register and --expect belong to --village")
    }
  }

  func run() throws {
    let workspace = try workspaceOptions.open(isWriting: true)
    let round = try workspace.round(named: roundOption.round)
    if let village {
      try sealLate(UnitID(village), of: workspace, round: round)
      return
    }
    let salt = try saltFile.map {
      try Secret(hex: TextFile(path: $0).contents(), at: Place(file: $0))
    }
    let key =
      try keyFile.map { try Secret(hex: TextFile(path: $0).contents(), at: Place(file: $0)) }
      ?? keyOf.map { try workspace.key(ofRound: workspace.round(named: $0)) }
    let console = Console.shared
    let sealed = try workspace.seal(
      round: round,
      secrets: topUp
        ? .ofLatestSeal : `public` ? .withoutKey(salt: salt) : .given(key: key, salt: salt),
      reason: reason, progress: console.progress(BilingualText(zh: "正在封存", en: "Sealing")))
    try MinutesFile.write(workspace, round: round, draw: nil)
    console.output(CeremonyText.sealed(sealed, in: console.language))
    for warning in sealed.warnings { console.warn(warning) }
  }

  private func sealLate(_ village: UnitID, of workspace: Workspace, round: String) throws {
    let console = Console.shared
    let expected = try Self.pairs(expect).mapValues { text in
      guard let number = Int(text), number >= 0 else {
        throw Fault(.malformedArgument, ["argument": text])
      }
      return number
    }
    let sealed = try workspace.sealLate(
      village, files: Self.pairs(register), expected: expected, round: round, reason: reason,
      progress: console.progress(BilingualText(zh: "正在封存", en: "Sealing")))
    console.output(CeremonyText.sealedLate(sealed, in: console.language))
  }

  /// Arguments of the form `name=value`.
  private static func pairs(_ arguments: [String]) throws -> [String: String] {
    try arguments.reduce(into: [:]) { pairs, argument in
      let words = try ArgumentWords.words(argument, at: "=", limit: 2)
      guard words.count == 2 else { throw Fault(.malformedArgument, ["argument": argument]) }
      pairs[words[0]] = words[1]
    }
  }
}

/// `assay draw`: draws a sealed round.
struct DrawCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "draw",
    abstract: "Draws the sample of a sealed round from a public seed.",
    discussion: """
      The seed is used exactly as typed. Writes sample.csv, proof.json, verify.py and minutes.html to \
      out/<round>/.
      """)

  @Option(help: "The text made in public after the seal, at least 20 characters.")
  var seed: String?

  @Option(
    help: ArgumentHelp(
      "Draw from the late registers of this first-stage unit, by the round's own seed and key.",
      valueName: "id"))
  var village: String?

  @Option(
    help: ArgumentHelp(
      "How the seed came about, such as \"twenty dice thrown before the county office\"; for log, minutes and report.",
      valueName: "text"))
  var seedSource: String?

  @Flag(help: "Take a shorter seed; it is recorded and reported.")
  var shortSeed = false

  @Option(help: "Why the round is drawn once more.")
  var reason: String?

  @OptionGroup var roundOption: RoundOption
  @OptionGroup var workspaceOptions: WorkspaceOptions

  func validate() throws {
    guard (seed == nil) != (village == nil) else {
      throw ValidationError("name the --seed of the round, or a --village with late registers")
    }
    if village != nil, seedSource != nil || shortSeed || reason != nil {
      throw ValidationError("--village goes without --seed-source, --short-seed and --reason")
    }
  }

  func run() throws {
    let workspace = try workspaceOptions.open(isWriting: true)
    let round = try workspace.round(named: roundOption.round)
    let console = Console.shared
    let progress = console.progress(BilingualText(zh: "正在抽样", en: "Drawing"))
    guard let seed else {
      let (_, draw) = try workspace.drawLate(
        UnitID(village ?? ""), round: round, progress: progress)
      try MinutesFile.write(workspace, round: round, draw: draw)
      console.output(CeremonyText.drawn(draw, in: console.language))
      return
    }
    let (record, draw) = try workspace.draw(
      round: round, seed: seed, source: seedSource, allowsShortSeed: shortSeed, reason: reason,
      progress: progress)
    for warning in record.warnings { console.warn(warning) }
    try MinutesFile.write(workspace, round: round, draw: draw)
    console.output(CeremonyText.drawn(draw, in: console.language))
  }
}

/// `assay reveal`: makes the key public.
struct RevealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reveal",
    abstract: "Makes the key public after the field work, so that anybody can check the draw.")

  @OptionGroup var roundOption: RoundOption
  @OptionGroup var workspaceOptions: WorkspaceOptions

  func run() throws {
    let workspace = try workspaceOptions.open(isWriting: true)
    let round = try workspace.round(named: roundOption.round)
    _ = try workspace.reveal(round: round)
    try MinutesFile.write(
      workspace, round: round, draw: workspace.currentDraw(round: round).draw)
    let proof = workspace.outputFolder(round: round).appending(path: "proof.json").relativePath
    Console.shared.message(
      BilingualText(
        zh: "密钥已公开。任何人都可以核对：assay verify \(proof)",
        en: "the key is public. Anybody can check the draw: assay verify \(proof)"))
  }
}
