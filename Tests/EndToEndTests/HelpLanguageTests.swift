// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Testing

/// A command as the argument parser describes it for other programs.
private struct CommandText: Decodable {
  struct Argument: Decodable {
    let kind: String
    let abstract: String?
    let discussion: String?
    let sectionTitle: String?
    let valueName: String?
  }

  let commandName: String
  let abstract: String?
  let discussion: String?
  let arguments: [Argument]?
  let subcommands: [CommandText]?

  /// All commands with their paths; not `help`, which is the parser's own.
  static func all(in locale: String) throws -> [(path: [String], text: CommandText)] {
    struct Root: Decodable { let command: CommandText }
    let outcome = try AssayProcess.run(
      ["--experimental-dump-help"], environment: ["LC_ALL": locale])
    let root = try JSONDecoder().decode(Root.self, from: Data(outcome.output.utf8)).command
    var all: [(path: [String], text: CommandText)] = []
    func add(_ command: CommandText, at path: [String]) {
      guard command.commandName != "help" else { return }
      all.append((path, command))
      for child in command.subcommands ?? [] { add(child, at: path + [child.commandName]) }
    }
    add(root, at: [])
    return all
  }

  /// Every text of ours, with where it stands; the parser's own options are left out.
  var texts: [(place: String, text: String?)] {
    var texts: [(place: String, text: String?)] = [("abstract", abstract)]
    if let discussion { texts.append(("discussion", discussion)) }
    for argument in arguments ?? [] {
      let name = argument.valueName ?? ""
      guard name != "help", name != "version" else { continue }
      texts.append(("argument \(name)", argument.abstract))
      if let discussion = argument.discussion { texts.append(("more of \(name)", discussion)) }
      if let title = argument.sectionTitle { texts.append(("title over \(name)", title)) }
    }
    return texts
  }

  /// What stands for values in synopses.
  var valueNames: [String] {
    (arguments ?? []).filter { $0.kind != "flag" }.compactMap(\.valueName)
  }
}

@Suite("The language of help and of wrong usage")
struct HelpLanguageTests {
  private static let chinese = "zh_CN.UTF-8"
  /// All commands in either language, made once: each takes a second.
  private static let commands = Result {
    (chinese: try CommandText.all(in: chinese), english: try CommandText.all(in: "C"))
  }

  private func hasHan(_ text: String) -> Bool { text.contains(/\p{Han}/) }

  @Test("Every text of help is Chinese where the system is, and English elsewhere")
  func texts() throws {
    let (chinese, english) = try Self.commands.get()
    #expect(chinese.count > 60)
    #expect(chinese.map(\.path) == english.map(\.path))
    for (one, other) in zip(chinese, english) {
      for (zh, en) in zip(one.text.texts, other.text.texts) {
        let place = "\(one.path.joined(separator: " ")): \(zh.place)"
        // Paragraph by paragraph; examples of commands are the same in both.
        let paragraphs = (zh.text ?? "").split(separator: "\n").filter { !$0.hasPrefix("assay ") }
        #expect(zh.text != nil && paragraphs.allSatisfy { hasHan(String($0)) }, "\(place)")
        #expect(en.text.map { !$0.isEmpty && !hasHan($0) } == true, "\(place)")
      }
      for name in one.text.valueNames {
        // A symbol such as n or x,y is the same in both.
        #expect(hasHan(name) || !name.contains(/[A-Za-z]{2}/), "\(one.path) <\(name)>")
      }
      for name in other.text.valueNames { #expect(!hasHan(name), "\(one.path) <\(name)>") }
    }
  }

  @Test("Both languages name the same options, files and numbers")
  func sameFacts() throws {
    let (chinese, english) = try Self.commands.get()
    for (one, other) in zip(chinese, english) {
      for (zh, en) in zip(one.text.texts, other.text.texts) {
        let facts =
          /--[a-z][a-z-]*|[0-9]+(?:[.,][0-9]+)*%?|[a-z_]+\.(?:csv|yaml|xlsx|json|html|py|txt)/
        #expect(
          Set((zh.text ?? "").matches(of: facts).map { String($0.output) })
            == Set((en.text ?? "").matches(of: facts).map { String($0.output) }),
          "\(one.path.joined(separator: " ")): \(zh.place)")
      }
    }
  }

  @Test("No page of help keeps a word of the parser's, and lines fit the width")
  func pages() throws {
    for path in try Self.commands.get().english.map(\.path) {
      let outcome = try AssayProcess.run(
        path + ["--help"], environment: ["LC_ALL": Self.chinese, "COLUMNS": "60"])
      #expect(outcome.status == 0)
      #expect(outcome.output.hasPrefix("概述："))
      #expect(
        !outcome.output.contains(
          /OVERVIEW|USAGE|ARGUMENTS|OPTIONS|SUBCOMMANDS|Show |\(default|\(values|See '|<options>/),
        "\(path)")
      for line in outcome.output.split(separator: "\n")
      where !line.hasPrefix("用法：") && !line.hasPrefix("assay ") {
        // A single long word, such as a label, may stand out.
        let isWord = !line.drop { $0 == " " }.contains(" ")
        #expect(isWord || displayWidth(String(line)) <= 60, "\(path): \(line)")
      }
    }
  }

  @Test("The language of --language holds for help, wherever it stands")
  func option() throws {
    for arguments in [
      ["plan", "--help", "--language", "zh"], ["plan", "--language=zh", "-h"],
      ["help", "plan", "--language", "zh"], ["--language", "zh", "--help"], ["--language", "zh"],
    ] {
      let outcome = try AssayProcess.run(arguments)
      #expect(outcome.status == 0)
      #expect(outcome.output.hasPrefix("概述："), "\(arguments)")
    }
    let english = try AssayProcess.run(
      ["plan", "--help", "--language", "en"], environment: ["LC_ALL": Self.chinese])
    #expect(english.output.hasPrefix("OVERVIEW: Shows"))
  }

  @Test("No message about usage stands in one language alone")
  func sources() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/assay")
    let files = try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "swift" }
    #expect(files.count > 40)
    for file in files {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /ValidationError\(\s*"[^"\n]*/) {
        Issue.record("\(file.lastPathComponent): \(match.output)")
      }
    }
  }

  @Test(
    "Wrong usage is told in Chinese, with status 64",
    arguments: [
      ("plna", "多余或不认识的参数“plna”。"),
      ("interval 1 3 4 5", "有 2 个多余或不认识的参数：'4', '5'。"),
      ("plan --tak", "没有选项“--tak”。是否应为“--take”？"),
      ("plan -z", "没有选项“-z”。"),
      ("plan --take", "“--take <户数>”缺少值。"),
      ("plan --optimize=3", "选项“--optimize”不带值，却给了“3”。"),
      ("interval", "缺少参数“<x>”。"),
      ("interval 1 2 --confidence a", "“--confidence <c>”不能是“a”。"),
      ("interval 1 2 --method a", "“--method <方法>”不能是“a”。请从下列值中选一个："),
      ("export --script a b", "“--script <程序>”不能是“a”。请从 'r', 'stata', 'spss' 中选一个。"),
      ("score --sensitivity --against 1", "--sensitivity 和 --against 是两张表，请一次只要一张"),
    ])
  func wrongUsage(line: String, says words: String) throws {
    let outcome = try AssayProcess.run(
      line.split(separator: " ").map(String.init), environment: ["LC_ALL": Self.chinese])
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.first == "错误：\(words)")
    #expect(lines.contains { $0.hasPrefix("用法：assay") })
    #expect(lines.last?.hasPrefix("  详见 assay ") == true)
    #expect(!outcome.errors.contains(#/Error|Help:|Usage|See /#))
  }
}
