// SPDX-License-Identifier: GPL-3.0-or-later

import Files
import Foundation
import Sampling
import Tables
import Testing

/// Checks many proofs in one Python process: for each name a line with its exit status and words.
private func judgeAll(_ names: [String], in folder: URL, registers: Bool) throws -> [(Int, String)]
{
  let arguments =
    registers ? "['--register', 'village=v.csv', '--register', 'household=h.csv']" : "[]"
  let script = """
    import contextlib, io, sys
    sys.path.insert(0, ".")
    import verify
    for name in sys.argv[1].split():
        words, status = io.StringIO(), 0
        try:
            with contextlib.redirect_stdout(words):
                verify.main([name] + \(arguments))
        except SystemExit as end:
            status = 1
            words.write(str(end))
        print(status, words.getvalue().replace("\\n", " "))
    """
  let run = try python(["-c", script, names.joined(separator: " ")], in: folder)
  let lines = run.output.split(separator: "\n", omittingEmptySubsequences: true)
  try #require(run.status == 0 && lines.count == names.count, "\(run.output)")
  return lines.map { line in (Int(line.prefix(1))!, String(line.dropFirst(2))) }
}

private func csv(_ table: Table) -> Data {
  let rows = (0..<table.rowCount).map { row in
    Record.text(table.columns.map { $0.text(at: row) }) + "\n"
  }
  return Data((Record.text(table.names) + "\n" + rows.joined()).utf8)
}

private func seal(_ design: SamplingDesign, _ village: TableRegister, _ household: TableRegister)
  throws -> Seal
{
  var units: [UnitID] = []
  try village.forEachUnit { _, id, _ in units.append(id) }
  return Seal(
    registers: [
      try Seal.Register(
        "village", stage: 1, register: village, columns: ["group", "township", "size"],
        units: units,
        salt: Salt(.zero)),
      try Seal.Register(
        "household", stage: 2, register: household, columns: ["card", "persons"], units: units,
        salt: Salt(.zero)),
    ], design: design, keyDigest: nil)
}

@Suite("The independent script")
struct CrossCheckTests {
  /// The methods whose selection the script repeats.
  private static let repeated: [SelectionMethod] = [
    .simpleRandom, .systematic, .poisson, .proportionalSystematic, .pareto, .sequentialPoisson,
  ]

  /// A design that a stream of random numbers makes up; many of them cannot be drawn.
  private func randomDesign(_ stream: inout UniformStream) throws -> SamplingDesign {
    func pick<Element>(_ values: [Element]) -> Element {
      values[stream.nextInteger(below: values.count)]
    }
    let fractions: [Fraction] = ["0", "0.1", "0.25", "0.333", "0.5", "0.8", "1"]
    func size(_ strata: [String]) throws -> SizeRule {
      switch pick([0, 0, 1, 2]) {
      case 0: return .fraction(pick(fractions))
      case 1: return .size(pick([1, 2, 3, 5, 8]))
      default:
        if strata.isEmpty { return .fraction(pick(fractions)) }
        return .byStratum(
          Dictionary(
            uniqueKeysWithValues: strata.map {
              (
                UnitID($0),
                pick([
                  .fraction(pick(fractions)), .fraction(pick(fractions)), .size(pick([0, 1, 2])),
                ])
              )
            }))
      }
    }
    /// A method, and the size measure that it needs or may have.
    func method(_ measure: String) -> (SelectionMethod, String?) {
      let method = pick(SelectionMethod.all.filter { Self.repeated.contains($0) })
      return switch method.selector.measureUse {
      case .never: (method, nil)
      case .optional: (method, pick([nil, measure]))
      case .required: (method, measure)
      }
    }
    let (above, villageSizes) = method("size")
    let (below, householdSizes) = method("persons")
    let hasGroups = pick([true, true, false])
    let hasCards = pick([true, true, false])
    let first = SampleDesign(
      from: "village", strata: hasGroups ? ["group"] : [],
      sort: pick([[], ["township"], ["size:number"], ["township", "size:number"]]),
      size: try size(hasGroups ? ["A", "B"] : []), rounding: pick(Rounding.allCases),
      minimum: pick([0, 0, 2]), maximum: pick([nil, nil, 4]), method: above,
      sizeMeasure: villageSizes, reserves: pick(["0", "0.2"]))
    let second = SampleDesign(
      from: "household",
      where: pick([nil, nil, "persons = '3'", " card = 'blue' and  persons='1' "]),
      strata: hasCards ? ["card"] : [], sort: pick([[], ["persons:number"], ["card"]]),
      size: try size(hasCards ? ["blue", "red", "\"red, old\""] : []),
      of: pick([.cluster, .population]), rounding: pick(Rounding.allCases),
      minimum: pick([0, 0, 2]), maximum: pick([nil, nil, 3]), method: below,
      sizeMeasure: householdSizes, reserves: pick(["0", "0.3", "1"]))
    return SamplingDesign(Stage(samples: [first]), Stage(samples: [second]))
  }

  @Test("It repeats the draws of whatever design can be drawn")
  func designs() throws {
    try withFolder { folder in
      let county = County(villages: 14)
      let registers = try county.registers()
      let village = try #require(registers["village"] as? TableRegister)
      let household = try #require(registers["household"] as? TableRegister)
      var stream = UniformStream(seed: try seed(1), label: Label("/designs"))
      var proofs: [Proof] = []
      for number in 0..<200 {
        let design = try randomDesign(&stream)
        var masked = household
        if let condition = design.stages[1].samples[0].condition {
          masked = household.restricted(
            to: try #require(SimpleCondition(condition)?.mask(household.table)))
        }
        let text = try seed(number)
        let draw: Draw
        do {
          draw = try design.draw(from: ["village": village, "household": masked], seed: text)
        } catch is Faults {
          continue
        }
        let proof = Proof(
          seal: try seal(design, village, household), draw: draw, seed: text, draws: 1,
          isRevealed: true)
        try Data(proof.json.bytes).write(to: folder.appending(path: "p\(proofs.count).json"))
        proofs.append(proof)
      }
      #expect(proofs.count > 60)
      try Data(IndependentVerifier.source.utf8).write(to: folder.appending(path: "verify.py"))
      try csv(village.table).write(to: folder.appending(path: "v.csv"))
      try csv(household.table).write(to: folder.appending(path: "h.csv"))
      let names = proofs.indices.map { "p\($0).json" }
      let tables = ["village": village.table, "household": household.table]
      let files = try [
        "village": CSVFile(path: folder.appending(path: "v.csv").path),
        "household": CSVFile(path: folder.appending(path: "h.csv").path),
      ]
      for hasRegisters in [true, false] {
        let judged = try judgeAll(names, in: folder, registers: hasRegisters)
        for (index, (status, words)) in judged.enumerated() {
          #expect(status == 0, "\(words) \(index) \(proofs[index].seal.design.json.text)")
          #expect(words.contains("Not checked") == !hasRegisters)
          let verification = try ProofVerifier(proofs[index])
            .verify(registers: hasRegisters ? tables : [:])
          #expect(verification.isValid, "\(verification.failures)")
          #expect(verification.unproven.isEmpty == hasRegisters)
          if hasRegisters {
            let streamed = try ProofVerifier(proofs[index]).verify(files: files)
            #expect(streamed.isValid && streamed.unproven.isEmpty, "\(streamed.failures)")
          }
        }
      }
    }
  }

  /// Designs of equal and of unequal probabilities.
  private static let forged = [
    SamplingDesign(
      Stage(
        "village", strata: ["group"], sort: ["township"], fraction: "0.3", minimum: 2,
        method: .systematic),
      Stage("household", strata: ["card"], fraction: "0.2", of: .population, reserves: "0.5")),
    SamplingDesign(
      Stage(samples: [
        SampleDesign(
          from: "village", strata: ["group"], sort: ["township"], size: .fraction("0.3"),
          minimum: 2, method: .proportionalSystematic, sizeMeasure: "size")
      ]),
      Stage(samples: [
        SampleDesign(
          from: "household", size: 2, method: .pareto, sizeMeasure: "persons", reserves: "0.5")
      ])),
    SamplingDesign(
      Stage(samples: [
        SampleDesign(from: "village", size: 3, method: .sequentialPoisson, sizeMeasure: "size")
      ]),
      Stage(samples: [
        SampleDesign(
          from: "household", size: 2, method: .poisson, sizeMeasure: "persons", reserves: "0.5")
      ])),
  ]

  @Test("Both reject a proof in which any one value was changed", arguments: forged)
  func everyValue(design: SamplingDesign) throws {
    try withFolder { folder in
      let registers = try County(villages: 8).registers()
      let village = try #require(registers["village"] as? TableRegister)
      let household = try #require(registers["household"] as? TableRegister)
      let seed = try seed(5)
      let draw = try design.draw(from: registers, seed: seed)
      let proof = Proof(
        seal: try seal(design, village, household), draw: draw, seed: seed, draws: 1,
        isRevealed: true)
      let paths = Self.paths(in: proof.json).filter { $0 != ["draws"] }
      #expect(paths.count > 150)
      var names: [String] = []
      for forgery in Self.forgeries(of: proof.json) {
        names.append("f\(names.count).json")
        try Data(forgery.bytes).write(to: folder.appending(path: names.last!))
        let verification = try? ProofVerifier(Proof(json: forgery)).verify(
          registers: ["village": village.table, "household": household.table])
        #expect(verification?.isValid != true, "\(names)")
      }
      #expect(names.count == 3)
      for (index, path) in paths.enumerated() {
        var changed = proof.json
        changed.change(at: path[...])
        if path.first == "units" {
          // As a forger would, the digest of the units is made to fit.
          guard case .object(var members) = changed else { continue }
          members[UnitID("sampleDigest")] = .string(members[UnitID("units")]!.digest.hex)
          changed = .object(members)
        }
        names.append("c\(index).json")
        try Data(changed.bytes).write(to: folder.appending(path: names.last!))
        let verification = try? ProofVerifier(Proof(json: changed)).verify(
          registers: ["village": village.table, "household": household.table])
        #expect(verification?.isValid != true, "\(path)")
      }
      try Data(IndependentVerifier.source.utf8).write(to: folder.appending(path: "verify.py"))
      try csv(village.table).write(to: folder.appending(path: "v.csv"))
      try csv(household.table).write(to: folder.appending(path: "h.csv"))
      let judged = try judgeAll(names, in: folder, registers: true)
      for ((status, words), name) in zip(judged, names) {
        let path = name.hasPrefix("c") ? paths[Int(name.dropFirst().dropLast(5))!] : [name]
        #expect(status == 1 && words.hasPrefix("FAILED: "), "\(path): \(words)")
      }
    }
  }

  /// Proofs whose units were swapped, dropped and weighted anew, with a digest that fits.
  private static func forgeries(of proof: CanonicalJSON) -> [CanonicalJSON] {
    guard case .object(let members) = proof, case .array(let units) = members[UnitID("units")]!
    else {
      return []
    }
    func with(_ units: [CanonicalJSON]) -> CanonicalJSON {
      var members = members
      members[UnitID("units")] = .array(units)
      members[UnitID("sampleDigest")] = .string(CanonicalJSON.array(units).digest.hex)
      return .object(members)
    }
    var swapped = units
    swapped.swapAt(0, 1)
    var weighted = units
    // A probability and weight that fit each other and not the size of the unit.
    guard case .object(var unit) = units[0] else { return [] }
    unit[UnitID("probability")] = .string("3/17")
    unit[UnitID("weight")] = .string("17/3")
    weighted[0] = .object(unit)
    return [with(swapped), with(Array(units.dropLast())), with(weighted)]
  }

  /// The paths to all values that are no containers.
  private static func paths(in value: CanonicalJSON) -> [[String]] {
    switch value {
    case .object(let members):
      members.keys.sorted().flatMap { key in paths(in: members[key]!).map { [key.text] + $0 } }
    case .array(let values):
      values.indices.flatMap { index in paths(in: values[index]).map { ["\(index)"] + $0 } }
    default: [[]]
    }
  }
}

extension CanonicalJSON {
  /// Changes one value a little.
  fileprivate mutating func change(at path: ArraySlice<String>) {
    guard let name = path.first else {
      self =
        switch self {
        case .integer(let number): .integer(number + 1)
        case .string(let text):
          .string(text.hasSuffix("1") ? text.dropLast() + "2" : text.dropLast() + "1")
        case .boolean(let value): .boolean(!value)
        default: .string("1")
        }
      return
    }
    switch self {
    case .object(var members):
      members[UnitID(name)]!.change(at: path.dropFirst())
      self = .object(members)
    case .array(var values):
      values[Int(name)!].change(at: path.dropFirst())
      self = .array(values)
    default: preconditionFailure("no member \(name)")
    }
  }
}
