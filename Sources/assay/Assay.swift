// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser

/// The command line: arguments, printing, progress and exit status. It computes nothing.
@main
struct Assay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: .text(
      zh: "设计、抽取、核查、评分并报告第三方评估。",
      en: "Plans, draws, checks, scores and reports third-party assessments."),
    discussion: .text(
      zh: """
        退出状态：0 完成；1 所要求的核查未通过；64 用法有误；65 数据有误；66 没有该输入；69 引\
        擎无法连接；70 程序自身的错误；73 无法写入；75 正被另一进程使用；78 assessment.yaml、\
        settings.xlsx 或评估方案有误；130 被中断。
        """,
      en: """
        Exit status: 0 done; 1 a check that was asked for is not met; 64 wrong usage; 65 bad data; \
        66 no such input; 69 an engine cannot be reached; 70 a fault of ours; 73 cannot write; \
        75 in use by another process; 78 assessment.yaml, settings.xlsx or a profile is wrong; \
        130 interrupted.
        """),
    version: "0.1.0",
    groupedSubcommands: [
      CommandGroup(name: .text(zh: "用于工作区的子命令", en: "For a workspace"), subcommands: workspace),
      CommandGroup(name: .text(zh: "用于任何数据文件的子命令", en: "For any data file"), subcommands: anyFile),
    ])

  static let workspace: [any ParsableCommand.Type] = [
    DemoCommand.self,
    NewCommand.self,
    SettingsCommand.self,
    RegisterCommand.self,
    RoundCommand.self,
    PlanCommand.self,
    SealCommand.self,
    DrawCommand.self,
    RevealCommand.self,
    AnswersCommand.self,
    ReplaceCommand.self,
    LeadCommand.self,
    ReviewCommand.self,
    RectifyCommand.self,
    ScoreCommand.self,
    ScorecardCommand.self,
    CalendarCommand.self,
    RankCommand.self,
    ExplainCommand.self,
    ReportCommand.self,
    FeedbackCommand.self,
    ExportCommand.self,
    LogCommand.self,
  ]

  static let anyFile: [any ParsableCommand.Type] = [
    EstimateCommand.self,
    IntervalCommand.self,
    SizeCommand.self,
    SampleCommand.self,
    VerifyCommand.self,
    AssignCommand.self,
    FormCommand.self,
    ProfileCommand.self,
    FiguresCommand.self,
    SimulateCommand.self,
  ]

  @Flag(help: .text(zh: "显示许可证（GPL-3.0-or-later）全文。", en: "Print the licence, GPL-3.0-or-later."))
  var licence = false

  func run() throws {
    guard licence else { throw CleanExit.helpRequest(self) }
    Console.shared.output(String(decoding: PackageResources.LICENSE, as: UTF8.self))
  }

  /// Parses and runs; turns what was thrown into words and an exit status.
  static func main() {
    let console = Console.shared
    console.watchForInterrupts()
    do {
      var command = try Assay.parseAsRoot(console.hear(Array(CommandLine.arguments.dropFirst())))
      try command.run()
    } catch {
      console.finishProgress()
      guard let status = console.report(error) else { console.exit(sayingWhatParserSays: error) }
      Assay.exit(withError: ExitCode(status))
    }
  }
}
