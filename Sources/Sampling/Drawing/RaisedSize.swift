// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A sample that is larger than it was asked to be, since the minimum raised the sizes of cells.
public struct RaisedSize: Sendable, Hashable {
  /// The sample's name, or that of its register if it has none.
  public let sample: String
  /// The exact sizes of all cells together, rounded up.
  public let asked: Int
  /// The size that was reached.
  public let size: Int
  /// The minimum of a cell.
  public let minimum: Int
  /// The cells that it raised.
  public let cells: Int

  /// What is worth saying about it.
  public var fault: Fault {
    Fault(
      .raisedByMinimum,
      [
        "sample": sample, "asked": "\(asked)", "size": "\(size)", "minimum": "\(minimum)",
        "cells": "\(cells)",
      ])
  }

  /// What the cells of a sample come to; `nil` if none was raised.
  /// - Parameter asked: the sum of their exact sizes.
  package init?(_ sample: SampleDesign, asked: Double, size: Int, cells: Int) {
    guard cells > 0 else { return nil }
    self.sample = sample.key
    // A sum of fractions that is a whole number may lie a rounding error above it.
    self.asked = Int((asked * (1 - 1e-12)).rounded(.up))
    self.size = size
    minimum = sample.minimum
    self.cells = cells
  }
}

extension SampleDesign {
  /// Whether the minimum raised a cell above its exact size, rounded up.
  ///
  /// A total that is spread over strata keeps its sum: what one cell is given another one loses. Under a method
  /// of random size nobody asked for the number that was drawn.
  package func raises(_ wanted: Rational, to size: Int) -> Bool {
    if case .size = self.size, base == .cluster { return false }
    return size > wanted.ceiling && size <= minimum && !method.selector.hasRandomSize
  }
}

extension Draw {
  /// The samples that are larger than they were asked to be, in the order of the design.
  /// - Complexity: linear in the cells.
  public var raisedSizes: [RaisedSize] {
    design.stages.enumerated().flatMap { stage, samples in
      samples.samples.enumerated().compactMap { index, sample in
        let cells = cells.filter { $0.stage == stage + 1 && $0.sampleIndex == index }
        return RaisedSize(
          sample, asked: cells.reduce(0) { $0 + $1.wanted.doubleValue },
          size: cells.reduce(0) { $0 + $1.size },
          cells: cells.count { sample.raises($0.wanted, to: $0.size) })
      }
    }
  }
}

extension Fault.Code {
  /// A minimum raised the sizes of cells, so that a sample is larger than it was asked to be.
  public static let raisedByMinimum = Fault.Code("raised-by-minimum", .configuration)
}
