// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// Nonresponse adjustment in classes: those who answered stand for all of their class
/// (Särndal, Swensson and Wretman 1992, section 15.6.2).
///
/// A class of which nobody answered is joined with all classes that agree with it in one column less,
/// the last column first.
public struct ResponseClasses: Sendable {
  /// The class of each row, after joining.
  let classOfRow: [UInt32]
  /// The number of classes.
  let classCount: Int
  /// Whether a row's element answered.
  let responded: [Bool]
  /// The classes that had to be joined because nobody in them answered.
  public let joined: Int

  /// Classes from columns, the coarsest one first.
  ///
  /// - Parameters:
  ///   - columns: the columns whose crossing makes the classes; without any, all rows are one.
  ///   - responded: whether each row's element answered.
  ///   - isInSample: which rows count.
  /// - Throws: ``Fault/Code/noRespondents``.
  /// - Complexity: linear in rows times columns.
  public init(
    _ columns: [CodedColumn], responded: [Bool], isInSample: (Int) -> Bool = { _ in true }
  ) throws {
    let rows = responded.count
    // Level k crosses the first k columns; a row takes the deepest level at which somebody answered.
    var levels: [[UInt32]] = [[UInt32](repeating: 0, count: rows)]
    for column in columns { levels.append(PairCoder.codes(levels.last!, column.codes).codes) }
    let answered = levels.map { codes -> [Bool] in
      var answered = [Bool](repeating: false, count: Int(codes.max() ?? 0) + 1)
      for row in 0..<rows where responded[row] && isInSample(row) {
        answered[Int(codes[row])] = true
      }
      return answered
    }
    guard answered[0][0] else { throw Fault(.noRespondents) }
    // A class is cut where any of its parts would be empty, so that the empty part shares with the others.
    var depth = [Int](repeating: columns.count, count: rows)
    var emptyClasses: Set<UInt32> = []
    for level in stride(from: columns.count, to: 0, by: -1) {
      var hasEmptyPart = [Bool](repeating: false, count: answered[level - 1].count)
      for row in 0..<rows where isInSample(row) && !answered[level][Int(levels[level][row])] {
        hasEmptyPart[Int(levels[level - 1][row])] = true
        if level == columns.count { emptyClasses.insert(levels[level][row]) }
      }
      for row in 0..<rows where hasEmptyPart[Int(levels[level - 1][row])] {
        depth[row] = min(depth[row], level - 1)
      }
    }
    var coder = PairCoder()
    classOfRow = (0..<rows).map { coder.code(UInt32(depth[$0]), levels[depth[$0]][$0]) }
    classCount = coder.count
    self.responded = responded
    joined = emptyClasses.count
  }
}

extension Fault.Code {
  /// Nobody in the sample answered.
  public static let noRespondents = Fault.Code("no-respondents", .data)
}
