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
    abstract: .text(
      zh: "在种子产生之前，对名册、抽样设计和密钥作出承诺（封存）。",
      en: "Commits to registers, design and a secret key before a seed exists."),
    discussion: .text(
      zh: """
        将 seal.json 和 minutes.html 写到 out/<轮次>/。请先公布承诺值，然后才当众产生种子。密\
        钥和盐在 keys/<轮次>/ 中，assay reveal 之前不得示人。
        """,
      en: """
        Writes seal.json and minutes.html to out/<round>/. Publish the commitment; only then make the \
        seed, in public. The secrets lie in keys/<round>/ and must not be shown before assay reveal.
        """))

  @Flag(
    help: .text(
      zh: "不用密钥：知道种子的人都能算出样本。",
      en: "Do without a key: whoever knows the seed can compute the sample."))
  var `public` = false

  @Option(
    help: .text(
      zh: "写有密钥（64 个十六进制数字）的文件。默认：由系统产生。",
      en: "A file with the key, 64 hexadecimal digits. Default: made by the system.",
      value: .init(zh: "文件", en: "key-file")))
  var keyFile: String?

  @Option(
    help: .text(
      zh: "使用另一轮的密钥，使签号相同、各轮相互衔接；最后一轮之后再公开。",
      en:
        "Use the key of another round, so that tickets are the same and rounds are coordinated; reveal it after the last.",
      value: .round))
  var keyOf: String?

  @Option(
    help: .text(
      zh: "写有盐（64 个十六进制数字）的文件。默认：由系统产生。",
      en: "A file with the salt secret, 64 hexadecimal digits. Default: made by the system.",
      value: .init(zh: "文件", en: "salt-file")))
  var saltFile: String?

  @Flag(
    help:
      .text(
        zh: "只增不换地扩大已抽的样本：本轮自己的密钥和盐，加大的数量。随后用同一种子抽取。",
        en:
          "Enlarge the drawn sample by appending: the round's own key and salt, larger sizes. Draw then with the same seed."
      )
  )
  var topUp = false

  @Option(
    help: .text(
      zh: "为何取代本轮先前的封存。", en: "Why an earlier seal of the round is superseded.", value: .reason))
  var reason: String?

  @Option(
    help: .text(
      zh: "封存抽样之后才交来的、一个抽中的第一阶段单位的名册。",
      en: "Seal the registers of one drawn first-stage unit that came after the draw.", value: .id)
  )
  var village: String?

  @Option(
    help: .text(
      zh: "与 --village 同用：名册中该单位的行。可以重复。",
      en: "With --village: a register's rows of that unit. May be repeated.",
      value: .init(zh: "名册=文件", en: "name=file")))
  var register: [String] = []

  @Option(
    help: .text(
      zh: "与 --village 同用：其他来源所说的应有行数。可以重复。",
      en: "With --village: the number of rows that other sources expect. May be repeated.",
      value: .init(zh: "名册=行数", en: "name=number")))
  var expect: [String] = []

  @OptionGroup var roundOption: RoundOption
  @OptionGroup var workspaceOptions: WorkspaceOptions

  func validate() throws {
    if topUp, `public` || keyFile != nil || keyOf != nil || saltFile != nil || village != nil {
      throw ValidationError(
        .text(zh: "--top-up 使用本轮自己的密钥和盐", en: "--top-up uses the round's own key and salt"))
    }
    if [`public`, keyFile != nil, keyOf != nil].count(where: { $0 }) > 1 {
      throw ValidationError(
        .text(
          zh: "--public、--key-file 和 --key-of 只能用一个",
          en: "--public, --key-file and --key-of exclude each other"))
    }
    if village != nil {
      guard !`public`, keyFile == nil, keyOf == nil, saltFile == nil else {
        throw ValidationError(
          .text(zh: "--village 使用本轮自己的密钥和盐", en: "--village uses the round's own key and salt"))
      }
      guard !register.isEmpty else {
        throw ValidationError(
          .text(
            zh: "--village 需要各行数据：--register 名册=文件",
            en: "--village needs the rows: --register NAME=FILE"))
      }
    } else if !register.isEmpty || !expect.isEmpty {
      throw ValidationError(
        .text(
          zh: "--register 和 --expect 须与 --village 同用",
          en: "--register and --expect belong to --village"))
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
    abstract: .text(
      zh: "由公开的种子抽取已封存轮次的样本。", en: "Draws the sample of a sealed round from a public seed."),
    discussion: .text(
      zh: """
        种子照输入的原样使用。将 sample.csv、proof.json、verify.py 和 minutes.html 写到 out/<\
        轮次>/。
        """,
      en: """
        The seed is used exactly as typed. Writes sample.csv, proof.json, verify.py and minutes.html to \
        out/<round>/.
        """))

  @Option(
    help: .text(
      zh: "封存之后当众产生的文字，至少 20 个字符。",
      en: "The text made in public after the seal, at least 20 characters.",
      value: .init(zh: "种子", en: "seed")))
  var seed: String?

  @Option(
    help: .text(
      zh: "由这个第一阶段单位后补的名册抽取，用本轮自己的种子和密钥。",
      en: "Draw from the late registers of this first-stage unit, by the round's own seed and key.",
      value: .id))
  var village: String?

  @Option(
    help: .text(
      zh: "种子如何产生，如“在县政府门前掷二十次骰子”；写入日志、抽样记录和报告。",
      en:
        "How the seed came about, such as \"twenty dice thrown before the county office\"; for log, minutes and report.",
      value: .text))
  var seedSource: String?

  @Flag(
    help: .text(zh: "接受较短的种子；予以记录并报告。", en: "Take a shorter seed; it is recorded and reported."))
  var shortSeed = false

  @Option(help: .text(zh: "为何重新抽取本轮。", en: "Why the round is drawn once more.", value: .reason))
  var reason: String?

  @OptionGroup var roundOption: RoundOption
  @OptionGroup var workspaceOptions: WorkspaceOptions

  func validate() throws {
    guard (seed == nil) != (village == nil) else {
      throw ValidationError(
        .text(
          zh: "请给出本轮的 --seed，或给出有后补名册的 --village",
          en: "name the --seed of the round, or a --village with late registers"))
    }
    if village != nil, seedSource != nil || shortSeed || reason != nil {
      throw ValidationError(
        .text(
          zh: "--village 不与 --seed-source、--short-seed 和 --reason 同用",
          en: "--village goes without --seed-source, --short-seed and --reason"))
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
    for raised in draw.raisedSizes { console.warn(raised.fault) }
    try MinutesFile.write(workspace, round: round, draw: draw)
    console.output(CeremonyText.drawn(draw, in: console.language))
  }
}

/// `assay reveal`: makes the key public.
struct RevealCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reveal",
    abstract: .text(
      zh: "实地调查结束后公开密钥，使任何人都能核对抽样。",
      en: "Makes the key public after the field work, so that anybody can check the draw."))

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
