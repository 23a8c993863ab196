// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser

/// The command line: arguments, printing, progress and exit status. It computes nothing.
@main
struct Assay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: "Plans, draws, checks, scores and reports third-party assessments.",
    discussion: """
      Exit status: 0 done; 1 a check that was asked for is not met; 64 wrong usage; 65 bad data; \
      66 no such input; 69 an engine cannot be reached; 70 a fault of ours; 73 cannot write; \
      75 in use by another process; 78 assessment.yaml, settings.xlsx or a profile is wrong; \
      130 interrupted.
      """,
    version: "0.1.0",
    groupedSubcommands: [
      CommandGroup(name: "For a workspace", subcommands: workspace),
      CommandGroup(name: "For any data file", subcommands: anyFile),
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

  @Flag(help: "Print the licence, GPL-3.0-or-later.")
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
      var command = try Assay.parseAsRoot()
      try command.run()
    } catch {
      console.finishProgress()
      guard let status = console.report(error) else { Assay.exit(withError: error) }
      Assay.exit(withError: ExitCode(status))
    }
  }
}
