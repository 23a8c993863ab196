// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Assessment
import Foundation
import Tables
import Workspaces

/// `assay profile`: kinds of assessments, for those who write them.
struct ProfileCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "profile",
    abstract: .text(
      zh: "协助编写评估方案：检查，并输出供编辑器使用的模式（schema）。",
      en: "Helps to write profiles: checks them, and prints a schema for editors."),
    subcommands: [Check.self, Schema.self])

  /// `assay profile check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: .text(
        zh: "列出评估方案的错误，注明行和列。", en: "Lists what is wrong with a profile, with line and column."),
      discussion: .text(
        zh: """
          键和值的类型全部检查；引用其他内容的，指出第一处错误。评估方案旁有 design.yaml 时，抽\
          样设计、表单和表达式中的所有名称也一并检查。有错误时以状态 78 退出。
          """,
        en: """
          Keys and kinds of values are all looked at; of what refers to something else the first fault is \
          named. If a design.yaml lies beside the profile, design, forms and all names in expressions are \
          checked, too. Exit status 78 if anything is wrong.
          """))

    @Argument(
      help: .text(
        zh: "一个 profile.yaml 文件，或评估方案的名称。", en: "A profile.yaml, or the name of a profile.",
        value: .init(zh: "文件|名称", en: "file|name")))
    var profile: String

    @OptionGroup var shared: SharedOptions

    func run() throws {
      try shared.apply()
      let home = try AssayHome.current()
      let isFile = profile.contains("/") || profile.hasSuffix(".yaml")
      let file =
        isFile
        ? URL(filePath: profile)
        : try home.profileFolder(named: profile).appending(path: "profile.yaml")
      let isWhole = try home.checkProfile(file)
      Console.shared.output(
        isWhole
          ? BilingualText(
            zh: "\(profile)：评估种类、方案与问卷均无误\n",
            en: "\(profile): profile, design and forms are in order\n"
          )
          .text(in: Console.shared.language)
          : BilingualText(
            zh: "\(profile)：无误；旁边没有 design.yaml，未与方案和问卷核对\n",
            en:
              "\(profile): in order; without a design.yaml beside it, design and forms were not looked at\n"
          )
          .text(in: Console.shared.language))
    }
  }

  /// `assay profile schema`.
  struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "schema",
      abstract: .text(
        zh: "输出 profile.yaml 的 JSON 模式，编辑器据此检查。",
        en: "Prints the JSON schema of profile.yaml, by which an editor checks it."),
      discussion: .text(
        zh: """
          模式即程序本身对该文件的要求。带有 yaml-language-server 的编辑器（如装有 YAML 扩展的 \
          Visual Studio Code）从文件开头的一行得知：# yaml-language-server: \
          $schema=profile.schema.json
          """,
        en: """
          The schema is what the program itself asks of the file. Editors with yaml-language-server, such as \
          Visual Studio Code with the YAML extension, take it from a line at the head of a file: \
          # yaml-language-server: $schema=profile.schema.json
          """))

    @Flag(
      help: .text(
        zh: "改为输出 assessment.yaml 的模式；design.yaml 即其中的 design 部分。",
        en: "The schema of assessment.yaml instead; design.yaml is its part design."))
    var assessment = false

    @OptionGroup var shared: SharedOptions

    func run() throws {
      try shared.apply()
      Console.shared.output(
        try AssayHome.current().schema(assessment ? .assessment : .profile))
    }
  }
}
