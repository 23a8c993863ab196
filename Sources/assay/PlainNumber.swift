// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Tables

/// A decimal number on the command line, as people write it: no infinity, no hexadecimal.
struct PlainNumber: ExpressibleByArgument {
  let value: Double
  /// The number as it was typed.
  let text: String

  init?(argument: String) {
    guard let value = parseNumber(argument) else { return nil }
    self.value = value
    text = argument
  }
}
