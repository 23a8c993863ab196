// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Forms
import Reports
import Sampling
import Tables

/// `assay verify`: checks the proof of a draw.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: .text(zh: "核对抽样的证明。", en: "Checks the proof of a draw."),
    discussion: .text(
      zh: """
        给出名册及其盐时，完整地重做抽样。没有时，核对封存、种子以及证明中关于各单位的全部内\
        容，并说明哪些仍未证实。每份证明旁的脚本 verify.py 不用 Assay 也能做同样的核对。

        给出 --village 时核对一个第一阶段单位：其各行确已封存。拥有名册和盐的人用 --out 写出其\
        归属证明；村用 --membership 连同 --register 中自己的行核对，而得知不到其他村的任何内\
        容。
        """,
      en: """
        With the registers and their salt the draw is repeated as a whole. Without them the seal, the seed \
        and all that the proof says of its units are checked, and what remains unproven is said. The script \
        verify.py, which stands beside every proof, checks the same without Assay.

        With --village one first-stage unit is checked: that its rows were sealed. Whoever has the registers \
        and their salt makes its membership with --out; the village checks it with --membership, with its \
        own rows in --register, and learns nothing of any other village.
        """))

  @Argument(help: .text(zh: "证明文件。", en: "The proof.", value: .init(zh: "证明文件", en: "proof.json")))
  var proof: String

  @Option(
    help: .text(
      zh: "已封存名册的文件，行的次序不限。可以重复。",
      en: "The file of a register that was sealed, rows in any order. May be repeated.",
      value: .init(zh: "名册=文件", en: "name=file")))
  var register: [String] = []

  @Option(
    help: .text(
      zh: "盐的文件。默认：全零，适用于从单个文件抽取的样本。",
      en: "The file of the salt secret. Default: zeros, as for samples from one file.", value: .file
    ))
  var salt: String?

  @Option(help: .text(zh: "只核对一个第一阶段单位。", en: "Check one first-stage unit alone.", value: .id))
  var village: String?

  @Option(
    help: .text(
      zh: "该单位的归属证明，代替全部名册。", en: "The membership of that unit, instead of all registers.",
      value: .file))
  var membership: String?

  @Option(
    help: .text(
      zh: "由后补名册抽样的证明 late-1.json，其各行用 --register 给出。",
      en: "The proof of a draw from late registers, late-1.json, with its rows in --register.",
      value: .file))
  var late: String?

  @Option(
    help: .text(zh: "该单位的归属证明写到哪里。", en: "Where to write the unit's membership.", value: .file))
  var out: String?

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if village == nil, membership != nil || out != nil {
      throw ValidationError(
        .text(
          zh: "--membership 和 --out 须与 --village 同用",
          en: "--membership and --out belong to --village"))
    }
    if late != nil, village != nil || salt != nil {
      throw ValidationError(
        .text(zh: "--late 不与 --village 和 --salt 同用", en: "--late goes without --village and --salt")
      )
    }
    if membership != nil, salt != nil || out != nil {
      throw ValidationError(
        .text(
          zh: "--membership 不与 --salt 和 --out 同用", en: "--membership goes without --salt and --out")
      )
    }
  }

  func run() throws {
    try shared.apply()
    let console = Console.shared
    let progress = console.progress(BilingualText(zh: "正在核验", en: "Checking"))
    let text = try TextFile(path: proof, encoding: .utf8).contents()
    let claimed = try Proof(parsing: Array(text.utf8), file: proof)
    var files: [String: CSVFile] = [:]
    for argument in register {
      let words = try ArgumentWords.words(argument, at: "=", limit: 2)
      guard words.count == 2 else { throw Fault(.malformedArgument, ["argument": argument]) }
      files[words[0]] = try CSVFile(path: words[1])
    }
    let secret =
      try salt.map { path in
        try Secret(hex: TextFile(path: path).contents(), at: Place(file: path))
      } ?? .zero
    // One village's rows are few; registers of a whole draw are passed over.
    let tables = { try files.mapValues { try $0.table(progress: progress) } }
    let verification: Verification
    if let late {
      let text = try TextFile(path: late, encoding: .utf8).contents()
      verification = try LateProof(parsing: Array(text.utf8), file: late).verify(
        against: claimed, registers: tables(), evaluate: { try Expression($0).mask(over: $1) })
    } else if let village {
      let tables = try tables()
      let unit = try membership(of: UnitID(village), claimed, tables, secret, progress)
      verification = try unit.verify(against: claimed, registers: tables, progress: progress)
    } else {
      verification = try ProofVerifier(claimed).verify(
        files: files, salt: secret, evaluate: { try Expression($0).mask(over: $1) },
        progress: progress)
    }
    console.output(VerificationListing.text(verification, in: console.language))
    if !verification.isValid { throw ExitCode(1) }
  }

  /// The membership of a unit: as it was given, or made of the registers.
  private func membership(
    of unit: UnitID, _ proof: Proof, _ tables: [String: Table], _ salt: Secret,
    _ progress: @escaping Progress
  ) throws -> Membership {
    if let path = membership {
      let text = try TextFile(path: path, encoding: .utf8).contents()
      return try Membership(of: unit, parsing: Array(text.utf8), file: path)
    }
    let made = try Membership(
      of: unit, seal: proof.seal, registers: tables, salt: salt, progress: progress)
    if let out {
      try AtomicFile.write(made.json.text, to: out)
      Console.shared.wrote(out)
    }
    return made
  }
}
