// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Foundation

extension Console {
  /// Takes the language from the arguments before the parser reads them, so that help and what is wrong
  /// with the usage are in that language, too.
  ///
  /// - Returns: the arguments for the parser. `--language` is a command's option; where help is asked
  ///   for without one of ours that has it (`assay help plan --language zh`), it has done its part.
  func hear(_ arguments: [String]) -> [String] {
    let options = arguments.prefix { $0 != "--" }
    guard
      let index = options.lastIndex(where: { $0 == "--language" || $0.hasPrefix("--language=") })
    else { return arguments }
    var range = index...index
    let tag: String
    if arguments[index] == "--language" {
      guard index + 1 < options.count else { return arguments }
      range = index...(index + 1)
      tag = arguments[index + 1]
    } else {
      tag = String(arguments[index].dropFirst("--language=".count))
    }
    // The command itself refuses a language that is not known.
    guard let known = Language(tag: tag) else { return arguments }
    language = known
    var rest = arguments
    rest.removeSubrange(range)
    return rest.isEmpty || rest.first == "help" ? rest : arguments
  }

  /// Ends the process with what the argument parser has to say: help to standard output, wrong usage
  /// to standard error.
  func exit(sayingWhatParserSays error: any Error) -> Never {
    guard language == .chinese else { Assay.exit(withError: error) }
    let status = Assay.exitCode(for: error)
    let text = ChineseHelp(width: width).text(
      Assay.fullMessage(for: error, columns: ChineseHelp.unbroken))
    if !text.isEmpty {
      let stream = status.isSuccess ? FileHandle.standardOutput : .standardError
      stream.write(Data((text + "\n").utf8))
    }
    Assay.exit(withError: status)
  }

  /// The places of a line: those of the terminal or of `COLUMNS`, else 80.
  private var width: Int {
    if let text = ProcessInfo.processInfo.environment["COLUMNS"], let columns = Int(text),
      columns > 0
    {
      return columns
    }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }
}
