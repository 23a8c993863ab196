// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Planning
import Sampling
public import Tables

extension Fieldwork {
  /// The rows from which the indicators of the last stage are estimated, with their design: anybody can
  /// compute every figure again from this table alone, in any program.
  ///
  /// One row for each unit of the last stage that was interviewed or found ineligible: `unit`, `sample`;
  /// of the first stage `cluster`, `cluster_stratum`, `cluster_order`, `cluster_population`,
  /// `cluster_probability`; of the last stage `stratum` (within the cluster), `population` (with what was
  /// lent by cells in which nobody was interviewed; empty where units have probabilities of their own) and
  /// `probability` (of the unit within its cluster, by which those who answered stand for the others);
  /// `weight`, of the draw; where the profile names totals `fitted_weight`, and for each
  /// total a column `SAMPLE: VARIABLE`, whose sum with the fitted weights it is; then for each ratio
  /// `NAME.numerator` and `NAME.denominator`, empty outside its target.
  ///
  /// - Parameter findings: the findings so far, with their decisions.
  /// - Throws: as ``score(findings:treatment:)``.
  public func estimationTable(findings: [Finding]) throws -> Table {
    let scorer = try Scorer(self, JoinedFindings(self, findings), VarianceTreatment())
    let design = scorer.designs[scorer.designs.count - 1]
    var (names, columns) = try designTable(design)
    for term in design.fitted.terms {
      names.append(term.name)
      columns.append(estimationText(term.values))
    }
    for indicator in frame.profile.indicators {
      guard case .ratio(let ratio) = indicator.measure else { continue }
      let values = try RatioColumns(indicator, ratio, scorer)
      guard values.parts.allSatisfy({ $0.sample > 0 }) || draw.design.stages.count == 1 else {
        continue
      }
      let (numerator, denominator, mask) = values.columns(over: design)
      names += ["\(indicator.name).numerator", "\(indicator.name).denominator"]
      columns.append(estimationText(numerator, mask))
      columns.append(estimationText(denominator, mask))
    }
    return Table(names: names, columns: columns)
  }

  /// The columns that describe the design, in the order of the table, and those of fitted weights.
  func designTable(
    _ design: ScoringDesign
  ) throws -> (names: [String], columns: [TextColumn]) {
    var names = [
      "unit", "sample", "cluster", "cluster_stratum", "cluster_order", "cluster_population",
      "cluster_probability", "stratum", "population", "probability", "weight",
    ]
    var columns = designColumns(design)
    if !design.fitted.terms.isEmpty {
      names.append("fitted_weight")
      columns.append(estimationText(NumberColumn(design.fitted.design.weights)))
    }
    return (names, columns)
  }

  private func designColumns(_ design: ScoringDesign) -> [TextColumn] {
    let rows = design.field.units.map { draw.units[$0] }
    let cells = rows.map { draw.cells[$0.cell] }
    var sizes: [Int: Int] = [:]
    for unit in rows { sizes[unit.cell, default: 0] += 1 }
    let clusters = cells.map { cell in cell.parentUnit.map { draw.units[$0] } }
    let weights = design.field.design.weights
    let within = rows.indices.map { row in
      weights[row] / (clusters[row]?.weight?.doubleValue ?? 1)
    }
    let populations = rows.indices.map { row in
      UnequalVariance(method: cells[row].method) == nil
        ? shortestDecimal(within[row] * Double(sizes[rows[row].cell]!)) : ""
    }
    let names = frame.description.samples.map(\.name)
    return [
      TextColumn(rows.map { $0.path.text as String? }),
      TextColumn(design.sampleOfRow.map { names[$0] as String? }),
      TextColumn(clusters.map { ($0?.path.text ?? "") as String? }),
      TextColumn(clusters.map { ($0?.stratum ?? "") as String? }),
      TextColumn(clusters.map { $0.map { "\($0.order)" } ?? "" }),
      TextColumn(clusters.map { $0.map { "\($0.population)" } ?? "" }),
      TextColumn(
        clusters.map { $0?.probability.map { "\(shortestDecimal($0.doubleValue))" } ?? "" }),
      TextColumn(
        zip(cells, rows).map { Record.text([$0.sample, $1.stratum]) as String? }),
      TextColumn(populations.map { $0 as String? }),
      TextColumn(within.map { shortestDecimal(1 / $0) as String? }),
      TextColumn(weights.map { shortestDecimal($0) as String? }),
    ]
  }

  /// Numbers as text, empty outside a mask.
  func estimationText(_ column: NumberColumn, _ mask: [Bool]? = nil) -> TextColumn {
    TextColumn(
      column.values.indices.map {
        (mask?[$0] ?? true ? shortestDecimal(column.values[$0]) : "") as String?
      })
  }
}
