// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
public import Planning
public import Sampling
public import Tables

/// A draw and what was answered to it: everything that findings and figures are made of.
///
/// Main units and the reserves that were opened; the others stay closed.
public struct Fieldwork: Sendable {
  /// The populations.
  public let frame: AssessmentFrame
  /// What was drawn.
  public let draw: Draw
  /// The reserves that were opened.
  public let substitutions: [Substitution]
  /// The samples in the order of the design.
  public let samples: [SampleTable]

  /// Joins a draw with the registers and the answers.
  ///
  /// - Parameters:
  ///   - frame: the populations, with the registers that were drawn from.
  ///   - draw: what was drawn.
  ///   - substitutions: the reserves that were opened.
  ///   - answers: the answers to each of the profile's forms, one for each unit that has any. Those of
  ///     reserves that stay closed are passed over.
  /// - Throws: ``Tables/Fault/Code/registerNotOfDraw``; ``Tables/Fault/Code/answerNotDrawn``;
  ///   ``Tables/Fault/Code/answeredTwice``; ``Tables/Fault/Code/unknownOutcome``;
  ///   ``Tables/Fault/Code/ambiguousName``; the faults of the profile's named values.
  /// - Complexity: linear in drawn units, answers and the expressions' lengths.
  /// - Precondition: there is one ``FormAnswers`` for each form of the profile.
  public init(
    frame: AssessmentFrame, draw: Draw, substitutions: [Substitution] = [], answers: [FormAnswers]
  ) throws {
    self.frame = frame
    self.draw = draw
    self.substitutions = substitutions
    let builder = SampleTableBuilder(frame: frame, draw: draw, substitutions: substitutions)
    let profile = frame.profile
    samples = try frame.description.samples.enumerated().map { index, sample in
      let used = profile.names(behind: profile.unitExpressions(of: sample.name))
      var table = try builder.table(of: index, answers: answers, names: used)
      try table.append(
        values: profile.values, among: used.filter { !profile.isOfFindings($0) })
      return table
    }
    try builder.checkAllAnswersUsed(answers)
  }

  private init(_ fieldwork: Fieldwork, samples: [SampleTable]) {
    frame = fieldwork.frame
    draw = fieldwork.draw
    substitutions = []
    self.samples = samples
  }

  /// The same field work as if no reserve had been opened, units without an interview taken for errors or not.
  func mains(takingNonrespondentsForErrors: Bool) -> Fieldwork {
    Fieldwork(
      self,
      samples: samples.map { sample in
        let mains = sample.restricted(
          to: sample.units.indices.filter { draw.units[sample.units[$0]].role == .main })
        return takingNonrespondentsForErrors ? mains.takingNonrespondentsForErrors() : mains
      })
  }

  /// The findings that the profile's rules raise from the answers, all of them suspected: by sample,
  /// unit in the order of the draw, and kind in the profile's order.
  ///
  /// - Throws: the faults of the rules' expressions.
  /// - Complexity: linear in drawn units, times the rules.
  public func suspectedFindings() throws -> [Finding] {
    try samples.flatMap { sample in
      try frame.profile.suspectedFindings(in: sample) { draw.units[sample.units[$0]].path }
    }
  }

  /// The units that are visited again without a word of the first visit: a fraction of the clean ones,
  /// rounded up, those with the smallest tickets of `/revisit/` and their path.
  ///
  /// A unit of the last stage is clean if its interview is complete and no finding was ever raised.
  /// - Complexity: n log n in completed units.
  public func revisits(seed: Seed, findings: [Finding]) throws -> [UnitID] {
    var clean = cleanUnits(findings: findings).map {
      (ticket: seed.ticket(of: Label("/revisit/" + $0.text)), path: $0)
    }
    let count = try frame.profile.revisitFraction.multiplied(by: clean.count).ceiling
    clean.sort { ($0.ticket, $0.path) < ($1.ticket, $1.path) }
    return clean.prefix(count).map(\.path)
  }

  /// The clean units of the last stage: those with a complete interview in which no finding was ever raised.
  public func cleanUnits(findings: [Finding]) -> [UnitID] {
    let marked = Set(findings.map(\.unit))
    let last = draw.design.stages.count
    return samples.flatMap { sample in
      sample.units.enumerated().compactMap { row, unit in
        let drawn = draw.units[unit]
        guard drawn.stage == last, sample.isCompleted(row), !marked.contains(drawn.path) else {
          return nil
        }
        return drawn.path
      }
    }
  }
}

extension Profile {
  /// The findings that rules raise in the units of a table: by unit, and kind in the profile's order.
  func suspectedFindings(
    in sample: SampleTable, path: (_ row: Int) -> UnitID
  ) throws -> [Finding] {
    let rules = rules.filter {
      finding($0.finding)!.samples.holds(sample.sample)
        && form($0.form)!.samples.holds(sample.sample)
    }
    let masks = try rules.map { rule in
      let mask = try rule.when.mask(over: sample.table)
      let complete = sample.isComplete.first { bytesCompare($0.form, rule.form) == 0 }!.units
      return zip(mask, complete).map { $0 && $1 }
    }
    var raised: [Finding] = []
    for row in sample.units.indices {
      for kind in findings {
        let reasons = rules.indices.filter {
          masks[$0][row] && bytesCompare(rules[$0].finding, kind.name) == 0
        }
        guard !reasons.isEmpty else { continue }
        raised.append(
          Finding(unit: path(row), kind: kind.name, rules: reasons.map { rules[$0].id }))
      }
    }
    return raised
  }

  /// Whether a name is a finding or a value that depends on one.
  func isOfFindings(_ name: UnitID) -> Bool {
    if ReservedName.all.contains(where: { UnitID($0) == name }) { return true }
    guard let value = values.named(name.text, \.name) else { return false }
    return dependsOnFindings([value.expression])
  }
}
