// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension EstimateRequest.Item {
  /// The quantile that an argument `COL@P` asks for.
  /// - Throws: ``Fault/Code/malformedArgument`` unless it names a column and a number,
  ///   ``Fault/Code/quantileOutOfRange``.
  public static func quantile(argument: String) throws -> Self {
    let words = try ArgumentWords.words(argument, at: "@")
    guard words.count == 2, let probability = Double(words[1]) else {
      throw Fault(.malformedArgument, ["argument": argument])
    }
    guard probability > 0, probability < 1 else {
      throw Fault(.quantileOutOfRange, ["value": words[1]])
    }
    return .quantile(words[0], probability: probability)
  }
}
