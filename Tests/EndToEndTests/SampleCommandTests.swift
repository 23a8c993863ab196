// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// A file of 240 households in 24 villages, in any order and shape.
private func households(
  reversed: Bool = false, end: String = "\n", columns: [Int] = [0, 1, 2, 3, 4]
) -> String {
  var rows: [[String]] = []
  for v in 0..<24 {
    for h in 0..<(6 + v % 9) {
      rows.append([
        "H\(h)", "村\(v)", v % 3 == 0 ? "退出" : "其他", ["蓝", "黄", "\"红, 旧\""][(h + v) % 3],
        "\((h * 7 + v) % 11)",
      ])
    }
  }
  if reversed { rows.reverse() }
  let header = ["id", "village", "group", "card", "persons"]
  return ([header] + rows).map { row in columns.map { row[$0] }.joined(separator: ",") + end }
    .joined()
}

private let options = [
  "--id", "id", "--cluster", "village", "--cluster-fraction", "0.30", "--cluster-strata", "group",
  "--cluster-method", "systematic", "--sort", "village", "--strata", "card", "--fraction", "0.4",
  "--reserves", "0.3", "--seed", "63454660390103169462",
]

@Suite("assay sample and assay verify")
struct SampleCommandTests {
  @Test("The sample follows from units and seed: row order, line ends, encoding change nothing")
  func sameSample() throws {
    let folder = try TemporaryFolder()
    let plain = try folder.write("plain.csv", households().utf8)
    let expected = try AssayProcess.run(["sample", plain] + options)
    #expect(expected.status == 0, "\(expected.errors)")
    #expect(expected.output.split(separator: "\n").count > 40)
    let converted = folder.path("gb18030.csv")
    let iconv = try AssayProcess.run(
      URL(filePath: "/usr/bin/env"),
      ["iconv", "-f", "UTF-8", "-t", "GB18030", "-o", converted, plain])
    #expect(iconv.status == 0, "\(iconv.errors)")
    let variants: [(String, [UInt8])] = [
      ("shuffled", Array(households(reversed: true).utf8)),
      ("crlf", Array(households(end: "\r\n").utf8)),
      ("mark", [0xef, 0xbb, 0xbf] + Array(households().utf8)),
      ("gb18030", Array(try Data(contentsOf: URL(filePath: converted)))),
    ]
    for (name, bytes) in variants {
      let path = try folder.write("\(name).csv", bytes)
      let outcome = try AssayProcess.run(["sample", path] + options)
      #expect(outcome.status == 0, "\(name): \(outcome.errors)")
      #expect(outcome.output == expected.output, "\(name)")
    }
    // In another order of columns the own ones stand so, and those of the draw are the same.
    let turned = try folder.write("turned.csv", households(columns: [4, 3, 2, 1, 0]).utf8)
    let outcome = try AssayProcess.run(["sample", turned] + options)
    let drawn = { (text: String) in
      text.split(separator: "\n").dropFirst().map { line in
        line[(line.range(of: ",main,") ?? line.range(of: ",reserve,"))!.lowerBound...]
      }
    }
    #expect(outcome.status == 0)
    #expect(drawn(outcome.output) == drawn(expected.output))
  }

  @Test("The columns are those of the contract, and the records stand byte for byte")
  func columns() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", "x,id,s\n\"1\",u1,a\n2,u2,\"a\"\n\"3,\"\"\",u3,b\n".utf8)
    let outcome = try AssayProcess.run([
      "sample", path, "--id", "id", "--strata", "s", "--fraction", "1", "--seed", "1",
    ])
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n")
    #expect(
      lines[0]
        == "x,id,s,assay_stratum_1,assay_population_1,assay_size_1,assay_method_1,assay_stratum,assay_role,assay_order,assay_ticket,assay_probability,assay_weight"
    )
    #expect(Set(lines.dropFirst(1).prefix(2).map { $0.split(separator: ",")[1] }) == ["u1", "u2"])
    #expect(lines.contains { $0.hasPrefix("\"1\",u1,a,a,2,2,srs,a,main,") && $0.hasSuffix(",1,1") })
    #expect(lines.contains { $0.hasPrefix("2,u2,\"a\",a,2,2,srs,a,main,") })
    #expect(lines[3].hasPrefix("\"3,\"\"\",u3,b,b,1,1,srs,b,main,1,"))
    #expect(outcome.errors.contains("warning: the seed has 1 characters"))
  }

  @Test("Two stages: what assay_ columns say of populations, sizes and weights fits together")
  func twoStages() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", households().utf8)
    let outcome = try AssayProcess.run(
      ["sample", path] + options + ["--out", folder.path("s.csv")])
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    // 30% of 8 and of 16 clusters, rounded up.
    #expect(outcome.errors.contains("drew 8 clusters"))
    let script = """
      import csv, collections
      rows = list(csv.DictReader(open("s.csv", encoding="utf-8", newline="")))
      full = collections.Counter((r["village"], r["card"]) for r in csv.DictReader(open("a.csv", encoding="utf-8", newline="")))
      mains = collections.Counter((r["village"], r["card"]) for r in rows if r["assay_role"] == "main")
      def record(text): return '"%s"' % text if "," in text else text
      for r in rows:
          cell = r["village"], r["card"]
          assert r["assay_cluster_1"] == r["village"] and r["assay_stratum_1"] == r["group"]
          assert r["assay_stratum"] == r["assay_stratum_2"] == record(r["card"])
          assert int(r["assay_population_1"]) == {"退出": 8, "其他": 16}[r["group"]]
          assert int(r["assay_size_1"]) == {"退出": 3, "其他": 5}[r["group"]]
          assert int(r["assay_population_2"]) == full[cell]
          assert int(r["assay_size_2"]) == mains[cell] == -(-full[cell] * 4 // 10)
          assert (r["assay_method_1"], r["assay_method_2"]) == ("systematic", "srs")
          p = int(r["assay_size_1"]) * int(r["assay_size_2"]) / int(r["assay_population_1"]) / int(r["assay_population_2"])
          if r["assay_role"] == "main":
              assert abs(float(r["assay_probability"]) - p) < 1e-15
              assert abs(float(r["assay_weight"]) * p - 1) < 1e-15
              assert repr(float(r["assay_weight"])).removesuffix(".0") == r["assay_weight"]
          else:
              assert r["assay_probability"] == r["assay_weight"] == ""
      key = lambda r: (r["assay_stratum_1"].encode(), int(r["assay_cluster_order_1"]), r["assay_stratum"].encode(), r["assay_role"], int(r["assay_order"]))
      assert rows == sorted(rows, key=key)
      print(len(rows))
      """
    let check = try AssayProcess.run(
      URL(filePath: "/usr/bin/env"), ["python3", "-c", script], in: folder.url)
    #expect(check.status == 0, "\(check.errors)")
  }

  @Test("The proof of a sample: verify.py and assay verify agree, on forgeries too")
  func proof() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", households().utf8)
    let outcome = try AssayProcess.run(
      ["sample", path] + options + [
        "--out", folder.path("s.csv"), "--proof", folder.path("proof.json"),
      ])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let proof = try folder.read("proof.json")

    func judge(_ proof: String, _ register: String?) throws -> (Int32, Int32, String) {
      _ = try folder.write("judged.json", proof.utf8)
      let registers = register.map { ["--register", "units=\($0)"] } ?? []
      let script = try AssayProcess.run(
        URL(filePath: "/usr/bin/env"),
        ["python3", folder.path("verify.py"), folder.path("judged.json")] + registers)
      let program = try AssayProcess.run(["verify", folder.path("judged.json")] + registers)
      return (script.status, program.status, script.errors + program.output)
    }
    let shuffled = try folder.write(
      "b.csv", households(reversed: true, columns: [2, 1, 0, 4, 3]).utf8)
    for register in [nil, path, shuffled] {
      let (script, program, text) = try judge(proof, register)
      #expect(script == 0 && program == 0, "\(text)")
      #expect(text.contains(register == nil ? "something remains unproven" : "The proof holds."))
    }
    // A unit swapped, dropped, reordered, re-weighted.
    let units = try #require(proof.range(of: "\"units\":["))
    let first = proof[units.upperBound...].prefix { $0 != "}" } + "}"
    let rest = proof[proof.index(units.upperBound, offsetBy: first.count + 1)...]
    let second = rest.prefix { $0 != "}" } + "}"
    let forgeries = [
      proof.replacing("\"weight\":\"8/3\"", with: "\"weight\":\"4\""),
      proof.replacing("\(first),\(second)", with: "\(second),\(first)"),
      proof.replacing("\(first),", with: ""),
      proof.replacing("\"seed\":\"6345", with: "\"seed\":\"6346"),
    ]
    for forgery in forgeries {
      #expect(forgery != proof)
      for register in [nil, path] {
        let (script, program, text) = try judge(forgery, register)
        #expect(script == 1 && program == 1, "\(text)")
        #expect(text.contains("✗") && text.contains("FAILED: "))
      }
    }
    let changed = try folder.write("c.csv", households().replacing("H3,村5", with: "H99,村5").utf8)
    let (script, program, text) = try judge(proof, changed)
    #expect(script == 1 && program == 1, "\(text)")
  }

  @Test("One core or all: the same sample of a file of several blocks")
  func cores() throws {
    let register = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "datasets/jian-2016/roster.csv").path
    let arguments = [
      "sample", register, "--id", "household_id", "--cluster", "village_id",
      "--cluster-fraction", "0.5", "--strata", "relocated", "--fraction", "0.1",
      "--seed", "63454660390103169462",
    ]
    let all = try AssayProcess.run(arguments)
    let one = try AssayProcess.run(
      URL(filePath: "/usr/bin/env"), ["taskset", "-c", "0", AssayProcess.binary.path] + arguments)
    #expect(all.status == 0 && one.status == 0, "\(all.errors) \(one.errors)")
    #expect(all.output.utf8.count > 100_000 && all.output.utf8.elementsEqual(one.output.utf8))
  }

  @Test(
    "Bad input is refused with what to do",
    arguments: [
      (["--id", "id", "--fraction", "1.5"], Int32(64), "not between 0 and 1"),
      (["--id", "id", "--fraction", "x"], 64, "plain decimal number"),
      (["--id", "id"], 64, "either --size or --fraction"),
      (["--id", "id", "--size", "2", "--fraction", "0.1"], 64, "either --size or --fraction"),
      (
        ["--id", "id", "--size", "1", "--cluster", "village", "--cluster-size", "99"], 64,
        "the sample clusters wants 99 units, and there are 24"
      ),
      (["--id", "id", "--size", "2"], 65, "stands already in row 2"),
      (["--id", "nothing", "--size", "2"], 64, "no column \"nothing\""),
      (["--id", "id", "--size", "2", "--cluster-size", "2"], 64, "--cluster"),
      (["--id", "id", "--size", "2", "--cluster", "village"], 64, "--cluster-size"),
      (["--id", "id", "--size", "2", "--sort", "card"], 64, "no stage is systematic"),
      (["--id", "id", "--size", "2", "--method", "cubes"], 64, "Known methods: srs, systematic"),
      (
        [
          "--id", "id", "--size", "2", "--cluster", "village", "--cluster-size", "2",
          "--cluster-strata", "card",
        ],
        65, "the same for all units of a cluster"
      ),
      (
        ["--id", "id", "--size", "20", "--cluster", "village", "--cluster-size", "2"], 64,
        "Lower the size"
      ),
      (
        ["--id", "village", "--size", "2", "--cluster", "village", "--cluster-size", "2"], 64,
        "another column"
      ),
    ])
  func refusals(arguments: [String], status: Int32, words: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", households().utf8)
    let outcome = try AssayProcess.run(
      ["sample", path, "--seed", "63454660390103169462", "--out", folder.path("s.csv")] + arguments)
    #expect(outcome.status == status, "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("s.csv")))
  }

  @Test("Ids that others could not reproduce are refused, all of them, with their rows")
  func badIDs() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", "id\nA/1\n\" x\"\nok\ne\u{301}\n".utf8)
    let outcome = try AssayProcess.run(
      ["sample", path, "--id", "id", "--size", "1", "--seed", "63454660390103169462"])
    #expect(outcome.status == 65 && outcome.output.isEmpty)
    for row in [2, 3, 5] { #expect(outcome.errors.contains("row \(row), column id")) }
    let chinese = try AssayProcess.run(
      [
        "sample", path, "--id", "id", "--size", "1", "--seed", "63454660390103169462", "--language",
        "zh",
      ])
    #expect(chinese.errors.contains("第 2 行，“id”列：编号“A/1”含有斜杠"))
  }

  @Test("A sample cannot be drawn from a sample without clearing its columns")
  func again() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", "id,assay_weight\n1,2\n".utf8)
    let outcome = try AssayProcess.run(
      ["sample", path, "--id", "id", "--size", "1", "--seed", "63454660390103169462"])
    #expect(outcome.status == 65 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("assay_weight"))
  }

  @Test("What is no proof is told apart from one that does not hold")
  func noProof() throws {
    let folder = try TemporaryFolder()
    for (text, status) in [("{\"a\":", Int32(65)), ("{}", 1), ("[1.5]", 65)] {
      let path = try folder.write("p.json", text.utf8)
      let outcome = try AssayProcess.run(["verify", path])
      #expect(outcome.status == status, "\(outcome.errors)")
    }
    #expect(try AssayProcess.run(["verify", folder.path("none.json")]).status == 66)
  }
}
