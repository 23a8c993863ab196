// SPDX-License-Identifier: GPL-3.0-or-later

public import Estimation
public import Sampling
import Tables

/// What became of a drawn unit in the field.
public enum UnitResponse: Sendable, Hashable {
  /// It answered.
  case answered
  /// It does not belong to the population any more: an observation of zero.
  case ineligible
  /// It was not reached, refused, or has not been visited yet.
  case missing
}

/// How the variance of a draw is estimated.
public struct VarianceTreatment: Sendable, Hashable {
  /// What the first stage is taken for.
  public enum FirstStage: Sendable, Hashable {
    /// What it is.
    case asDrawn
    /// A systematic draw for a simple random one, as programs do that know no successive differences.
    case simpleRandom
    /// Units drawn with replacement: no finite population correction and no variance of the stages
    /// below, as programs do that know no unequal probabilities (Hansen and Hurwitz 1943).
    case withReplacement
  }

  /// What the first stage is taken for.
  public var firstStage: FirstStage
  /// What is done with lonely units at all stages; `nil` refuses them at the first stage and pools
  /// the variance below.
  public var lonely: LonelyRule?

  /// The treatment that a draw deserves, or another one.
  public init(firstStage: FirstStage = .asDrawn, lonely: LonelyRule? = nil) {
    self.firstStage = firstStage
    self.lonely = lonely
  }
}

/// A draw after field work as a survey design: the units that answered stand for those that did
/// not.
///
/// In each cell of the last stage the units with a known answer count as the sample, n, and the
/// register's number as the population, N, so that those who did not answer are taken to be like
/// the others of their cell. Ineligible units are observations of zero. A cell in which units are
/// missing and none answered lends its expanded N to the cells of its sample and stratum within the
/// same first-stage stratum, in proportion to theirs; if there are none, to those of its sample
/// there. Reserves that were opened count as ``Substitution`` tells: in simple random cells as
/// further units of the sample, elsewhere in the place of the unit that they replace. Units of the
/// stages above stay in the design whether or not somebody answered in them.
///
/// Where a cell was drawn with unequal probabilities π, the units that answered stand for the
/// others with weights 1/π times the same factor, Σ1/π of all over Σ1/π of those, and its variance
/// is that of ``Estimation/UnequalVariance/init(method:)`` at the probabilities divided by that
/// factor.
public struct FieldDesign: Sendable {
  /// The design, with a row for each unit that is known to have answered or to be ineligible.
  public let design: SurveyDesign
  /// The unit of each row, as a position among the draw's units.
  public let units: [Int]
  /// Cells in which nobody answered and whose units other cells stand for, as positions among the
  /// draw's cells.
  public let lentCells: [Int]
  /// Cells in which nobody answered and that no other cell can stand for. They are not in the
  /// design: no figure about their part of the population may be taken from it.
  public let orphanedCells: [Int]
  /// Samples in which every cell has one unit only, so that no variance can be lent to any. They
  /// are not in the design.
  public let samplesWithoutVariance: [String]

  /// The design of a draw's first stages.
  ///
  /// - Parameters:
  ///   - draw: the draw.
  ///   - stage: the last stage of the design, counted from 1; `nil` for all.
  ///   - responses: what became of each of the draw's units, in their order. Only the mains and the
  ///     opened reserves of the last stage count.
  ///   - substitutions: the reserves that were opened.
  ///   - treatment: how the variance is estimated.
  /// - Throws: ``Tables/Fault/Code/unsupportedSelection`` for a stage below the first that was drawn
  ///   by the cube or the local pivotal method; ``Tables/Fault/Code/balanceTooLarge`` if a balanced
  ///   first stage has not more units than balancing variables;
  ///   ``Tables/Fault/Code/lonelyUnit`` if a stratum of the first stage has one unit of several.
  /// - Complexity: linear in the draw's units and cells.
  /// - Precondition: there is a response for each unit; a substitution joins units of one cell.
  public init(
    _ draw: Draw, stage: Int? = nil, responses: [UnitResponse],
    substitutions: [Substitution] = [], treatment: VarianceTreatment = VarianceTreatment()
  ) throws {
    precondition(responses.count == draw.units.count)
    let last = stage ?? draw.design.stages.count
    if let method = draw.design.methodWithoutVariance(upTo: last) {
      throw Fault(.unsupportedSelection, ["method": method.name])
    }
    var positions = [UInt32](repeating: 0, count: draw.units.count)
    var stages: [DesignStage] = []
    for number in 1..<last {
      var builder = FieldStage(draw, stage: number, treatment: treatment)
      for (index, cell) in draw.cells.enumerated() where cell.stage == number && cell.size > 0 {
        builder.add(
          cell: index,
          units: cell.unitRange.prefix(cell.size).map {
            OpenedUnits.Observation(unit: $0, place: $0)
          }, population: Double(cell.population), positions: &positions)
      }
      stages.append(builder.stage())
    }
    let response = CellResponse(
      draw, stage: last, responses: responses, opened: OpenedUnits(draw, substitutions))
    lentCells = response.lentCells
    orphanedCells = response.orphanedCells
    var rule = treatment.lonely ?? (last == 1 ? .fail : .pool)
    // Strata collapse at the first stage only.
    if rule == .collapse && last > 1 { rule = .pool }
    let poolable = response.poolable(rule: rule)
    samplesWithoutVariance = poolable.without
    var builder = FieldStage(draw, stage: last, treatment: treatment)
    for cell in response.cells where poolable.samples.contains(draw.cells[cell.index].sampleIndex) {
      builder.add(
        cell: cell.index, units: cell.units, population: cell.population, positions: &positions)
    }
    stages.append(builder.stage())
    units = builder.units
    design = try SurveyDesign(
      stages: stages, unitOfRow: (0..<UInt32(builder.units.count)).map { $0 },
      weights: builder.weights)
  }
}

extension SurveyDesign {
  /// The design of a draw in which all mains answered: one row for each main of the last stage, in
  /// the order of the draw.
  ///
  /// Nothing is retyped: cells, their populations and the order of the draw are the draw's own.
  /// - Throws: ``Tables/Fault/Code/lonelyUnit``.
  /// - Complexity: linear in the draw's units and cells.
  public init(_ draw: Draw, treatment: VarianceTreatment = VarianceTreatment()) throws {
    let field = try FieldDesign(
      draw, responses: [UnitResponse](repeating: .answered, count: draw.units.count),
      treatment: treatment)
    guard field.samplesWithoutVariance.isEmpty else {
      throw Fault(
        .lonelyUnitWithoutDonor,
        [
          "stage": "\(draw.design.stages.count)", "count": "\(field.units.count)",
          "strata": field.samplesWithoutVariance.joined(separator: "; "),
        ])
    }
    self = field.design
  }
}

extension SamplingDesign {
  /// The first method of a sample whose variance is not known: that of the cube and of the local
  /// pivotal method is at the first stage alone, where one sample has the balancing variables or the
  /// coordinates of all its units.
  ///
  /// - Parameter last: the last stage that is looked at; all if `nil`.
  public func methodWithoutVariance(upTo last: Int? = nil) -> SelectionMethod? {
    samples.first { number, sample in
      let isKnown =
        switch UnequalVariance(method: sample.method.name) {
        case .balanced, .neighbours: number == 1
        case nil: sample.method.isSimpleRandom || sample.method == .systematic
        default: true
        }
      return number <= last ?? stages.count && !isKnown
    }?.sample.method
  }
}
