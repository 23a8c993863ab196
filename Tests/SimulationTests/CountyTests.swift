// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Sampling
import Simulation
import Tables
import Testing

@Suite("The invented county")
struct CountyTests {
  @Test("A separate recount finds every margin in each scenario", arguments: Scenario.allCases)
  func margins(scenario: Scenario) throws {
    try Counties.withFolder(of: Counties.bundled(scenario)) { folder in
      let (output, status) = try Counties.recount(folder, scenario)
      #expect(status == 0, "\(output.split(separator: "\n").filter { !$0.hasPrefix("ok") })")
      #expect(output.contains("all margins are met"))
    }
  }

  @Test("Other seeds meet every margin too", arguments: ["another county", "0", "县"])
  func otherSeeds(seed: String) throws {
    try Counties.withFolder(of: Counties.county(.failExit, seed: seed)) { folder in
      let (output, status) = try Counties.recount(folder, .failExit)
      #expect(status == 0, "\(output.split(separator: "\n").filter { !$0.hasPrefix("ok") })")
    }
  }

  @Test("The recount sees one person too many, and the wrong scenario")
  func recountCanFail() throws {
    try Counties.withFolder(of: Counties.bundled(.benchmark)) { folder in
      #expect(try Counties.recount(folder, .edge).status == 1)
      let file = folder.appending(path: "roster.csv")
      let text = try String(contentsOf: file, encoding: .utf8)
      let row = try #require(text.firstRange(of: ",4,0,0\n"))
      try text.replacingCharacters(in: row, with: ",5,0,0\n")
        .write(to: file, atomically: true, encoding: .utf8)
      let (output, status) = try Counties.recount(folder, .benchmark)
      #expect(status == 1)
      #expect(output.contains("WRONG unregistered: (84654, 338018)"))
    }
  }

  @Test("The bundled county is what its seed makes, byte for byte", arguments: County.fileNames)
  func bundledBytes(name: String) throws {
    try Counties.withFolder(of: Counties.bundled(.benchmark)) { folder in
      let made = try Data(contentsOf: folder.appending(path: name))
      let bundled = try Data(
        contentsOf: Counties.root.appending(path: "datasets/jian-2016/\(name)"))
      #expect(made == bundled, "\(name) differs from datasets/jian-2016")
    }
  }

  @Test("All scenarios have the same registers, and each its own truth")
  func scenariosShareRegisters() throws {
    let counties = try Scenario.allCases.map(Counties.bundled)
    for county in counties.dropFirst() {
      for path in [\County.villages, \.households, \.roster] {
        #expect(
          county[keyPath: path].columns.map(\.bytes)
            == counties[0][keyPath: path].columns.map(\.bytes))
      }
    }
    let errors = try counties.map { try $0.truth.text("error").bytes }
    #expect(Set(errors).count == counties.count)
  }

  @Test("What scenarios have in common is wrong in the same households")
  func commonErrors() throws {
    let benchmark = try errors(Counties.bundled(.benchmark))
    let edge = try errors(Counties.bundled(.edge))
    for error in ["wrongful_exit", "wrong_inclusion", "missed_exit"] {
      #expect(benchmark[error] == edge[error])
    }
    #expect(benchmark["omitted"] != edge["omitted"])
    #expect(
      try Counties.bundled(.benchmark).truth.text("approves").bytes
        == Counties.bundled(.edge).truth.text("approves").bytes)
  }

  @Test("Each person poor against the register counts once: 7,740 of 387,000 at the edge")
  func edgeIsExact() throws {
    let truth = try Counties.bundled(.edge).truth
    let (error, persons) = (try truth.text("error"), try truth.numbers("persons"))
    var poor = 4_910
    for row in 0..<truth.rowCount
    where ["wrongful_exit", "omitted"].contains(error.text(at: row)) {
      poor += Int(persons.values[row])
    }
    #expect(poor == 7_740)
    #expect(poor * 50 == 387_000)
  }

  @Test("Errors are alike within villages: 0.02 to 0.05", arguments: Scenario.allCases)
  func correlations(scenario: Scenario) throws {
    let county = try Counties.bundled(scenario)
    #expect(county.correlations.count == RegisterError.allCases.count)
    for (error, value) in county.correlations {
      #expect((0.02...0.05).contains(value), "\(error.rawValue): \(value)")
    }
  }

  @Test("A folder that holds something is not written into")
  func fullFolder() throws {
    let county = try Counties.bundled(.benchmark)
    try Counties.withFolder(of: county) { folder in
      let fault = try #require(throws: Fault.self) { try county.write(to: folder.path) }
      #expect(fault.code == .folderNotEmpty)
      #expect(fault.place.file == folder.path)
    }
  }

  @Test("Progress is heard, and may stop the work")
  func progress() throws {
    struct Stop: Error {}
    var heard: [Int] = []
    #expect(throws: Stop.self) {
      _ = try County.generate(
        scenario: .benchmark, seed: Seed(text: Counties.seed, allowsShort: true)
      ) { done, total in
        #expect(total == 6)
        heard.append(done)
        if done == 3 { throw Stop() }
      }
    }
    #expect(heard == [1, 2, 3])
  }

  private func errors(_ county: County) throws -> [String: Set<String>] {
    let (error, path) = (try county.truth.text("error"), try county.truth.text("path"))
    var paths: [String: Set<String>] = [:]
    for row in 0..<county.truth.rowCount {
      paths[error.text(at: row), default: []].insert(path.text(at: row))
    }
    return paths
  }
}
