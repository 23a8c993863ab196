// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("assay estimate")
struct EstimateCommandTests {
  /// Villages and households with Chinese labels, a missing value, and names that hold separators.
  private static let csv = """
    组,村,户,M,N,persons,wrong,a/b,card
    甲,1,1,9,4,3,0,2,红卡
    甲,1,2,9,4,2,1,NA,blue
    甲,2,1,9,6,5,0,1,blue
    甲,2,2,9,6,1,0,4,红卡
    乙,1,1,5,8,4,2,0,红卡
    乙,1,2,5,8,2,0,3,blue
    乙,2,1,5,3,3,0,,blue
    乙,2,2,5,3,6,1,2,红卡

    """

  private static let design = [
    "--strata", "组", "--clusters", "村,户", "--population-size", "M,N",
  ]

  private func run(_ arguments: [String], bytes: [UInt8] = Array(csv.utf8)) throws
    -> AssayProcess.Outcome
  {
    let folder = try TemporaryFolder()
    let file = try folder.write("户.csv", bytes)
    return try AssayProcess.run(["estimate", file] + arguments)
  }

  @Test("Strata that were joined are told, and options that would do nothing are refused")
  func collapse() throws {
    let bytes = Array("s,v,M,y,z\na,1,5,2,9\nb,2,5,3,8\nb,3,5,4,8\nc,4,6,9,1\n".utf8)
    let design = ["--strata", "s", "--clusters", "v", "--population-size", "M", "--total", "y"]
    let joined = try run(design + ["--lonely-psu", "collapse"], bytes: bytes)
    #expect(joined.status == 0 && joined.errors.contains("a + b + c"), "\(joined.errors)")
    #expect(joined.output.contains("lonely-collapsed"))
    let ordered = try run(
      design + ["--lonely-psu", "collapse", "--collapse-order", "z"], bytes: bytes)
    #expect(ordered.errors.contains("c + b + a"), "\(ordered.errors)")
    for (option, named) in [
      (["--collapse-order", "z"], "--lonely-psu collapse"), (["--pps", "brewer"], "--probability"),
      (["--balance", "z"], "--drawn"), (["--pps-variance", "yates-grundy"], "--pps joint"),
      (["--probability", "y"], "probabilities"),
    ] {
      let refused = try run(design + option, bytes: bytes)
      #expect(refused.status == 64 && refused.errors.contains(named), "\(refused.errors)")
    }
    let free = try run(
      [
        "--strata", "s", "--clusters", "v", "--population-size", "M", "--total", "y",
        "--with-replacement", "--lonely-psu", "collapse", "--format", "csv",
      ], bytes: bytes)
    #expect(free.status == 0 && free.output.contains("lonely-collapsed"), "\(free.errors)")
  }

  @Test("JSON holds one object for each figure, with the keys of the contract in their order")
  func json() throws {
    let outcome = try run(
      Self.design + ["--ratio", "wrong/persons", "--mean", "a/b", "--format", "json"])
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    let keys = [
      "parameter", "variable", "level", "probability", "domain", "estimate", "standardError",
      "confidence", "lower", "upper", "lowerOneSided", "upperOneSided", "degreesOfFreedom",
      "designEffect", "coefficientOfVariation", "count", "missing", "interval", "rule",
      "iccCeiling", "limitOfWholeClusters",
    ]
    let found = outcome.output.matches(of: /"([a-zA-Z]+)":/).map { String($0.1) }
    #expect(found == keys + keys)
    let objects = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [[String: Any]])
    #expect(objects.map { $0["parameter"] as? String } == ["mean", "ratio"])
    #expect(objects[0]["variable"] as? String == "a/b")
    #expect(objects[0]["missing"] as? Int == 2)
    #expect((objects[0]["domain"] as? [String: String]) == [:])
    #expect(objects[0]["level"] is NSNull)
    #expect(objects[1]["interval"] as? String == "stabilized")
    // The weights are 9/2 · 4/2 = 9, 9/2 · 6/2 = 13.5, 5/2 · 8/2 = 10 and 5/2 · 3/2 = 3.75.
    let wrong: Double = 9 * 1 + 10 * 2 + 3.75 * 1
    let persons: Double = 9 * 5 + 13.5 * 6 + 10 * 6 + 3.75 * 9
    let estimate = try #require(objects[1]["estimate"] as? Double)
    #expect(abs(estimate - wrong / persons) < 1e-15)
  }

  @Test("CSV has the columns of the domain first")
  func csv() throws {
    let outcome = try run(
      Self.design + ["--proportion", "card=红卡", "--by", "组", "--format", "csv"])
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("domain.组,parameter,variable,level,probability,estimate,"))
    #expect(lines[1].hasPrefix("乙,proportion,card,红卡,,"))
    #expect(lines[2].hasPrefix("甲,proportion,card,红卡,,"))
  }

  @Test("The table stays aligned with characters of double width")
  func table() throws {
    let outcome = try run(
      Self.design + ["--proportion", "card", "--mean", "persons", "--language", "zh"])
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\n").map(String.init)
    // Characters beyond Latin, punctuation apart, take two columns here.
    let width = { (text: String) in
      text.unicodeScalars.reduce(0) { $0 + ($1.value >= 0x2e80 ? 2 : 1) }
    }
    let rule = lines[1]
    let starts = rule.indices.filter { index in
      rule[index] == "─" && (index == rule.startIndex || rule[rule.index(before: index)] == " ")
    }.map { width(String(rule[..<$0])) }
    for line in lines[2...4] {
      for start in starts.dropFirst() {
        var column = 0
        for scalar in line.unicodeScalars {
          if column == start - 1 { #expect(scalar == " ", "\(line)") }
          column += scalar.value >= 0x2e80 ? 2 : 1
        }
      }
    }
    #expect(outcome.output.contains("红卡"))
    #expect(outcome.output.contains("置信") == false)
  }

  @Test("The same file in GB18030 and with CRLF gives the same output")
  func encodings() throws {
    let arguments = Self.design + ["--total", "wrong", "--by", "card", "--format", "json"]
    let plain = try run(arguments)
    #expect(plain.status == 0)
    let windows = try run(
      arguments, bytes: Array("\u{feff}\(Self.csv.replacing("\n", with: "\r\n"))".utf8))
    #expect(windows.output == plain.output)
    let folder = try TemporaryFolder()
    let utf8 = try folder.write("u.csv", Array(Self.csv.utf8))
    let converted = try AssayProcess.run(
      URL(filePath: "/usr/bin/env"),
      [
        "iconv", "-f", "UTF-8", "-t", "GB18030", "-o",
        folder.path("g.csv"), utf8,
      ])
    #expect(converted.status == 0)
    let chinese = try AssayProcess.run(
      ["estimate", folder.path("g.csv"), "--encoding", "GB18030"] + arguments)
    #expect(chinese.output == plain.output)
  }

  @Test("Conditions choose rows and keep the whole design")
  func conditions() throws {
    let outcome = try run(
      Self.design + [
        "--mean", "persons", "--where", "card = '红卡' and wrong < 2", "--format", "json",
      ])
    #expect(outcome.output.contains("\"count\": 3"))
    #expect(outcome.output.contains("\"degreesOfFreedom\": 1"))
    let none = try run(Self.design + ["--mean", "persons", "--where", "persons > 99"])
    #expect(none.status == 0)
    #expect(none.output.contains("empty-domain: No unit of the sample belongs to this part."))
  }

  @Test(
    "Names with separators stand in quotation marks or are whole",
    arguments: ["\"a/b\"/persons", "\"a/b\"/\"persons\""])
  func quotes(argument: String) throws {
    let outcome = try run(Self.design + ["--ratio", argument, "--format", "json"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains(#""variable": "\"a/b\"/persons""#))
  }

  @Test(
    "Faults name what is wrong, with their exit status",
    arguments: [
      ([], 64, "no figure"), (["--mean", "nobody"], 64, "no column \"nobody\""),
      (["--mean", "card"], 65, "row 2, column card: \"红卡\" is not a number"),
      (["--mean", "a/b", "--missing", ""], 65, "row 3, column a/b: \"NA\" is not a number"),
      (["--ratio", "a/b/persons"], 64, "cannot be read"),
      (["--mean", "persons", "--interval", "stabilised"], 64, "korn-graubard"),
      (["--mean", "persons", "--lonely-psu", "merge"], 64, "pool"),
      (["--mean", "persons", "--confidence", "95"], 64, "between 0.5 and 1"),
      (["--mean", "persons", "--where", "nobody > 1"], 64, "nobody"),
      (["--mean", "persons", "--where", "persons >"], 64, "ends too early"),
      (["--mean", "persons", "--drawn"], 64, "--drawn takes the whole design"),
      (["--mean", "persons", "--weight", "wrong"], 65, "row 2, column wrong: the weight is \"0\""),
      (["--mean", "persons", "--sampling-fraction", "M"], 64, "--population-size"),
      (["--mean", "persons", "--encoding", "ASCII85"], 64, "ASCII85"),
    ] as [([String], Int32, String)])
  func faults(arguments: [String], status: Int32, words: String) throws {
    let outcome = try run(Self.design + arguments)
    #expect(outcome.status == status)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
  }

  @Test("A file that is missing, empty, without rows or cut off is refused")
  func files() throws {
    #expect(try AssayProcess.run(["estimate", "/nowhere.csv", "--mean", "x"]).status == 66)
    #expect(try run(["--mean", "x"], bytes: []).status == 65)
    #expect(try run(["--mean", "x"], bytes: Array("x,y\n".utf8)).status == 65)
    #expect(try run(["--mean", "x"], bytes: Array("x,y\n1,2\n3".utf8)).status == 65)
  }

  @Test(
    "A drawn file holds the whole design: the same figures as with the columns named one by one")
  func drawn() throws {
    let folder = try TemporaryFolder()
    var register = "id,village,region,card,y\n"
    for household in 0..<600 {
      let village = household / 15
      register +=
        "H\(household),V\(village),\(village % 2),\(household % 3 == 0 ? "红卡" : "blue"),\(household * 7 % 23)\n"
    }
    let file = try folder.write("register.csv", Array(register.utf8))
    let sample = try AssayProcess.run([
      "sample", file, "--id", "id", "--cluster", "village", "--cluster-strata", "region",
      "--cluster-fraction", "0.3", "--strata", "card", "--fraction", "0.4", "--seed",
      "63454660390103169462", "--reserves", "0.5", "--out", folder.path("drawn.csv"),
    ])
    #expect(sample.status == 0, "\(sample.errors)")
    let figures = ["--mean", "y", "--total", "y", "--proportion", "card", "--format", "json"]
    let drawn = try AssayProcess.run(
      ["estimate", folder.path("drawn.csv"), "--drawn"] + figures)
    #expect(drawn.status == 0, "\(drawn.errors)")
    #expect(drawn.errors.contains("rows of reserves are left out"))
    // Without the reserves, which have no weight, the columns say the same.
    let lines = try folder.read("drawn.csv").split(separator: "\n")
    let mains = lines.filter { !$0.contains(",reserve,") }.joined(separator: "\n")
    _ = try folder.write("mains.csv", Array(mains.utf8))
    let named = try AssayProcess.run(
      [
        "estimate", folder.path("mains.csv"), "--strata", "assay_stratum_1,assay_stratum_2",
        "--clusters", "assay_cluster_1,id", "--population-size",
        "assay_population_1,assay_population_2",
      ] + figures)
    let numbers = { (text: String) in
      text.matches(of: /"(estimate|standardError|lower|upper|degreesOfFreedom)": ([-0-9.e]+)/)
        .compactMap { Double($0.2) }
    }
    let pairs = zip(numbers(drawn.output), numbers(named.output))
    #expect(numbers(drawn.output).count == 20 && numbers(named.output).count == 20)
    #expect(pairs.allSatisfy { abs($0 - $1) <= 1e-9 * abs($1) })
    // A row that was lost on the way is not passed over.
    let first = lines.enumerated().filter { $0.offset != 1 }.map(\.element)
    _ = try folder.write("lost.csv", Array(first.joined(separator: "\n").utf8))
    let refused = try AssayProcess.run(["estimate", folder.path("lost.csv"), "--drawn"] + figures)
    #expect(refused.status == 65)
    #expect(refused.errors.contains("Keep every drawn row"))
  }
}
