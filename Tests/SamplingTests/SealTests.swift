// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables
import Testing

@Suite("Seals")
struct SealTests {
  private let units = ["V01", "V02", "V03"].map { UnitID($0) }

  private func households() throws -> TableRegister {
    try TableRegister(
      table(
        ["household_id", "village", "status", "card", "persons", "unsealed"],
        [
          ["H2", "V01", "exited", "red, old", "1", "x"],
          ["H1", "V02", "remaining", "", "2", "y"],
          ["H1", "V01", "exited", "blue", "3", "z"],
        ]), id: "household_id", parent: "village")
  }

  @Test("Digests by village, of one without rows too, and the root")
  func vectors() throws {
    let salt = Salt(.zero)
    let columns = ["status", "card", "persons"]
    let digests = try households().digests(columns: columns, salt: salt, progress: nil)
    #expect(
      digests[units[0]]?.hex == "a17dc5e73264e5af4b942a49041188c53e9a85175e6db44df2b4cc00d32e139a")
    #expect(
      digests[units[1]]?.hex == "bd6368c6a423e53a6709e18841907fe514a9937656e6cc47d594c354c0fd69e8")
    #expect(digests[units[2]] == nil)
    #expect(
      salt.digestWithoutRows(of: units[2]).hex
        == "1730dd1f3f0a7c5de5f8541a4941c58a40d35cc1bdd080b7593d2c86f3031145")
    let sealed = try Seal.Register(
      "households", stage: 2, register: households(), columns: columns, units: units, salt: salt)
    #expect(
      sealed.root.hex == "765ecd235cc8816b06ba6458e3f6433533b420c66722780c6a7a75708ec73012")
    #expect(sealed.rows == 3)
    #expect(sealed.columns == ["household_id", "village", "status", "card", "persons"])
    #expect(
      MerkleTree([units[0]: digests[units[0]]!]).root.hex
        == "447c598c741a1b20bfca691436b7baed976d6470db96af4f5550d7083d1a3088")
    #expect(MerkleTree([:]).root == SHA256.hash(""))
  }

  @Test("The canonical rows are sorted, quoted and cut to the sealed columns")
  func canonicalRows() throws {
    var rows: [String] = []
    let register = try households()
    try register.forEachCanonicalRow(columns: ["status", "card", "persons"]) { unit, record in
      rows.append("\(unit) \(record)")
    }
    #expect(
      rows == [
        "V01 H1,V01,exited,blue,3", "V01 H2,V01,exited,\"red, old\",1", "V02 H1,V02,remaining,,2",
      ])
    #expect(register.canonicalHeader(columns: ["card"]) == "household_id,village,card")
  }

  @Test("Every leaf's path leads to the root, and no other leaf's does", arguments: 0...20)
  func inclusion(count: Int) throws {
    let digests = Dictionary(
      uniqueKeysWithValues: (0..<count).map { (UnitID("V\($0)"), SHA256.hash("\($0)")) })
    let tree = MerkleTree(digests)
    #expect(tree.root == recursiveRoot(tree.units.map { ($0, digests[$0]!) }))
    for (index, unit) in tree.units.enumerated() {
      let path = try #require(tree.path(to: unit))
      let root = { (digest: Digest, index: Int, path: [Digest]) in
        MerkleTree.root(of: unit, digest: digest, index: index, count: count, path: path)
      }
      #expect(root(digests[unit]!, index, path) == tree.root)
      #expect(root(SHA256.hash("other"), index, path) != tree.root)
      #expect(root(digests[unit]!, index, path + [tree.root]) == nil)
    }
    #expect(tree.path(to: UnitID("W")) == nil)
  }

  /// The definition of RFC 6962, section 2.1, as it is written there.
  private func recursiveRoot(_ leaves: [(UnitID, Digest)]) -> Digest {
    if leaves.isEmpty { return SHA256.hash([]) }
    if leaves.count == 1 {
      return SHA256.hash([0] + Array("\(leaves[0].0)\n\(leaves[0].1.hex)".utf8))
    }
    var split = 1
    while split * 2 < leaves.count { split *= 2 }
    let left = recursiveRoot(Array(leaves[..<split]))
    let right = recursiveRoot(Array(leaves[split...]))
    return SHA256.hash([1] + left.bytes + right.bytes)
  }

  @Test("A seal reads its own JSON, and its commitment depends on every part")
  func roundTrip() throws {
    let design = SamplingDesign(
      Stage(
        "villages", strata: ["group"], sort: ["size:number"],
        size: try SizeRule(fractions: [("A", "0.20"), ("B", "1")], sizes: [("C", 12)]),
        method: .systematic),
      Stage(samples: [
        SampleDesign(
          "exited", from: "households", where: "status = 'exited'", strata: ["card"],
          size: .fraction("0.10"), of: .population, rounding: .controlled, minimum: 2, maximum: 9,
          reserves: "0.30")
      ]))
    let seal = Seal(
      registers: [
        Seal.Register(
          name: "villages", stage: 1, columns: ["village_id", "group"], rows: 3,
          root: SHA256.hash("a"))
      ], design: design, keyDigest: SHA256.hash("key"), earlierSeals: [SHA256.hash("old")])
    let again = try Seal(json: CanonicalJSON(parsing: seal.json.bytes))
    #expect(again.json == seal.json)
    #expect(again.commitment == seal.commitment)
    #expect(again.design == design)
    var other = design
    other.stages[1].samples[0].minimum = 3
    #expect(
      Seal(registers: seal.registers, design: other, keyDigest: seal.keyDigest).commitment
        != seal.commitment)
  }
}
