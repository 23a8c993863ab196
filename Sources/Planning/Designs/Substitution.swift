// SPDX-License-Identifier: GPL-3.0-or-later

public import Sampling
import Tables

/// A reserve that was opened because a unit could not be interviewed.
public struct Substitution: Sendable, Hashable {
  /// The unit that was given up, as a position among the draw's units: a main, or a reserve that was
  /// itself opened before.
  public let original: Int
  /// The reserve that was opened for it.
  public let substitute: Int

  /// A substitution of two of a draw's units.
  public init(of original: Int, by substitute: Int) {
    self.original = original
    self.substitute = substitute
  }
}

extension Draw.Cell {
  /// Whether mains and reserves are one random order, so that any number of them from the first on is
  /// a simple random sample.
  ///
  /// Elsewhere an opened reserve is no further draw of the design: it takes the weight of the unit that
  /// it replaces, which is imputation of that unit's answer by a random unit of its cell.
  public var isOneRandomOrder: Bool {
    SelectionMethod.isSimpleRandom(method)
  }
}

/// The units of a draw that are visited: mains, and the reserves that were opened.
///
/// In a cell of one random order, n mains and r opened reserves are a simple random sample of n + r,
/// each with the weight N/(n + r) within the cell; the ineligible stay in as zeros, and those who did
/// not answer are stood for by the others of the cell. Since who is opened depends on the order alone
/// and how many on the outcomes alone, the mean over the units with a known outcome is unbiased for
/// the mean over all units of the cell that would have one.
///
/// In other cells each main holds a place, which the reserves opened for it take over in turn.
struct OpenedUnits {
  /// A unit with a known outcome, and the main whose place it holds.
  struct Observation {
    let unit: Int
    let place: Int
  }

  private let draw: Draw
  private var substitute: [Int: Int] = [:]
  private var opened: [Int: [Int]] = [:]

  /// The units of a draw with the reserves that were opened.
  /// - Precondition: each substitution joins units of one cell, and no reserve is opened twice.
  init(_ draw: Draw, _ substitutions: [Substitution]) {
    self.draw = draw
    for substitution in substitutions {
      let cell = draw.units[substitution.substitute].cell
      precondition(draw.units[substitution.original].cell == cell, "of another cell")
      precondition(
        substitute.updateValue(substitution.substitute, forKey: substitution.original) == nil,
        "replaced twice")
      opened[cell, default: []].append(substitution.substitute)
    }
    for cell in opened.keys { opened[cell]!.sort() }
  }

  /// The units of a cell that are visited, in the order of the draw.
  func visited(inCell index: Int) -> [Int] {
    let cell = draw.cells[index]
    return Array(cell.unitRange.prefix(cell.size)) + (opened[index] ?? [])
  }

  /// The number of observations that a cell should have.
  func size(ofCell index: Int) -> Int {
    let cell = draw.cells[index]
    return cell.size + (cell.isOneRandomOrder ? opened[index]?.count ?? 0 : 0)
  }

  /// The units of a cell whose outcome is known.
  func observations(inCell index: Int, _ responses: [UnitResponse]) -> [Observation] {
    let cell = draw.cells[index]
    guard !cell.isOneRandomOrder else {
      return visited(inCell: index).filter { responses[$0] != .missing }
        .map { Observation(unit: $0, place: $0) }
    }
    return cell.unitRange.prefix(cell.size).compactMap { main in
      var unit = main
      while responses[unit] == .missing, let next = substitute[unit] { unit = next }
      return responses[unit] == .missing ? nil : Observation(unit: unit, place: main)
    }
  }
}
