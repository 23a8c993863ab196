// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The name of a random number that belongs to no unit.
///
/// It begins with `/`, which no path does: `/method/stage/sample/parent/stratum`.
public struct Label: Sendable, Hashable {
  /// The text that is hashed after the seed's hash.
  public let text: String

  /// The label of a method in a cell.
  ///
  /// - Parameters:
  ///   - method: the word of the method, such as `systematic` or `rounding`.
  ///   - stage: the stage, counted from 1.
  ///   - sample: the sample's name; empty at the first stage and in a sample from one file.
  ///   - parent: the path of the unit above; `nil` at the first stage.
  ///   - stratum: the record of the stratum; empty without strata.
  public init(
    method: String, stage: Int, sample: String = "", parent: UnitID? = nil, stratum: String = ""
  ) {
    text = "/\(method)/\(stage)/\(sample)/\(parent?.text ?? "")/\(stratum)"
  }

  /// A label of another purpose, such as a generator of synthetic data.
  /// - Precondition: the text begins with `/`.
  public init(_ text: String) {
    precondition(text.utf8.first == 0x2f)
    self.text = text
  }

  /// Whether both are the same bytes.
  public static func == (left: Label, right: Label) -> Bool {
    bytesCompare(left.text, right.text) == 0
  }

  /// Feeds the bytes to the hasher.
  public func hash(into hasher: inout Hasher) { UnitID(text).hash(into: &hasher) }
}
