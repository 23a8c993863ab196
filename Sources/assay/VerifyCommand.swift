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
    abstract: "Checks the proof of a draw.",
    discussion: """
      With the registers and their salt the draw is repeated as a whole. Without them the seal, the seed \
      and all that the proof says of its units are checked, and what remains unproven is said. The script \
      verify.py, which stands beside every proof, checks the same without Assay.

      With --village one first-stage unit is checked: that its rows were sealed. Whoever has the registers \
      and their salt makes its membership with --out; the village checks it with --membership, with its \
      own rows in --register, and learns nothing of any other village.
      """)

  @Argument(help: ArgumentHelp("The proof.", valueName: "proof.json"))
  var proof: String

  @Option(
    help: ArgumentHelp(
      "The file of a register that was sealed, rows in any order. May be repeated.",
      valueName: "name=file"))
  var register: [String] = []

  @Option(
    help: ArgumentHelp(
      "The file of the salt secret. Default: zeros, as for samples from one file.",
      valueName: "file"))
  var salt: String?

  @Option(help: ArgumentHelp("Check one first-stage unit alone.", valueName: "id"))
  var village: String?

  @Option(
    help: ArgumentHelp("The membership of that unit, instead of all registers.", valueName: "file"))
  var membership: String?

  @Option(
    help: ArgumentHelp(
      "The proof of a draw from late registers, late-1.json, with its rows in --register.",
      valueName: "file"))
  var late: String?

  @Option(help: ArgumentHelp("Where to write the unit's membership.", valueName: "file"))
  var out: String?

  @OptionGroup var shared: SharedOptions

  func validate() throws {
    if village == nil, membership != nil || out != nil {
      throw ValidationError("--membership and --out belong to --village")
    }
    if late != nil, village != nil || salt != nil {
      throw ValidationError("--late goes without --village and --salt")
    }
    if membership != nil, salt != nil || out != nil {
      throw ValidationError("--membership goes without --salt and --out")
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
      Console.shared.message(BilingualText(zh: "已写入 \(out)", en: "wrote \(out)"))
    }
    return made
  }
}
