// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// Coordination of samples over rounds by permanent random numbers with a rotating start (Ohlsson 1995,
/// Coordination of samples using permanent random numbers, in Business Survey Methods).
///
/// The N units of a cell lie on a circle in the order of their tickets, which stays as long as seed and
/// key do. At turn t the n units from position s(t) = floor(t (1 - k) n) mod N on are taken, k being the
/// part that is kept from one turn to the next. Since the order is a uniformly random permutation, each
/// turn is a simple random sample without replacement, with probability n/N; and as a unit's position is
/// uniform on the circle, the probability of any set of turns is the number of positions that are taken
/// in exactly these turns over N. Nothing of this depends on earlier outcomes.
///
/// With k = 0 nobody is visited twice before the circle is closed, and everybody is within
/// ceil(N / n) turns. Positions shift where units enter or leave the register: overlaps are then
/// approximate and each turn's sample is simple random all the same.
public struct Rotation: Sendable, Hashable {
  /// The turn, counted from 0.
  public let turn: Int
  /// The part of the sample that is kept from one turn to the next.
  public let keep: Fraction

  /// A turn of a rotation.
  /// - Precondition: the turn is not negative.
  public init(turn: Int, keep: Fraction) {
    precondition(turn >= 0)
    self.turn = turn
    self.keep = keep
  }

  /// The position on the circle at which the turn starts.
  /// - Throws: ``Fault/Code/numberTooLarge``.
  public func start(size: Int, population: Int) throws -> Int {
    guard population > 0 else { return 0 }
    let share = try Rational(1).adding(Rational(-keep.value.numerator, keep.value.denominator))
    return try share.multiplied(by: turn).multiplied(by: size).floor % population
  }

  /// The positions that the turn takes, in the order of selection.
  /// - Throws: ``Fault/Code/numberTooLarge``.
  public func positions(size: Int, population: Int) throws -> [Int] {
    let start = try start(size: size, population: population)
    return (0..<size).map { (start + $0) % population }
  }

  /// For each position the turns that take it.
  /// - Complexity: linear in positions, and turns times size.
  public static func turns(
    _ turns: Range<Int>, keep: Fraction, size: Int, population: Int
  ) throws -> [[Int]] {
    var taken = [[Int]](repeating: [], count: population)
    for turn in turns {
      for position in try Rotation(turn: turn, keep: keep)
        .positions(size: size, population: population)
      {
        taken[position].append(turn)
      }
    }
    return taken
  }

  /// The probability that a unit is taken in at least one of some turns.
  public static func probability(
    ofAnyOf turns: Range<Int>, keep: Fraction, size: Int, population: Int
  ) throws -> Rational {
    let taken = try Self.turns(turns, keep: keep, size: size, population: population)
    return Rational(taken.count { !$0.isEmpty }, population)
  }

  /// Whether no unit is taken twice within the given number of consecutive turns, wherever they begin.
  ///
  /// So it is if nothing is kept and those turns do not close the circle.
  public func keepsApart(turns: Int, size: Int, population: Int) -> Bool {
    turns <= 1
      || keep.value == .zero && size.multipliedReportingOverflow(by: turns).overflow == false
        && size * turns <= population
  }

  /// Whether every unit is taken at least once within the given number of consecutive turns, wherever
  /// they begin.
  ///
  /// The windows overlap or touch, so that they cover the circle once their starts have gone round: the
  /// last start lies at least floor((m - 1)(1 - k) n) after the first.
  public func reachesAll(turns: Int, size: Int, population: Int) throws -> Bool {
    guard turns > 0 else { return false }
    let share = try Rational(1).adding(Rational(-keep.value.numerator, keep.value.denominator))
    let way = try share.multiplied(by: turns - 1).multiplied(by: size).floor
    return way + size >= population
  }
}

/// Selects one turn of a ``Rotation``.
public struct RotationSelector: UnitSelector {
  /// The turn.
  public let rotation: Rotation
  /// All units by ticket.
  public let order = CandidateOrder.byTicket
  /// `rotation-`, the turn, `-` and the part that is kept, such as `rotation-3-0.75`.
  public var name: String { "\(Self.prefix)\(rotation.turn)-\(rotation.keep.text)" }

  static let prefix = "rotation-"

  /// The selector of a turn.
  public init(_ rotation: Rotation) { self.rotation = rotation }

  /// The selector of a name; `nil` if it is none.
  init?(named name: String) {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "rotation", let turn = Int(parts[1]), turn >= 0,
      "\(turn)" == parts[1], let keep = try? Fraction(String(parts[2]))
    else { return nil }
    rotation = Rotation(turn: turn, keep: keep)
  }

  /// Takes the turn's window; reserves are the units that follow on the circle.
  public func select(
    _ cell: CellToDraw, from candidates: [Candidate], seed: Seed
  ) throws -> Selection {
    let all = try rotation.start(size: cell.size, population: cell.population)
    let window = (0..<(cell.size + cell.reserves)).map { (all + $0) % cell.population }
    return Selection(
      mains: Array(window.prefix(cell.size)), reserves: Array(window.dropFirst(cell.size)))
  }

  /// Yes, as in any simple random sample.
  public let hasJointProbabilities = true

  /// Those of simple random sampling.
  public func jointProbabilities(
    _ cell: CellToDraw, of mains: [Int], among candidates: [Candidate]
  ) -> JointProbabilities? {
    SimpleRandomSelector().jointProbabilities(cell, of: mains, among: candidates)
  }
}

extension SelectionMethod {
  /// One turn of a rotation.
  public static func rotation(_ rotation: Rotation) -> SelectionMethod {
    SelectionMethod(RotationSelector(rotation))
  }

  /// Whether mains and reserves, in their order, are simple random samples of any length.
  public var isSimpleRandom: Bool { Self.isSimpleRandom(name) }

  /// The same of a method's word.
  public static func isSimpleRandom(_ name: String) -> Bool {
    bytesCompare(name, SelectionMethod.simpleRandom.name) == 0
      || RotationSelector(named: name) != nil
  }
}
