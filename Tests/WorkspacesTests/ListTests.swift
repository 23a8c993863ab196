// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Foundation
import Sampling
import Tables
import TestSupport
import Testing
import Workspaces

private let description = SmallCounty.description.replacing(
  "unregistered: {from: roster, fraction: 0.2, of: cluster}",
  with: "unregistered: {from: roster, fraction: 0.2, of: cluster, list: dibao.csv}")

/// Three households of each village are on the list.
private let list =
  "household_id,village_id\n"
  + (1...8).map { village in (18...20).map { "H\($0),V\(village)\n" }.joined() }.joined()

private func workspace(
  _ county: CountyFolder, list text: String = list
) throws -> Workspace {
  let workspace = try Workspace.create(
    at: county.workspaceFolder, description: description, round: "1", session: county.session,
    home: county.home)
  _ = try county.write("dibao.csv", text)
  _ = try workspace.importRegisters(county.registers())
  return workspace
}

@Suite("Units that are drawn because they are on a list")
struct ListTests {
  @Test(
    "All of them are drawn in the drawn villages, with their own probability; the rest as before")
  func takeAll() throws {
    let county = try CountyFolder()
    let workspace = try workspace(county)
    _ = try workspace.seal(round: "1", secrets: .system)
    let draw = try workspace.draw(round: "1", seed: "54321543215432154321").draw
    for village in draw.units.filter({ $0.stage == 1 }) {
      let units = draw.units.filter {
        $0.sample == "unregistered" && draw.cells[$0.cell].parent == village.path
          && $0.role == .main
      }
      let targeted = units.filter { workspace.description.isTargeted($0) }
      #expect(targeted.map(\.path.text).sorted() == (18...20).map { "\(village.path)/RH\($0)" })
      #expect(targeted.allSatisfy { $0.probability == village.probability })
      let others = units.filter { !workspace.description.isTargeted($0) }
      // 20% of the 17 others, rounded up.
      #expect(others.count == 4)
      #expect(others.allSatisfy { $0.population == 17 && $0.size == 4 })
    }
    let sample = try CSVFile(
      path: workspace.outputFolder(round: "1").appending(path: "sample.csv").path
    ).table()
    let roles = try sample.text("role")
    #expect((0..<sample.rowCount).count { roles.text(at: $0) == "targeted" } == 4 * 3)
    _ = try workspace.reveal(round: "1")
    let verification = try workspace.verification(round: "1")
    #expect(verification.isValid && verification.unproven.isEmpty)
  }

  @Test("The total over both strata is unbiased, by the mean over many draws")
  func unbiased() throws {
    let county = try CountyFolder()
    let workspace = try workspace(county)
    let frame = try workspace.frame()
    // A value that depends on being listed, so that a wrong weight of either stratum would show.
    let truth = 8.0 * (3 * 10 + 17 * 1)
    var (sum, squares) = (0.0, 0.0)
    let draws = 300
    for number in 0..<draws {
      let draw = try frame.draw(seed: Seed(text: "list \(number)", allowsShort: true))
      let total = draw.units.filter { $0.sample == "unregistered" && $0.role == .main }.reduce(0.0)
      {
        let village = Double($1.path.text.dropFirst(1).prefix(1))!
        let value = (workspace.description.isTargeted($1) ? 10.0 : 1) + village - 4.5
        return $0 + $1.weight!.doubleValue * value
      }
      sum += total
      squares += total * total
    }
    let mean = sum / Double(draws)
    let error = ((squares / Double(draws) - mean * mean) / Double(draws)).squareRoot()
    #expect(error > 0 && abs(mean - truth) < 5 * error, "\(mean), \(truth), \(error)")
  }

  @Test("A list with strangers or doubles is refused row by row, and so are contradictory designs")
  func refused() throws {
    let county = try CountyFolder()
    let faults = #expect(throws: Faults.self) {
      try workspace(county, list: list + "H99,V1\nH18,V1\n")
    }
    #expect(faults?.list.map(\.code) == [.listedUnitUnknown, .unitListedTwice])
    #expect(faults?.list.first?.place.row == 26)
    let code = { (old: String, new: String) -> Fault.Code? in
      do {
        _ = try AssessmentDescription(
          text: description.replacing(old, with: new), file: "assessment.yaml")
        return nil
      } catch { return (error as? Fault)?.code }
    }
    #expect(code("of: cluster, list", "of: population, list") == .listOfPopulation)
    #expect(code("of: cluster, list", "strata: [persons], of: cluster, list") == .listWithStrata)
    #expect(
      code("strata: [group], sort", "strata: [group], list: x.csv, sort") == .listAtFirstStage)
  }
}
