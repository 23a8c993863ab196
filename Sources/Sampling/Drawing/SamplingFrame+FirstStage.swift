// SPDX-License-Identifier: GPL-3.0-or-later

package import Tables

extension SamplingFrame {
  /// The probability of each unit of a stratum of the first stage, over all seeds, where it is drawn in
  /// proportion to a measure of size: n x / X, certain units taken out; see ``ProportionalProbabilities``.
  ///
  /// Where rounding is controlled n is one of two integers, and the probability the mean over both.
  ///
  /// - Returns: the probabilities by unit; `nil` if the first stage has no measure of size.
  /// - Throws: ``Fault/Code/tooFewWithSize``, ``Fault/Code/allWithSizeCertain``.
  /// - Complexity: n log n in the units of the stratum.
  package func firstStageProbabilities(
    of stratum: FirstStageStratum
  ) throws -> [UnitID: Double]? {
    let sample = design.firstStage
    guard sample.sizeMeasure != nil else { return nil }
    let register = registers[0][0]
    guard
      let position = register.strata.firstIndex(where: { bytesCompare($0, stratum.stratum) == 0 })
    else { return [:] }
    let units = try register.candidates(
      in: [CandidateRequest(parent: 0, stratum: position, order: .byTicket, limit: 0)],
      // The order of tickets is of no account here.
      seed: Seed(text: "any", allowsShort: true), progress: nil)[0]
    var probabilities = Dictionary(uniqueKeysWithValues: units.map { ($0.id, 0.0) })
    let size = stratum.expectedSize
    let part = size.doubleValue - Double(size.floor)
    for (size, share) in [(size.floor, 1 - part), (size.ceiling, part)] where share > 0 {
      if sample.takesWhole(stratum.stratum) {
        for unit in units { probabilities[unit.id]! += share }
        continue
      }
      let chances = try ProportionalProbabilities(
        units.map(\.measure),
        cell: CellToDraw(
          population: units.count, size: size, reserves: 0,
          label: Label(
            method: sample.method.name, stage: 1, sample: "", parent: UnitID(""),
            stratum: stratum.stratum)))
      for unit in chances.certain { probabilities[units[unit].id]! += share }
      guard chances.size > 0 else { continue }
      for unit in chances.uncertain {
        probabilities[units[unit].id]! += share * chances.quotient(of: unit)
      }
    }
    return probabilities
  }
}
