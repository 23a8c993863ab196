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
    abstract: .text(
      zh: "从 CSV 文件或工作簿的一张工作表抽取样本。", en: "Draws a sample from a CSV file or a sheet of a workbook."),
    discussion: .text(
      zh: """
        给出 --cluster 时分两阶段抽取：先抽群，再在每个抽中的群内抽单位。抽中的记录照原样写\
        出，后面是以 assay_ 开头的列，包含全部抽样设计，供 assay estimate --drawn 读取。样本只\
        由种子和单位决定，与行、列的次序无关。
        """,
      en: """
        With --cluster the draw has two stages: clusters first, then units within each drawn cluster. The \
        drawn records are written as they stand, followed by columns that begin with assay_ and hold the \
        whole design; assay estimate --drawn reads them. The sample follows from the seed and the units \
        alone, whatever the order of rows or columns.
        """))

  @Argument(
    help: .text(
      zh: "CSV 文件或工作簿，每个单位一行。", en: "A CSV file or workbook with a row for each unit.", value: .file
    ))
  var file: String

  @Option(
    help: .text(
      zh: "工作簿中的工作表。默认：唯一有内容的一张。",
      en: "The sheet of a workbook. Default: the only one with content.", value: .name))
  var sheet: String?

  @OptionGroup(title: .text(zh: "单位", en: "The units")) var units: UnitOptions
  @OptionGroup(title: .text(zh: "层", en: "The strata")) var allocation: AllocationOptions
  @OptionGroup(title: .text(zh: "群", en: "The clusters")) var clusters: ClusterOptions
  @OptionGroup(title: .text(zh: "抽样方法所依据的列", en: "What a method draws by")) var auxiliaries:
    AuxiliaryOptions

  @OptionGroup var stages: StageOptions

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "决定一切随机结果的文字；要使人信服，至少 20 个字符。",
      en:
        "The text that everything random follows from; at least 20 characters, if somebody shall trust it.",
      value: .text))
  var seed: String

  @Option(
    parsing: .unconditional,
    help: .text(zh: "写到哪里。默认：标准输出。", en: "Where to write. Default: standard output.", value: .file))
  var out: String?

  @Option(
    parsing: .unconditional,
    help: .text(
      zh: "证明写到哪里；核对证明的 verify.py 写在旁边。",
      en: "Where to write a proof; verify.py, which checks it, is written beside.", value: .file))
  var proof: String?

  @Option(
    help: .text(
      zh: "编码：UTF-8 或 GB18030。默认：自动识别。", en: "The encoding: UTF-8 or GB18030. Default: recognized.",
      value: .encoding))
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
