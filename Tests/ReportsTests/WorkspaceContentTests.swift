// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import Reports
import Sampling
import Testing
import Workspaces

@Suite("Report and minutes from a workspace")
struct WorkspaceContentTests {
  /// A county of 6 villages, 4 of them exited, each with 8 exited and 2 remaining households and 10
  /// unregistered ones.
  private final class County {
    let folder = FileManager.default.temporaryDirectory.appending(path: "rep-\(UUID().uuidString)")
    let workspace: Workspace

    init() throws {
      let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      workspace = try Workspace.create(
        at: folder.appending(path: "work"), description: Self.description, round: "1",
        session: Session(actor: "tester", command: "assay test") {
          Date(timeIntervalSince1970: 1_479_168_000)
        }, home: AssayHome(environment: ["ASSAY_HOME": root.path], binary: root))
      var (villages, households, roster) = (
        "village_id,township,group,persons\n",
        "household_id,village_id,status,exit_year,card,persons\n",
        "household_id,village_id,persons\n"
      )
      for village in 1...6 {
        villages += "V\(village),T,\(village <= 4 ? "exited" : "other"),70\n"
        for household in 1...10 {
          households +=
            "H\(household),V\(village),\(household <= 8 ? "exited,2016" : "remaining,"),red,3\n"
          roster += "H\(household),V\(village),4\n"
        }
      }
      let files = ["villages": villages, "households": households, "roster": roster]
      var paths: [String: String] = [:]
      for (name, text) in files {
        let path = folder.appending(path: "\(name).csv").path
        try AtomicFile.write(text, to: path)
        paths[name] = path
      }
      _ = try workspace.importRegisters(paths)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    static let description = """
      title: {zh: 小县, en: Small county}
      profile: exit-2016
      language: zh-Hans
      registers:
        villages: {file: villages.csv, id: village_id, columns: {township: text, group: text, persons: integer}}
        households: {file: households.csv, id: household_id, parent: villages.village_id, columns: {status: text, exit_year: text, card: text, persons: integer}}
        roster: {file: roster.csv, id: household_id, parent: villages.village_id, prefix: R, columns: {persons: integer}}
      design:
        stages:
          - {units: villages, strata: [group], method: systematic, fraction: {exited: 0.5}, size: {other: 2}}
          - samples:
              exited: {from: households, where: "status = 'exited'", strata: [card], fraction: 0.25, of: population, reserves: 0.30}
              remaining: {from: households, where: "status = 'remaining'", fraction: 1, of: population}
              unregistered: {from: roster, fraction: 0.2, of: cluster}

      """
  }

  private let seed = "2016-11-15 dice 3 1 4 1 5 9"

  @Test("Before the draw the minutes tell the seal and what will be drawn")
  func sealed() throws {
    let county = try County()
    let seal = try county.workspace.seal(round: "1", secrets: .system)
    let content = try MinutesContent(of: county.workspace, round: "1", draw: nil)
    #expect(content.ceremony.commitment == seal.seal.commitment)
    #expect(content.ceremony.draw == nil && content.ceremony.drawCount == 0)
    #expect(!content.ceremony.isKeyPublic)
    #expect(content.registers.map(\.name) == ["villages", "households", "roster"])
    #expect(content.registers.map(\.rows) == [6, 60, 60])
    #expect(content.registers.map(\.persons) == [420, 180, 240])
    #expect(content.design.map(\.population) == [4, 2, 48, 12, 60])
    #expect(content.design.allSatisfy { $0.drawn == nil })
    // The profile says what registers and values of their columns are called.
    #expect(content.registers.map(\.label?.chinese) == ["行政村", "建档立卡户", "非建档立卡户"])
    #expect(
      content.design.map(\.stratum?.chinese) == ["退出贫困村", "非贫困村", "红卡", nil, nil])
    #expect(content.design.map(\.record) == ["exited", "other", "red", "", ""])
    #expect(
      content.design.map(\.request) == [
        .fraction("0.5", of: .stratum), .size(2, of: .stratum),
        .fraction("0.25", of: .population), .fraction("1", of: .population),
        .fraction("0.2", of: .cluster),
      ])
    for language in Language.allCases {
      #expect(ParsedPage(MinutesPage.render(content, in: language)).isWellFormed)
    }
  }

  @Test("A draw that fell short, a second seal and a secret key are told")
  func drawn() throws {
    let county = try County()
    let workspace = county.workspace
    let first = try workspace.seal(round: "1", secrets: .system)
    _ = try workspace.seal(round: "1", secrets: .system, reason: "名册补录")
    let draw = try workspace.draw(round: "1", seed: seed).draw
    let content = try MinutesContent(of: workspace, round: "1", draw: draw)
    // 4 villages hold 8 of the 12 remaining households, all of which were wanted.
    #expect(content.design.map(\.drawn) == [2, 2, 12, 8, 8])
    #expect(content.design.map(\.reserves) == [0, 0, 4, 0, 0])
    #expect(content.design.map(\.wanted) == [nil, nil, nil, 12, nil])
    #expect(content.design.map(\.label.english).first == "Villages")
    let told = try #require(content.ceremony.draw)
    #expect(told.seed == seed && told.seedDigest == SHA256.hash(seed) && told.seedHash == nil)
    #expect(content.ceremony.earlierSeals.map(\.commitment) == [first.seal.commitment])
    #expect(content.ceremony.earlierSeals.map(\.reason) == ["名册补录"])
    guard case .secret = content.ceremony.key else {
      Issue.record("the key is no longer secret")
      return
    }
    let page = ParsedPage(MinutesPage.render(content, in: .chinese)).text
    #expect(page.contains("封存 2 次，抽样 1 次") && page.contains("2016年11月15日 08:00（UTC+8）"))
  }

  @Test(
    "After the key was revealed the hash of seed and key is told, and the demonstration's is no secret"
  )
  func revealed() throws {
    let county = try County()
    let workspace = county.workspace
    _ = try workspace.seal(round: "1", secrets: .demonstration(seed: seed))
    let draw = try workspace.draw(round: "1", seed: seed).draw
    _ = try workspace.reveal(round: "1")
    let content = try ReportContent(
      of: workspace, round: "1", draw: draw, result: CountyFixture.result(.passed),
      sensitivity: [], fieldWork: nil, revisits: nil)
    #expect(content.ceremony.isKeyPublic)
    #expect(content.ceremony.draw?.seedHash?.hex == draw.seedHash)
    guard case .revealed(let key, let digest) = content.ceremony.key else {
      Issue.record("the key was not revealed")
      return
    }
    #expect(key.digest == digest)
    let page = ParsedPage(HTMLReport.render(content, in: .english)).text
    #expect(page.contains("Demonstration key, not secret."))
    #expect(
      page.contains(
        "python3 out/1/verify.py out/1/proof.json --register villages=registers/villages.csv"))
  }
}
