// SPDX-License-Identifier: GPL-3.0-or-later

/// A number that could not be computed: never a silent NaN.
public struct NumericError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What went wrong; codes can be added without breaking those who compare.
  public struct Code: RawRepresentable, Sendable, Hashable {
    /// The name, in words joined by hyphens.
    public let rawValue: String

    /// A code of this name.
    public init(rawValue: String) {
      self.rawValue = rawValue
    }

    /// A root or a quantile was not reached within the allowed steps.
    public static let noConvergence = Code(rawValue: "no-convergence")
    /// No size, however large, does what was asked.
    public static let noSolution = Code(rawValue: "no-solution")
  }

  /// What went wrong.
  public let code: Code
  /// One sentence that says for which arguments.
  public let sentence: String

  /// An error of this code, with its sentence.
  public init(_ code: Code, _ sentence: String) {
    self.code = code
    self.sentence = sentence
  }

  /// The sentence.
  public var description: String { sentence }
}
