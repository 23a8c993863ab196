// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension TestRequest {
  /// The two columns that an argument `A*B` names.
  /// - Throws: ``Fault/Code/malformedArgument`` unless it names two.
  public static func pair(argument: String) throws -> (String, String) {
    let words = try ArgumentWords.words(argument, at: "*")
    guard words.count == 2 else { throw Fault(.malformedArgument, ["argument": argument]) }
    return (words[0], words[1])
  }
}

extension TestRequest {
  /// What a command line asks for beside or instead of figures.
  public struct Arguments: Sendable {
    /// Two columns whose independence is tested, `A*B`.
    public var chiSquare: String?
    /// What Pearson's statistic is compared with; `nil` for ``ChiSquareStatistic/f``.
    public var statistic: String?
    /// The column whose means in two groups are compared.
    public var tTest: String?
    /// Two columns of the same two levels, `A*B`.
    public var mcNemar: String?
    /// The columns that make groups.
    public var by: String?
    /// Whether differences of domains are wanted.
    public var differences = false
    /// Whether tests of equal domains are wanted.
    public var wald = false
    /// Whether figures are asked for.
    public var hasFigures = false

    /// Nothing asked for yet.
    public init() {}
  }

  /// The test that a command line asks for, `nil` for figures and their comparisons.
  /// - Throws: ``Fault/Code/malformedArgument``, ``Fault/Code/severalComparisons``,
  ///   ``Fault/Code/testBesideFigures``, ``Fault/Code/optionWithoutUse``,
  ///   ``Fault/Code/tTestWithoutGroups``, ``Fault/Code/unknownChiSquareStatistic``.
  public init?(_ arguments: Arguments, header: [String], missing: [String]) throws {
    let tests = [
      arguments.chiSquare.map { _ in "--chi-square" }, arguments.tTest.map { _ in "--t-test" },
      arguments.mcNemar.map { _ in "--mcnemar" },
    ].compactMap { $0 }
    guard tests.count + (arguments.differences ? 1 : 0) + (arguments.wald ? 1 : 0) <= 1 else {
      throw Fault(.severalComparisons)
    }
    if arguments.statistic != nil && arguments.chiSquare == nil {
      throw Fault(
        .optionWithoutUse,
        ["option": "--chi-square-statistic", "test": tests.first ?? "figures"])
    }
    guard let option = tests.first else { return nil }
    if arguments.hasFigures { throw Fault(.testBesideFigures, ["option": option]) }
    if let column = arguments.tTest {
      guard let by = arguments.by else { throw Fault(.tTestWithoutGroups) }
      guard case .mean(let name) = try EstimateRequest.Item.mean(argument: column, header: header)
      else { preconditionFailure("a mean is a mean") }
      let groups = try EstimateRequest.crossedColumns(argument: by, header: header)
      self.init(.tTest(name, by: groups), missing: missing)
      return
    }
    if arguments.by != nil { throw Fault(.optionWithoutUse, ["option": "--by", "test": option]) }
    let pair = try Self.pair(argument: arguments.chiSquare ?? arguments.mcNemar ?? "")
    let statistic = try arguments.statistic.map { try ChiSquareStatistic(name: $0) } ?? .f
    self.init(
      arguments.chiSquare != nil
        ? .chiSquare(pair.0, pair.1, statistic) : .mcNemar(pair.0, pair.1), missing: missing)
  }
}

extension Fault.Code {
  /// More than one test or comparison is asked for.
  public static let severalComparisons = Fault.Code("several-comparisons", .usage)
  /// A test is asked for beside figures.
  public static let testBesideFigures = Fault.Code("test-beside-figures", .usage)
  /// An option has no meaning for what is asked for.
  public static let optionWithoutUse = Fault.Code("option-without-use", .usage)
  /// A t test is asked for without the column of its groups.
  public static let tTestWithoutGroups = Fault.Code("t-test-without-groups", .usage)
}
