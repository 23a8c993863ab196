// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Dispatch
import Files
import Foundation
import Reports
import Synchronization
import Tables

/// Where the command line speaks: results to standard output, messages and progress to standard error.
final class Console: @unchecked Sendable {
  // Used from the main thread alone; the interrupt flag is the only thing that a signal touches.
  static let shared = Console()

  /// The language of everything that is printed.
  var language: Language
  /// Whether progress stays silent.
  var isQuiet = false

  private let showsProgress: Bool
  private let hasColor: Bool
  private var progressWidth = 0
  private var lastProgress = DispatchTime(uptimeNanoseconds: 0)
  private let interrupted = Atomic<Bool>(false)
  private var signalSource: (any DispatchSourceSignal)?

  private init() {
    let environment = ProcessInfo.processInfo.environment
    let locale =
      environment["LC_ALL"].flatMap { $0.isEmpty ? nil : $0 } ?? environment["LANG"] ?? ""
    language = Language(tag: locale) ?? .english
    showsProgress = isatty(STDERR_FILENO) == 1
    hasColor = isatty(STDOUT_FILENO) == 1 && (environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Prints a result.
  func output(_ text: String) {
    finishProgress()
    FileHandle.standardOutput.write(Data(text.utf8))
  }

  /// Prints a part of a result as it is made.
  func output(_ bytes: [UInt8]) {
    finishProgress()
    FileHandle.standardOutput.write(Data(bytes))
  }

  /// Prints a message for the person at the terminal.
  func message(_ text: BilingualText) {
    finishProgress()
    FileHandle.standardError.write(Data((text.text(in: language) + "\n").utf8))
  }

  /// Says that a file was written, and perhaps what is in it.
  func wrote(_ path: String, _ content: BilingualText? = nil) {
    message(
      BilingualText(
        zh: "已写入 \(path)" + (content.map { "：" + $0.chinese } ?? ""),
        en: "wrote \(path)" + (content.map { ": " + $0.english } ?? "")))
  }

  /// A heading, emphasized where the terminal can.
  func heading(_ text: BilingualText) {
    let words = text.text(in: language)
    output(hasColor ? "\u{1b}[1m\(words)\u{1b}[0m\n" : words + "\n")
  }

  /// Prints figures in the format that was asked for.
  func output(_ listing: Listing, _ format: Listing.Format) {
    output(listing.text(format, in: language))
  }

  // MARK: - Progress and interruption

  /// A closure that shows how far `what` has come and stops the work after Ctrl-C.
  func progress(_ what: BilingualText) -> Tables.Progress {
    { [self] done, total in
      if interrupted.load(ordering: .relaxed) { throw Fault(.interrupted) }
      guard showsProgress, !isQuiet else { return }
      let now = DispatchTime.now()
      guard now.uptimeNanoseconds > lastProgress.uptimeNanoseconds + 100_000_000 else { return }
      lastProgress = now
      var text = what.text(in: language)
      if let total, total > 0 { text += " \(min(100, done * 100 / total))%" }
      let blank = String(repeating: " ", count: max(0, progressWidth - displayWidth(text)))
      progressWidth = displayWidth(text)
      FileHandle.standardError.write(Data("\r\(text)\(blank)".utf8))
    }
  }

  /// Wipes the line of progress.
  func finishProgress() {
    guard progressWidth > 0 else { return }
    FileHandle.standardError.write(
      Data("\r\(String(repeating: " ", count: progressWidth))\r".utf8))
    progressWidth = 0
  }

  /// Lets Ctrl-C stop long work between two steps, so that nothing is left half done; a second one
  /// ends the process at once.
  func watchForInterrupts() {
    signal(SIGINT, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: SIGINT, queue: .global())
    source.setEventHandler { [self] in
      if interrupted.exchange(true, ordering: .relaxed) { _exit(130) }
    }
    source.resume()
    signalSource = source
  }

  // MARK: - Faults

  /// Prints what was wrong and returns the exit status; `nil` for errors of the argument parser, which
  /// words them itself.
  func report(_ error: any Error) -> Int32? {
    switch error {
    case let fault as Fault:
      printFault(fault)
      return fault.code.kind.exitStatus
    case let faults as Faults:
      return report(faults, atMost: faults.limit)
    case is ExitCode, is CleanExit, is ValidationError:
      return nil
    default:
      if Assay.exitCode(for: error) != .failure { return nil }
      message(
        BilingualText(
          zh: "assay 内部错误，请报告：\(error)", en: "a fault of assay itself, please report it: \(error)"))
      return 70
    }
  }

  /// Prints the first of several faults and how many there are, and returns the exit status.
  func report(_ faults: Faults, atMost most: Int) -> Int32 {
    let shown = faults.list.prefix(most)
    for fault in shown { printFault(fault) }
    if faults.count > shown.count {
      message(
        BilingualText(
          zh: "共 \(faults.count) 处错误，以上为前 \(shown.count) 处",
          en: "\(faults.count) faults; the first \(shown.count) are shown"))
    }
    return faults.list.first?.code.kind.exitStatus ?? 70
  }

  /// Prints something unusual that does not stop the work.
  func warn(_ fault: Fault) {
    let line = Catalogue.line(for: fault, in: language)
    message(BilingualText(zh: "注意：\(line)", en: "warning: \(line)"))
  }

  private func printFault(_ fault: Fault) {
    let line = Catalogue.line(for: fault, in: language)
    message(BilingualText(zh: "错误：\(line)", en: "error: \(line)"))
  }
}

extension Fault.Kind {
  /// The exit status of the command line (`sysexits.h`).
  fileprivate var exitStatus: Int32 {
    switch self {
    case .unmet: 1
    case .usage: 64
    case .data: 65
    case .noInput: 66
    case .unavailable: 69
    case .cannotWrite: 73
    case .inUse: 75
    case .configuration: 78
    case .interrupted: 130
    }
  }
}
