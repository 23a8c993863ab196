// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension FileDesign {
  /// The columns of an option such as `--strata group*card`; asterisk and comma both cross.
  ///
  /// An argument that is the name of a column as a whole is that column; see
  /// ``Tables/ArgumentWords``.
  public static func columns(_ argument: String, in header: [String]) throws -> [String] {
    if header.contains(where: { bytesCompare($0, argument) == 0 }) { return [argument] }
    return try ArgumentWords.groups(argument, at: ",*").flatMap { $0 }
  }

  /// The order of an option such as `--sort township,persons:number`.
  /// - Throws: ``Tables/Fault/Code/malformedArgument`` for anything but `number` after a colon.
  public static func sortKeys(_ argument: String, in header: [String]) throws -> [SortKey] {
    if header.contains(where: { bytesCompare($0, argument) == 0 }) { return [SortKey(argument)] }
    return try ArgumentWords.groups(argument, at: ",:").map { words in
      guard words.count == 1 || words.count == 2 && words[1] == "number" else {
        throw Fault(.malformedArgument, ["argument": argument])
      }
      return SortKey(words[0], numeric: words.count == 2)
    }
  }
}
