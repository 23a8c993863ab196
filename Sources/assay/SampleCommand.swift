// SPDX-License-Identifier: GPL-3.0-or-later

public import ArgumentParser
import Assessment
import Files
import Forms
import Reports
public import Sampling
import Tables

/// `assay sample`: a sample from any file, with its weights and, if wanted, its proof.
struct SampleCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sample",
    abstract: "Draws a sample from a CSV file or a sheet of a workbook.",
    discussion: """
      With --cluster the draw has two stages: clusters first, then units within each drawn cluster. The \
      drawn records are written as they stand, followed by columns that begin with assay_ and hold the \
      whole design; assay estimate --drawn reads them. The sample follows from the seed and the units \
      alone, whatever the order of rows or columns.
      """)

  @Argument(
    help: ArgumentHelp("A CSV file or workbook with a row for each unit.", valueName: "file"))
  var file: String

  @Option(
    help: ArgumentHelp(
      "The sheet of a workbook. Default: the only one with content.", valueName: "name"))
  var sheet: String?

  @OptionGroup(title: "The units") var units: UnitOptions
  @OptionGroup(title: "The strata") var allocation: AllocationOptions
  @OptionGroup(title: "The clusters") var clusters: ClusterOptions
  @OptionGroup(title: "What a method draws by") var auxiliaries: AuxiliaryOptions

  @OptionGroup var stages: StageOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The text that everything random follows from; at least 20 characters, if somebody shall trust it.",
      valueName: "text"))
  var seed: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Where to write. Default: standard output.", valueName: "file"))
  var out: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Where to write a proof; verify.py, which checks it, is written beside.", valueName: "file"))
  var proof: String?

  @Option(help: "The encoding: UTF-8 or GB18030. Default: recognized.")
  var encoding: String?

  @OptionGroup var shared: SharedOptions

  func run() throws {
    try shared.apply()
    let console = Console.shared
    let seed = try Seed(text: seed, allowsShort: true)
    let table = try TableFile(
      path: file, encoding: encoding.map(TextEncoding.init(name:)), sheet: sheet)
    let reading = console.progress(BilingualText(zh: "正在读取", en: "Reading"))
    try table.withCSV(progress: reading) { try draw(from: $0, seed, console) }
  }

  private func draw(from csv: CSVFile, _ seed: Seed, _ console: Console) throws {
    let takeAll = try allocation.condition()
    let design = try design(csv.header, takeAll)
    if auxiliaries.joint != nil { _ = try design.design.jointStages() }
    let progress = console.progress(BilingualText(zh: "正在抽样", en: "Drawing"))
    let mask = takeAll.map { condition in
      { @Sendable (table: Table) in try condition.mask(over: table) }
    }
    let sample = try FileSample(design, from: csv, takeAll: mask, seed: seed, progress: progress)
    let keepsUnits = proof != nil || auxiliaries.joint != nil
    let outcome: FileSample.Outcome
    if let out {
      var output = try AtomicFile(path: out)
      outcome = try sample.draw(keepsUnits: keepsUnits, progress: progress) {
        try output.write($0)
      }
      try output.commit()
    } else {
      outcome = try sample.draw(keepsUnits: keepsUnits, progress: progress) { console.output($0) }
    }
    if let joint = auxiliaries.joint {
      var output = try AtomicFile(path: joint)
      try sample.writeJointProbabilities(of: outcome) { try output.write($0) }
      try output.commit()
    }
    for warning in outcome.warnings { console.warn(warning) }
    report(outcome, seed)
    if let proof { try write(sample.proof(of: outcome, progress: progress), to: proof) }
  }

  private func design(_ header: [String], _ takeAll: Expression?) throws -> FileDesign {
    try FileDesign(
      units, clusters, allocation, auxiliaries, sort: stages.sort, rounding: stages.rounding,
      header: header,
      takeAll: takeAll)
  }

  private func report(_ outcome: FileSample.Outcome, _ seed: Seed) {
    let (mains, reserves) = (
      NumberText.grouped(outcome.mains), NumberText.grouped(outcome.reserves)
    )
    let clusters = NumberText.grouped(outcome.clusters)
    let hash = seed.digest.groupedHex
    Console.shared.message(
      self.clusters.cluster == nil
        ? BilingualText(
          zh: "抽中 \(mains) 个单位，备用 \(reserves) 个；种子的 SHA-256：\(hash)",
          en: "drew \(mains) units and \(reserves) reserves; SHA-256 of the seed: \(hash)")
        : BilingualText(
          zh: "抽中 \(clusters) 个群，其中 \(mains) 个单位，备用 \(reserves) 个；种子的 SHA-256：\(hash)",
          en:
            "drew \(clusters) clusters, \(mains) units in them and \(reserves) reserves; SHA-256 of the seed: \(hash)"
        ))
  }

  private func write(_ proof: Proof, to path: String) throws {
    try AtomicFile.write(proof.json.text, to: path)
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    try AtomicFile.write(
      IndependentVerifier.source, to: folder + IndependentVerifier.fileName, mode: 0o755)
    Console.shared.message(
      BilingualText(
        zh: "承诺值：\(proof.commitment.groupedHex)",
        en: "commitment: \(proof.commitment.groupedHex)"))
  }
}

extension Rounding: ExpressibleByArgument {}
