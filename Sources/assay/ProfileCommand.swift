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
    abstract: "Helps to write profiles: checks them, and prints a schema for editors.",
    subcommands: [Check.self, Schema.self])

  /// `assay profile check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check",
      abstract: "Lists what is wrong with a profile, with line and column.",
      discussion: """
        Keys and kinds of values are all looked at; of what refers to something else the first fault is \
        named. If a design.yaml lies beside the profile, design, forms and all names in expressions are \
        checked, too. Exit status 78 if anything is wrong.
        """)

    @Argument(
      help: ArgumentHelp("A profile.yaml, or the name of a profile.", valueName: "file|name"))
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
      abstract: "Prints the JSON schema of profile.yaml, by which an editor checks it.",
      discussion: """
        The schema is what the program itself asks of the file. Editors with yaml-language-server, such as \
        Visual Studio Code with the YAML extension, take it from a line at the head of a file: \
        # yaml-language-server: $schema=profile.schema.json
        """)

    @Flag(help: "The schema of assessment.yaml instead; design.yaml is its part design.")
    var assessment = false

    @OptionGroup var shared: SharedOptions

    func run() throws {
      try shared.apply()
      Console.shared.output(
        try AssayHome.current().schema(assessment ? .assessment : .profile))
    }
  }
}
