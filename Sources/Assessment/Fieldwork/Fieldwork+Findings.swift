// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Sampling
public import Tables

/// Findings joined with the units that they are about.
struct JoinedFindings {
  /// The samples with the columns `finding` and `suspected` and the values that depend on them.
  let samples: [SampleTable]
  /// For each sample whether a unit has a suspected finding that nobody has decided.
  let isOpen: [[Bool]]
  /// The counts by kind, in the profile's order.
  let counts: [FindingCount]
  /// Whether any finding of a completed unit is open.
  let isProvisional: Bool

  /// Joins findings with units.
  ///
  /// - Throws: ``Tables/Faults`` with every finding of a unit that was not drawn, of a kind that the
  ///   unit's sample cannot have, that stands twice, or that excludes another.
  init(_ fieldwork: Fieldwork, _ findings: [Finding]) throws {
    let profile = fieldwork.frame.profile
    var places: [UnitID: (sample: Int, row: Int)] = [:]
    for (index, sample) in fieldwork.samples.enumerated() {
      for (row, unit) in sample.units.enumerated() {
        places[fieldwork.draw.units[unit].path] = (index, row)
      }
    }
    var byUnit: [[[Finding]]] = fieldwork.samples.map { $0.units.map { _ in [] } }
    var faults = Faults()
    for finding in findings {
      guard let (sample, row) = places[finding.unit] else {
        faults.append(
          Fault(.findingNotDrawn, ["unit": finding.unit.text, "kind": finding.kind]))
        continue
      }
      let name = fieldwork.samples[sample].sample
      guard let kind = profile.finding(finding.kind), kind.samples.holds(name) else {
        faults.append(
          Fault(
            .findingOfOtherSample,
            ["unit": finding.unit.text, "kind": finding.kind, "sample": name]))
        continue
      }
      let others = byUnit[sample][row]
      guard others.named(finding.kind, \.kind) == nil else {
        faults.append(Fault(.findingTwice, ["unit": finding.unit.text, "kind": finding.kind]))
        continue
      }
      if finding.state == .confirmed,
        let other = others.first(where: {
          $0.state == .confirmed && kind.excludes.holds($0.kind)
        })
      {
        faults.append(
          Fault(
            .findingsExclude,
            ["unit": finding.unit.text, "kind": finding.kind, "other": other.kind]))
        continue
      }
      byUnit[sample][row].append(finding)
    }
    try faults.throwIfAny()
    let joined = byUnit
    isOpen = joined.map { sample in sample.map { $0.contains { $0.state == .suspected } } }
    samples = try fieldwork.samples.indices.map {
      try Self.table(fieldwork.samples[$0], joined[$0], profile)
    }
    counts = Self.counts(fieldwork, joined)
    isProvisional = counts.contains { $0.suspected.units > 0 }
  }

  /// A sample with the columns of its findings.
  private static func table(
    _ sample: SampleTable, _ findings: [[Finding]], _ profile: Profile
  ) throws -> SampleTable {
    var sample = sample
    for (column, state) in [
      (Profile.ReservedName.finding, Finding.State.confirmed),
      (Profile.ReservedName.suspected, .suspected),
    ] {
      let texts = findings.map { findings in
        profile.findings.map(\.name).filter { kind in
          findings.contains { $0.state == state && bytesCompare($0.kind, kind) == 0 }
        }.joined(separator: " ")
      }
      sample.append(column, TextColumn(texts.map { $0 as String? }))
    }
    try sample.append(
      values: profile.values,
      among: profile.names(behind: profile.unitExpressions(of: sample.sample)))
    return sample
  }

  private static func counts(
    _ fieldwork: Fieldwork, _ findings: [[[Finding]]]
  ) -> [FindingCount] {
    let profile = fieldwork.frame.profile
    let persons = fieldwork.samples.map { sample in
      profile.persons.flatMap { sample.table.index(of: $0) }.map { sample.table.columns[$0] }
    }
    return profile.findings.map { kind in
      var counts: [Finding.State: (units: Int, persons: Int)] = [:]
      for (index, sample) in fieldwork.samples.enumerated() {
        for row in sample.units.indices where sample.isCompleted(row) {
          for finding in findings[index][row] where bytesCompare(finding.kind, kind.name) == 0 {
            let before = counts[finding.state] ?? (0, 0)
            let more = persons[index].flatMap { Int($0.text(at: row)) } ?? 0
            counts[finding.state] = (before.units + 1, before.persons + more)
          }
        }
      }
      return FindingCount(
        kind: kind.name, label: kind.label, suspected: counts[.suspected] ?? (0, 0),
        confirmed: counts[.confirmed] ?? (0, 0), cleared: counts[.cleared] ?? (0, 0))
    }
  }
}

extension Fault.Code {
  /// A finding is about a unit that was not drawn.
  public static let findingNotDrawn = Fault.Code("finding-not-drawn", .data)
  /// A finding is of a kind that units of its sample cannot have.
  public static let findingOfOtherSample = Fault.Code("finding-of-other-sample", .data)
  /// A unit has two findings of one kind.
  public static let findingTwice = Fault.Code("finding-twice", .data)
  /// Two findings of one unit are confirmed that exclude each other.
  public static let findingsExclude = Fault.Code("findings-exclude", .data)
}
