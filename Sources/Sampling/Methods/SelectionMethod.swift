// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A method of selection, known by the word that options, designs and proofs use.
///
/// A new method is a ``UnitSelector`` in a file of its own, and a line in ``all``.
public struct SelectionMethod: Sendable, Hashable, CustomStringConvertible {
  /// The word, such as `systematic`.
  public var name: String { selector.name }
  /// The method itself.
  public let selector: any UnitSelector

  /// Simple random sampling without replacement by tickets.
  public static let simpleRandom = SelectionMethod(SimpleRandomSelector())
  /// Systematic sampling along a list with a random start.
  public static let systematic = SelectionMethod(SystematicSelector())
  /// Poisson sampling by tickets; the size is random.
  public static let poisson = SelectionMethod(PoissonSelector())
  /// Systematic sampling in proportion to size.
  public static let proportionalSystematic = SelectionMethod(ProportionalSystematicSelector())
  /// Sampford's method: fixed size, exact probabilities.
  public static let sampford = SelectionMethod(SampfordSelector())
  /// Conditional Poisson sampling: fixed size, largest entropy.
  public static let conditionalPoisson = SelectionMethod(ConditionalPoissonSelector())
  /// Pareto sampling by tickets.
  public static let pareto = SelectionMethod(ParetoSelector())
  /// Sequential Poisson sampling by tickets.
  public static let sequentialPoisson = SelectionMethod(SequentialPoissonSelector())

  /// Balanced sampling by the cube method.
  public static let cube = SelectionMethod(CubeSelector())
  /// Spatially spread sampling by the local pivotal method.
  public static let localPivotal = SelectionMethod(LocalPivotalSelector())

  /// Every method, in the order of the documentation.
  public static let all: [SelectionMethod] = [
    .simpleRandom, .systematic, .poisson, .proportionalSystematic, .sampford, .conditionalPoisson,
    .pareto, .sequentialPoisson, .cube, .localPivotal,
  ]

  /// A method that is made from a selector.
  public init(_ selector: any UnitSelector) { self.selector = selector }

  /// The method of a word.
  /// - Throws: ``Fault/Code/unknownMethod``.
  public init(named name: String, at place: Place = Place()) throws {
    if let turn = RotationSelector(named: name) {
      self.init(turn)
      return
    }
    guard let method = Self.all.first(where: { bytesCompare($0.name, name) == 0 }) else {
      throw Fault(
        .unknownMethod, at: place,
        ["method": name, "methods": Self.all.map(\.name).joined(separator: ", ")])
    }
    self = method
  }

  /// The word.
  public var description: String { name }

  /// Whether both have one name.
  public static func == (left: SelectionMethod, right: SelectionMethod) -> Bool {
    left.name == right.name
  }

  /// Feeds the name to the hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}

/// Selects units within one cell, which is the units of one stratum within one parent.
///
/// Its law: the selection depends on the seed, the cell and the candidates' tickets, ranks, measures,
/// auxiliaries and ids only, never on their rows; mains and reserves are distinct candidates; over all
/// seeds a candidate becomes a main with the probability that the selection states, or comes near it
/// where the method's documentation says how near.
public protocol UnitSelector: Sendable {
  /// The word for the method in options, designs, proofs and labels.
  var name: String { get }
  /// Which candidates the method must see, and in which order.
  var order: CandidateOrder { get }
  /// Whether the method draws in proportion to ``SampleDesign/sizeMeasure``.
  var measureUse: MeasureUse { get }
  /// Whether the method keeps the totals of ``SampleDesign/balance``; it then needs such columns.
  var usesBalance: Bool { get }
  /// Whether the method spreads units over ``SampleDesign/coordinates``; it then needs these columns.
  var usesCoordinates: Bool { get }
  /// Whether the number of mains is random, the cell's size being its expectation.
  var hasRandomSize: Bool { get }
  /// Selects mains and reserves.
  ///
  /// - Parameters:
  ///   - cell: the cell, with a size that is at most its population.
  ///   - candidates: the candidates in ``order``.
  ///   - seed: the seed, for the numbers of ``CellToDraw/label``.
  /// - Throws: a ``Tables/Fault`` where the method cannot draw the cell; it never turns to another one.
  func select(_ cell: CellToDraw, from candidates: [Candidate], seed: Seed) throws -> Selection
  /// The joint probabilities of mains; `nil` if they are not known for the method.
  ///
  /// - Parameters:
  ///   - mains: the positions of candidates in the order of selection.
  ///   - candidates: those that ``select(_:from:seed:)`` gets.
  /// - Throws: as ``select(_:from:seed:)``.
  func jointProbabilities(
    _ cell: CellToDraw, of mains: [Int], among candidates: [Candidate]
  ) throws -> JointProbabilities?
  /// Whether ``jointProbabilities(_:of:among:)`` are known.
  var hasJointProbabilities: Bool { get }
  /// Selects within the cells of one parent together, where a method looks beyond cells.
  ///
  /// - Parameters:
  ///   - cells: the cells of a parent, strata in order.
  ///   - candidates: the candidates of each cell in ``order``.
  ///   - label: names the random numbers that no cell has for itself.
  ///   - seed: the seed.
  /// - Returns: a selection for each cell.
  func select(
    _ cells: [CellToDraw], from candidates: [[Candidate]], together label: Label, seed: Seed
  ) throws -> [Selection]
}

extension UnitSelector {
  /// Not at all.
  public var measureUse: MeasureUse { .never }
  /// No.
  public var usesBalance: Bool { false }
  /// No.
  public var usesCoordinates: Bool { false }
  /// No.
  public var hasRandomSize: Bool { false }
  /// No.
  public var hasJointProbabilities: Bool { false }
  /// None.
  public func jointProbabilities(
    _ cell: CellToDraw, of mains: [Int], among candidates: [Candidate]
  ) throws -> JointProbabilities? { nil }

  /// Selects within each cell for itself.
  public func select(
    _ cells: [CellToDraw], from candidates: [[Candidate]], together label: Label, seed: Seed
  ) throws -> [Selection] {
    try zip(cells, candidates).map { try select($0, from: $1, seed: seed) }
  }
}

/// Whether a method of selection draws in proportion to a measure of size.
public enum MeasureUse: Sendable, Hashable {
  /// It gives all units of a cell one probability.
  case never
  /// It draws in proportion to the measure where there is one; without, all sizes are 1.
  case optional
  /// It has no meaning without a measure.
  case required
}

/// Which candidates of a cell are wanted, and in which order.
public enum CandidateOrder: Sendable, Hashable {
  /// Those of the smallest tickets, as many as mains and reserves, by ticket.
  case smallestTickets
  /// All of them by rank in the sample's sort order, equal ranks by ticket.
  case sorted
  /// All of them by ticket.
  case byTicket
}

/// A cell and what is to be drawn from it.
public struct CellToDraw: Sendable {
  /// The number of its units.
  public let population: Int
  /// The number of mains.
  public let size: Int
  /// The number of reserves.
  public let reserves: Int
  /// The label of the method's random number.
  public let label: Label

  /// A cell and what is to be drawn from it.
  /// - Precondition: mains and reserves together are at most the population.
  public init(population: Int, size: Int, reserves: Int, label: Label) {
    precondition(size >= 0 && reserves >= 0 && size + reserves <= population)
    self.population = population
    self.size = size
    self.reserves = reserves
    self.label = label
  }
}

/// A unit that may be selected.
public struct Candidate: Sendable {
  /// The unit's row in its register.
  public let row: Int
  /// The unit's id within its parent.
  public let id: UnitID
  /// The ticket of the unit's path.
  public let ticket: Ticket
  /// The rank in the sample's sort order, equal for units that the order does not tell apart.
  public let rank: UInt32
  /// The size, an exact integer: the decimal of ``SampleDesign/sizeMeasure`` times the power of ten that
  /// makes all of the sample integers; 1 without a measure.
  public let measure: Int
  /// The values of ``SampleDesign/balance`` and after them those of ``SampleDesign/coordinates``.
  public let auxiliaries: [Double]

  /// A unit that may be selected.
  public init(
    row: Int, id: UnitID, ticket: Ticket, rank: UInt32, measure: Int = 1,
    auxiliaries: [Double] = []
  ) {
    self.row = row
    self.id = id
    self.ticket = ticket
    self.rank = rank
    self.measure = measure
    self.auxiliaries = auxiliaries
  }

  /// Whether the ticket comes first, or of two equal tickets the id.
  public static func byTicket(_ left: Candidate, _ right: Candidate) -> Bool {
    left.ticket != right.ticket ? left.ticket < right.ticket : left.id < right.id
  }

  /// Whether the rank comes first, or of two equal ranks the ticket.
  public static func byRank(_ left: Candidate, _ right: Candidate) -> Bool {
    left.rank != right.rank ? left.rank < right.rank : byTicket(left, right)
  }
}

/// What was selected in a cell.
public struct Selection: Sendable {
  /// The positions of the mains among the candidates, in the order of selection.
  public let mains: [Int]
  /// The positions of the reserves, in the order in which they are released.
  public let reserves: [Int]
  /// The probability of each main, given the cell's size; `nil` where it is size over population for
  /// all.
  public let probabilities: [Rational]?
  /// How many candidates had no chance at all, because their measure is 0.
  public let withoutChance: Int

  /// What was selected in a cell.
  public init(
    mains: [Int], reserves: [Int], probabilities: [Rational]? = nil, withoutChance: Int = 0
  ) {
    self.mains = mains
    self.reserves = reserves
    self.probabilities = probabilities
    self.withoutChance = withoutChance
  }

  /// Mains, and as reserves the first of the other candidates by ticket.
  ///
  /// - Parameters:
  ///   - mains: the positions of the mains, in the order of selection.
  ///   - candidates: all candidates of the cell.
  ///   - reserves: how many reserves; fewer if fewer candidates are left.
  public init(
    mains: [Int], of candidates: [Candidate], reserves: Int, probabilities: [Rational]? = nil,
    withoutChance: Int = 0
  ) {
    var rest: [Int] = []
    if reserves > 0 {
      var isMain = [Bool](repeating: false, count: candidates.count)
      for position in mains { isMain[position] = true }
      rest = candidates.indices.filter { !isMain[$0] }
        .sorted { Candidate.byTicket(candidates[$0], candidates[$1]) }
    }
    self.init(
      mains: mains, reserves: Array(rest.prefix(reserves)), probabilities: probabilities,
      withoutChance: withoutChance)
  }
}

extension Fault.Code {
  /// A method of selection that does not exist was named.
  public static let unknownMethod = Fault.Code("unknown-method", .usage)
}
