// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import Sampling
import Tables
public import Workspaces

extension MinutesContent {
  /// What the minutes of a round hold, from its records.
  /// - Throws: ``Fault/Code/notSealed``, and the faults of the records.
  public init(_ workspace: Workspace, round: String) throws {
    let ceremony = try Ceremony(workspace, round: round)
    let draw = ceremony.draw == nil ? nil : try workspace.currentDraw(round: round).draw
    self.init(
      title: workspace.description.title, round: round, timeZone: workspace.timeZone,
      registers: try RegisterSummary.all(of: workspace, round: round),
      design: try DesignRow.all(of: workspace, draw: draw), ceremony: ceremony,
      tool: workspace.session.tool)
  }
}

extension Ceremony {
  /// Seal, draw and key of a round, from its records.
  init(_ workspace: Workspace, round: String) throws {
    let seals = try workspace.seals(round: round)
    let draws = try workspace.draws(round: round)
    guard let sealed = seals.last else { throw Fault(.notSealed, ["round": round]) }
    let last = draws.last { $0.seal == sealed.number }
    let secret = try last?.revealedAt.flatMap { _ in try workspace.revealedKey(round: round) }
    let key: Key =
      switch (sealed.seal.keyDigest, secret) {
      case (nil, _): .none
      case (let digest?, nil): .secret(digest: digest)
      case (let digest?, let secret?): .revealed(secret, digest: digest)
      }
    let folder = workspace.outputFolder(round: round).relativePath
    self.init(
      specification: Seal.specification, commitment: sealed.seal.commitment,
      sealed: try Self.date(sealed.sealedAt), sealer: sealed.sealedBy, key: key,
      isKeyPublic: sealed.isDemonstration,
      revealed: try last?.revealedAt.map(Self.date),
      draw: try last.map { try Draw($0, key: secret, hasKey: sealed.seal.keyDigest != nil) },
      earlierSeals: zip(seals, seals.dropFirst()).map {
        EarlierSeal(commitment: $0.seal.commitment, reason: $1.reason ?? "")
      },
      drawCount: draws.count, verifyCommand: "assay verify \(folder)/proof.json",
      scriptCommand: "python3 \(folder)/verify.py \(folder)/proof.json")
  }

  static func date(_ text: String) throws -> Date {
    try Date(text, strategy: .iso8601)
  }
}

extension Ceremony.Draw {
  fileprivate init(_ record: RecordedDraw, key: Secret?, hasKey: Bool) throws {
    let isOpen = key != nil || !hasKey
    self.init(
      seed: record.seed, seedDigest: SHA256.hash(record.seed),
      seedHash: isOpen
        ? try Seed(text: record.seed, key: key, allowsShort: true).digest : nil,
      time: try Ceremony.date(record.drawnAt), actor: record.drawnBy,
      warnings: record.warnings.map { fault in
        BilingualText(
          zh: Catalogue.sentence(for: fault, in: .chinese),
          en: Catalogue.sentence(for: fault, in: .english))
      })
  }
}

extension RegisterSummary {
  /// The registers as they were sealed, in the order of the description.
  static func all(of workspace: Workspace, round: String) throws -> [RegisterSummary] {
    guard let sealed = try workspace.seals(round: round).last else { return [] }
    let totals = try workspace.personTotals()
    return workspace.description.registers.compactMap { register in
      guard let root = sealed.seal.registers.first(where: { $0.name == register.name }) else {
        return nil
      }
      return RegisterSummary(
        name: register.name, rows: root.rows, persons: totals[register.name], root: root.root)
    }
  }
}

extension DesignRow {
  /// The design's rows: with a draw what was drawn, without one what the registers hold.
  static func all(of workspace: Workspace, draw: Sampling.Draw?) throws -> [DesignRow] {
    guard let draw else { return [] }
    return workspace.description.samples.flatMap { sample -> [DesignRow] in
      let name = sample.design.name
      let stage = sample.design.register == draw.design.firstStage.register && name.isEmpty ? 1 : 2
      let cells = draw.cells.filter { $0.stage == stage && $0.sample == name }
      let strata = Set(cells.map { UnitID($0.stratum) }).sorted()
      let label =
        workspace.profile.sample(sample.name)?.label
        ?? BilingualText(zh: sample.name, en: sample.name)
      return strata.map { stratum in
        let own = cells.filter { UnitID($0.stratum) == stratum }
        let shared = draw.populationStrata.first {
          $0.stage == stage && $0.sample == name && UnitID($0.stratum) == stratum
        }
        return DesignRow(
          stage: stage, sample: sample.name, label: label,
          stratum: stratum.text.isEmpty ? nil : BilingualText(zh: stratum.text, en: stratum.text),
          population: shared?.population ?? own.reduce(0) { $0 + $1.population },
          drawn: own.reduce(0) { $0 + $1.size }, reserves: own.reduce(0) { $0 + $1.reserves },
          request: Request(sample.design, stratum: stratum, stage: stage), method: own[0].method,
          wanted: shared.map { $0.wanted.ceiling })
      }
    }
  }
}

extension DesignRow.Request {
  fileprivate init(_ design: SampleDesign, stratum: UnitID, stage: Int) {
    let whole: DesignRow.Whole =
      stage == 1 ? .stratum : design.base == .population ? .population : .cluster
    switch design.size {
    case .size(let size): self = .size(size)
    case .fraction(let fraction): self = .fraction(fraction.text, of: whole)
    case .byStratum(let rules):
      switch rules[stratum] {
      case .fraction(let fraction)?: self = .fraction(fraction.text, of: whole)
      case .size(let size)?: self = .size(size)
      case nil: self = .size(0)
      }
    }
  }
}
