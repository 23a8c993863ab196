// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Sampling

extension FileDesign {
  /// The design that the options of `assay sample` name, for a file with a header.
  init(
    _ units: UnitOptions, _ clusters: ClusterOptions, _ allocation: AllocationOptions,
    _ auxiliaries: AuxiliaryOptions, sort: String?, rounding: Rounding, header: [String],
    takeAll: Expression?
  ) throws {
    try self.init(
      id: units.id, clusters: clusters.clusters(header),
      strata: units.strata.map { try FileDesign.columns($0, in: header) } ?? [],
      size: sizeRule(units.size, units.fraction), method: SelectionMethod(named: units.method),
      sort: sort.map { try FileDesign.sortKeys($0, in: header) } ?? [],
      minimum: units.minimum ?? 0, maximum: units.maximum, rounding: rounding,
      reserves: Fraction(units.reserves), sizeMeasure: auxiliaries.sizeMeasure,
      balance: auxiliaries.balance.map { try FileDesign.columns($0, in: header) } ?? [],
      coordinates: auxiliaries.coordinates.map { try FileDesign.columns($0, in: header) } ?? [],
      allocation: allocation.spread(),
      takeAll: takeAll.map { FileDesign.TakeAll(allocation.takeAll!, columns: $0.names) })
  }
}
