// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The inclusion probabilities of a cell in proportion to size, exactly.
///
/// A unit of size x has the probability n x / X, X being the sum of sizes. While a unit's would be 1 or
/// more, all such units are taken for certain at once, and the others share what is left of n and X in
/// the same way (Tillé 2006, section 2.10; `inclusionprobabilities` of R's `sampling`). Units of size 0
/// have no chance.
public struct ProportionalProbabilities: Sendable {
  /// The sizes in the order of the candidates.
  public let measures: [Int]
  /// The positions of the units with probability 1, ascending.
  public let certain: [Int]
  /// The positions of the units with a probability between 0 and 1, ascending.
  public let uncertain: [Int]
  /// n less the certain units: the sum of the probabilities of ``uncertain``.
  public let size: Int
  /// X: the sum of the sizes of ``uncertain``.
  public let total: Int128
  /// How many units have no chance.
  public let withoutChance: Int

  /// The probabilities of a cell.
  ///
  /// - Parameters:
  ///   - measures: the sizes, not negative.
  ///   - cell: the cell; its size is n.
  /// - Throws: ``Fault/Code/tooFewWithSize`` if fewer than n units have a size above 0;
  ///   ``Fault/Code/allWithSizeCertain`` if n have, so that nothing is left to chance while units of
  ///   size 0 are never drawn.
  /// - Complexity: linear in units for each pass, of which there are few: each halves n x / X at least
  ///   where sizes are within a factor of each other, and there are never more than n.
  public init(_ measures: [Int], cell: CellToDraw) throws {
    let positive = measures.indices.filter { measures[$0] > 0 }
    let zeros = measures.count - positive.count
    self.measures = measures
    withoutChance = cell.size == 0 ? 0 : zeros
    guard cell.size == 0 || zeros == 0 || positive.count > cell.size else {
      throw Fault(
        positive.count < cell.size ? .tooFewWithSize : .allWithSizeCertain,
        [
          "cell": cell.label.text, "size": "\(cell.size)", "positive": "\(positive.count)",
          "zeros": "\(zeros)",
        ])
    }
    var open = positive
    var rest = cell.size
    var sum = open.reduce(Int128(0)) { $0 + Int128(measures[$1]) }
    var isCertain = [Bool](repeating: false, count: measures.count)
    while rest > 0 {
      let (n, total) = (Int128(rest), sum)
      let full = open.filter { n * Int128(measures[$0]) >= total }
      if full.isEmpty { break }
      for position in full {
        isCertain[position] = true
        sum -= Int128(measures[position])
      }
      rest -= full.count
      open = open.filter { !isCertain[$0] }
    }
    certain = positive.filter { isCertain[$0] }
    uncertain = open
    size = rest
    total = sum
  }

  /// The probability of an uncertain unit, n x / X.
  /// - Throws: ``Fault/Code/numberTooLarge`` if its reduced terms do not fit 64 bits.
  public func probability(of position: Int) throws -> Rational {
    try Rational(wide: Int128(size) * Int128(measures[position]), total)
  }

  /// The probability of an uncertain unit as the ticket methods calculate with it: n x and X are
  /// exact integers, each rounded to a double, and divided.
  public func quotient(of position: Int) -> Double {
    Double(Int128(size) * Int128(measures[position])) / Double(total)
  }

  /// One minus the probability of an uncertain unit, without the loss of a subtraction.
  func complement(of position: Int) -> Double {
    Double(total - Int128(size) * Int128(measures[position])) / Double(total)
  }

  /// The selection of the certain units and some others, each with its probability.
  ///
  /// - Parameters:
  ///   - drawn: positions of ``uncertain`` in the order of selection.
  ///   - candidates: all candidates of the cell.
  ///   - reserves: how many reserves.
  func selection(
    drawing drawn: [Int], of candidates: [Candidate], reserves: Int
  ) throws -> Selection {
    Selection(
      mains: certain + drawn, of: candidates, reserves: reserves,
      probabilities: try certain.map { _ in .one } + drawn.map { try probability(of: $0) },
      withoutChance: withoutChance)
  }
}

extension Fault.Code {
  /// More units are wanted than have a size above 0.
  public static let tooFewWithSize = Fault.Code("too-few-with-size", .data)
  /// All units with a size above 0 would be taken, and the others never.
  public static let allWithSizeCertain = Fault.Code("all-with-size-certain", .data)
}
