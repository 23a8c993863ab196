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

  @OptionGroup var shared: SharedOptions

  func run() throws {
    try shared.apply()
    let console = Console.shared
    let progress = console.progress(BilingualText(zh: "正在核验", en: "Checking"))
    let text = try TextFile(path: proof, encoding: .utf8).contents()
    let verifier = ProofVerifier(try Proof(parsing: Array(text.utf8), file: proof))
    var tables: [String: Table] = [:]
    for argument in register {
      let words = try ArgumentWords.words(argument, at: "=", limit: 2)
      guard words.count == 2 else { throw Fault(.malformedArgument, ["argument": argument]) }
      tables[words[0]] = try CSVFile(path: words[1]).table(progress: progress)
    }
    let verification = try verifier.verify(
      registers: tables,
      salt: salt.map { path in
        try Secret(hex: TextFile(path: path).contents(), at: Place(file: path))
      } ?? .zero,
      evaluate: { try Expression($0).mask(over: $1) }, progress: progress)
    console.output(VerificationListing.text(verification, in: console.language))
    if !verification.isValid { throw ExitCode(1) }
  }
}
