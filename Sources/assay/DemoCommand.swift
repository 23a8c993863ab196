// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Files
import Foundation
import Reports
import Sampling
import Simulation
import Tables
import Workspaces

/// `assay demo`: a whole assessment of the bundled county.
struct DemoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: .text(
      zh: "对一个虚构的县做完整的评估，从名册到报告。",
      en: "Runs the whole assessment of an invented county, from registers to report."),
    discussion: .text(
      zh: """
        该县及其真实情况均为虚构；合计数为吉安县 2016 年公布的数字。实地调查和审阅由程序模拟，\
        其余各步与正式评估相同。
        """,
      en: """
        The county and its truth are invented; its totals are those that Ji'an County published for 2016. \
        Field work and review are played by a simulation, everything else is done as in earnest.
        """))

  /// The public text that the demonstration draws with, whatever it draws.
  static let seed = "Ji'an County, 15 November 2016, demonstration"
  static let dataset = "jian-2016"
  static let round = "2016"

  @Argument(help: .text(zh: "存放工作区的新文件夹。", en: "A new folder for the workspace.", value: .folder))
  var folder = "assay-demo"

  @OptionGroup var shared: SharedOptions

  func run() throws {
    try shared.apply()
    let home = try AssayHome.current()
    let workspace = try Workspace.create(
      at: URL(filePath: folder, directoryHint: .isDirectory),
      description: TextFile(
        path: home.dataset(Self.dataset).appending(path: "assessment.yaml").path
      )
      .contents(), round: Self.round, session: .current(actor: "demo"), home: home)
    let demo = Demonstration(workspace: workspace, home: home, round: Self.round)
    try demo.importRegisters()
    try demo.plan()
    let draw = try demo.sealAndDraw()
    let truth = try Truth(path: home.dataset(Self.dataset).appending(path: "truth.csv").path)
    try demo.visit(draw, truth)
    try demo.review(truth)
    let result = try demo.score()
    try demo.reveal(draw)
    try demo.report(result)
  }
}

/// The steps of the demonstration, each printing what it came to.
private struct Demonstration {
  let workspace: Workspace
  let home: AssayHome
  let round: String
  let console = Console.shared

  private var output: URL { workspace.outputFolder(round: round) }

  private func progress(_ zh: String, _ en: String) -> Tables.Progress {
    console.progress(BilingualText(zh: zh, en: en))
  }

  func importRegisters() throws {
    console.heading(BilingualText(zh: "一、载入并核对名册", en: "1. Registers in and checked"))
    let dataset = home.dataset(DemoCommand.dataset)
    let files = workspace.description.registers.reduce(into: [:]) {
      $0[$1.name] = dataset.appending(path: $1.file).path
    }
    let registers = try workspace.importRegisters(
      files, progress: progress("正在读取名册", "Reading registers"))
    console.output(RegisterListing.text(registers, in: console.language) + "\n")
  }

  func plan() throws {
    console.heading(BilingualText(zh: "二、抽样方案", en: "2. The plan"))
    let plan = try workspace.plan(progress: progress("正在试抽", "Trial draws"))
    console.output(
      PlanText.text(plan, profile: workspace.profile, in: console.language) + "\n")
  }

  func sealAndDraw() throws -> Draw {
    console.heading(BilingualText(zh: "三、封存、种子、抽样", en: "3. Seal, seed, draw"))
    let sealed = try workspace.seal(
      round: round, secrets: .demonstration(seed: DemoCommand.seed),
      progress: progress("正在封存", "Sealing"))
    console.output(CeremonyText.sealed(sealed, in: console.language))
    let (record, draw) = try workspace.draw(
      round: round, seed: DemoCommand.seed, progress: progress("正在抽样", "Drawing"))
    for warning in record.warnings { console.warn(warning) }
    console.output(CeremonyText.drawn(draw, in: console.language) + "\n")
    return draw
  }

  /// Plays the field work and takes its answers in.
  func visit(_ draw: Draw, _ truth: Truth) throws {
    console.heading(BilingualText(zh: "四、入户（模拟）与答卷导入", en: "4. Field work (simulated), answers in"))
    let mains = draw.units.filter { $0.role == .main }.map(\.path)
    let play = FieldWork(
      of: mains, truth: truth, seed: try Seed(text: "answers/" + DemoCommand.seed))
    let files = try play.write(
      to: output.appending(path: "answers.csv").path, descriptions: workspace.profile.forms,
      forms: workspace.forms(), progress: progress("正在模拟入户", "Playing the field work"))
    let imports = try files.map {
      try workspace.importAnswers(
        $0.path, round: round, progress: progress("正在检查答卷", "Checking answers"))
    }
    for answers in imports {
      for fault in answers.faults.list.prefix(Self.shownFaults) { console.warn(fault) }
      let more = answers.faults.count - Self.shownFaults
      if more > 0 {
        console.message(BilingualText(zh: "……另有 \(more) 处", en: "… and \(more) more"))
      }
    }
    console.output(AnswersText.imported(imports, in: console.language))
    let update = try workspace.updateFindings(
      round: round, progress: progress("正在查找疑似问题", "Looking for suspected errors"))
    console.output(AnswersText.findings(update, in: console.language) + "\n")
  }

  private static let shownFaults = 3

  /// Plays the review and the second visits.
  func review(_ truth: Truth) throws {
    console.heading(BilingualText(zh: "五、复核与回访（模拟）", en: "5. Review and second visits (simulated)"))
    let played = try PlayedReview(
      of: workspace, round: round, truth: truth, seed: Seed(text: "review/" + DemoCommand.seed),
      progress: progress("正在抽取回访户", "Choosing second visits"))
    console.output(played.summary.text(in: console.language) + "\n\n")
  }

  func score() throws -> AssessmentResult {
    console.heading(BilingualText(zh: "六、指标", en: "6. Indicators"))
    let result = try workspace.score(round: round, progress: progress("正在计算", "Scoring"))
    console.output(ScoreSummary.text(result, in: console.language) + "\n")
    return result
  }

  func reveal(_ draw: Draw) throws {
    console.heading(BilingualText(zh: "七、公开密钥，核对抽样", en: "7. Key revealed, draw verified"))
    _ = try workspace.reveal(round: round)
    try MinutesFile.write(workspace, round: round, draw: draw)
    let verification = try workspace.verification(round: round)
    console.output(VerificationListing.text(verification, in: console.language) + "\n")
    guard verification.isValid else { throw ExitCode(1) }
  }

  func report(_ result: AssessmentResult) throws {
    let report = try ReportFile.write(
      workspace, round: round, result: result, in: console.language)
    let rows = try workspace.writeEstimationTable(round: round)
    console.heading(BilingualText(zh: "八、请打开", en: "8. Open"))
    let folder = output.relativePath
    for (file, what) in [
      (report, BilingualText(zh: "评估报告", en: "the report")),
      ("\(folder)/minutes.html", BilingualText(zh: "封存与抽样记录", en: "the minutes of seal and draw")),
      ("\(folder)/sample.csv", BilingualText(zh: "样本清单", en: "the sample")),
      (
        "\(folder)/proof.json",
        BilingualText(zh: "抽样证明，用 verify.py 核对", en: "the proof, checked by verify.py")
      ),
      (rows, BilingualText(zh: "逐户数据，可在任何软件中复算", en: "the rows, to compute every figure again")),
    ] {
      console.output("  \(file)  \(what.text(in: console.language))\n")
    }
  }
}
