// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Workspaces

extension ReportContent {
  /// The smallest number of households of which the published version tells anything of their own.
  ///
  /// Statistical offices suppress cells between 3 and 10 units; the largest of these limits is taken, since an
  /// official figure of a stratum stands beside the register's totals.
  public static let smallestCell = 10

  /// The same report as it may be published: no unit and nobody is named, and no cell of fewer than
  /// ``smallestCell`` households has figures of its own.
  ///
  /// Names of those who sealed and drew, the words of reasons and the paths of units are taken out of the values
  /// themselves, so that no sentence can tell them. What describes the public seed stays, since it was made in
  /// public.
  public func published() -> ReportContent {
    var content = self
    content.isPublished = true
    content.ceremony = ceremony.published()
    content.revisits?.differing = (revisits?.differing ?? []).map { _ in "" }
    content.result = result.published()
    content.unsampled = unsampled.map(\.withoutValues)
    return content
  }
}

extension Ceremony {
  /// Without names of persons and units and without typed reasons.
  fileprivate func published() -> Ceremony {
    var ceremony = self
    ceremony.sealer = nil
    ceremony.draw?.actor = nil
    for index in earlierSeals.indices { ceremony.earlierSeals[index].reason = "" }
    for index in earlierDraws.indices { ceremony.earlierDraws[index].reason = "" }
    for index in late.indices {
      ceremony.late[index].unit = ""
      ceremony.late[index].reason = nil
    }
    return ceremony
  }
}

extension AssessmentResult {
  /// Counts in place of units; cells without an interview are put together by stratum.
  fileprivate func published() -> AssessmentResult {
    var cells: [EmptyCell] = []
    for cell in emptyCells {
      let index = cells.firstIndex { $0.sample == cell.sample && $0.stratum == cell.stratum }
      let merged = EmptyCell(
        sample: cell.sample, parent: "", stratum: cell.stratum,
        population: cell.population + (index.map { cells[$0].population } ?? 0))
      if let index { cells[index] = merged } else { cells.append(merged) }
    }
    var result = AssessmentResult(
      indicators: indicators.map { $0.published() }, overall: overall, response: response,
      findings: findings,
      unknowns: unknowns.map {
        UnknownAnswers(question: $0.question, units: $0.units.map { _ in "" })
      }, emptyCells: cells)
    result.leads = leads
    result.notes = notes
    result.confidence = confidence
    return result
  }
}

extension IndicatorResult {
  /// Without figures of parts that few units stand behind.
  fileprivate func published() -> IndicatorResult {
    var result = IndicatorResult(
      name: name, label: label, target: target, isShare: isShare, official: official,
      estimate: estimate, threshold: threshold, isMet: isMet, evidence: evidence,
      failureProbability: failureProbability, coverage: coverage,
      parts: parts.map { part in
        guard part.estimate.map({ $0.count < ReportContent.smallestCell }) ?? true else {
          return part
        }
        return Part(label: part.label, official: nil, estimate: nil)
      }, openFindings: openFindings, countBound: countBound, remarks: remarks)
    result.turning = turning
    return result
  }
}
