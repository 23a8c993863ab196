// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// 20 villages with 4 to 10 households each: the village's persons, each household's, and its income.
private func villages() -> String {
  var text = "id,village,township,village_persons,persons,income\n"
  for v in 0..<20 {
    for h in 0..<(4 + v % 7) {
      text += "H\(h),V\(v),T\(v % 4),\(40 + (v * v * 7) % 90),\(1 + (h * v) % 6),\(h * 3 + v).5\n"
    }
  }
  return text
}

/// The same households as units of one stage, with ids of their own.
private func households() -> String {
  let lines = villages().split(separator: "\n").map { $0.split(separator: ",") }
  let rows = lines.dropFirst().map { "\($0[1])-\($0[0]),\($0[2]),\($0[4]),\($0[5])\n" }
  return "id,township,persons,income\n" + rows.joined()
}

private let seed = ["--seed", "63454660390103169462"]

@Suite("assay sample with unequal probabilities")
struct SampleMethodTests {
  /// Runs a Python script in a folder; it fails by an assertion.
  private func python(_ script: String, in folder: TemporaryFolder) throws {
    let check = try AssayProcess.run(
      URL(filePath: "/usr/bin/env"), ["python3", "-c", script], in: folder.url)
    #expect(check.status == 0, "\(check.errors)")
  }

  @Test(
    "Weights are X over n x, proofs hold, and both verifiers agree",
    arguments: [
      "poisson", "pps-systematic", "sampford", "conditional-poisson", "pareto",
      "sequential-poisson",
    ])
  func methods(method: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", households().utf8)
    let outcome = try AssayProcess.run(
      [
        "sample", path, "--id", "id", "--strata", "township", "--size", "30", "--method", method,
        "--size-measure", "income", "--reserves", "0.2", "--out", folder.path("s.csv"), "--proof",
        folder.path("proof.json"),
      ] + seed)
    #expect(outcome.status == 0, "\(outcome.errors)")
    try python(
      """
      import csv, collections
      total, sizes = collections.defaultdict(float), collections.Counter()
      for r in csv.DictReader(open("a.csv")): total[r["township"]] += float(r["income"])
      rows = [r for r in csv.DictReader(open("s.csv")) if r["assay_role"] == "main"]
      for r in rows: sizes[r["township"]] += 1
      for r in rows:
          assert r["assay_method_1"] == "\(method)"
          assert int(r["assay_size_1"]) == sizes[r["township"]]
          p = float(r["assay_probability"])
          assert abs(float(r["assay_weight"]) * p - 1) < 1e-12
          if "\(method)" != "poisson" and p < 1:
              x = [float(s["income"]) for s in rows if s["township"] == r["township"] and float(s["assay_probability"]) < 1]
              certain = sum(float(s["income"]) for s in rows if s["township"] == r["township"] and float(s["assay_probability"]) == 1)
              assert abs(p - len(x) * float(r["income"]) / (total[r["township"]] - certain)) < 1e-12
      assert "\(method)" == "poisson" or len(rows) == 30
      """, in: folder)
    let isRepeated = !["sampford", "conditional-poisson"].contains(method)
    for register in [nil, path] {
      let registers = register.map { ["--register", "units=\($0)"] } ?? []
      let script = try AssayProcess.run(
        URL(filePath: "/usr/bin/env"),
        ["python3", folder.path("verify.py"), folder.path("proof.json")] + registers)
      #expect(script.status == 0, "\(script.errors)")
      #expect(script.output.contains("Not checked") == (register == nil || !isRepeated))
      let program = try AssayProcess.run(["verify", folder.path("proof.json")] + registers)
      #expect(program.status == 0, "\(program.output)")
      #expect(program.output.contains("unproven") == (register == nil))
    }
  }

  @Test("Villages in proportion to size and households in them, with joint probabilities")
  func clusters() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", villages().utf8)
    let outcome = try AssayProcess.run(
      [
        "sample", path, "--id", "id", "--cluster", "village", "--cluster-size", "6",
        "--cluster-method", "sampford", "--size-measure", "village_persons", "--size", "3", "--out",
        folder.path("s.csv"), "--joint", folder.path("joint.csv"),
      ] + seed)
    #expect(outcome.status == 0, "\(outcome.errors)")
    try python(
      """
      import csv
      rows = list(csv.DictReader(open("s.csv")))
      size = {r["village"]: int(r["village_persons"]) for r in csv.DictReader(open("a.csv"))}
      drawn = list(dict.fromkeys(r["village"] for r in rows))
      assert len(rows) == 18 and len(drawn) == 6
      for r in rows:
          p = 6 * size[r["village"]] / sum(size.values()) * 3 / int(r["assay_population_2"])
          assert abs(float(r["assay_probability"]) - p) < 1e-12
      pairs = list(csv.DictReader(open("joint.csv")))
      assert list(pairs[0]) == ["stage", "stratum", "id1", "id2", "probability"]
      assert [(r["id1"], r["id2"]) for r in pairs] == [(a, b) for i, a in enumerate(drawn) for b in drawn[i + 1:]]
      for r in pairs:
          p, q = (6 * size[r[k]] / sum(size.values()) for k in ("id1", "id2"))
          assert r["stage"] == "1" and r["stratum"] == "" and 0.7 * p * q < float(r["probability"]) < p * q
      """, in: folder)
    // The drawn file, with the pairs of villages or without, is all that a figure needs.
    for (pps, rule) in [
      ([], "hajek-approximation"), (["--pps", "joint=" + folder.path("joint.csv")], ""),
      (["--pps", "brewer"], "brewer-approximation"),
    ] {
      let estimate = try AssayProcess.run(
        ["estimate", folder.path("s.csv"), "--drawn", "--total", "persons", "--format", "csv"]
          + pps)
      #expect(estimate.status == 0, "\(estimate.errors)")
      #expect(Self.hasRule(rule, estimate.output), "\(estimate.output)")
    }
  }

  /// Whether the figure of a CSV has a standard error that rests on a rule, or on none.
  private static func hasRule(_ rule: String, _ csv: String) -> Bool {
    let lines = csv.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let fields = Dictionary(uniqueKeysWithValues: zip(lines[0], lines[1]))
    return fields["rule"] == rule && (fields["standardError"].flatMap(Double.init) ?? 0) > 0
  }

  @Test(
    "A drawn file tells its figure's variance for every method",
    arguments: [
      ("poisson", "", ""), ("pps-systematic", "", "brewer-approximation"),
      ("sampford", "", "hajek-approximation"), ("conditional-poisson", "", "hajek-approximation"),
      ("pareto", "", "hajek-approximation"), ("sequential-poisson", "", "brewer-approximation"),
      ("cube", "--balance persons,township:levels", "balanced-approximation"),
      ("local-pivotal", "--coordinates persons,income", "neighbourhood-variance"),
    ])
  func drawn(method: String, columns: String, rule: String) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", households().utf8)
    let extra = columns.split(separator: " ").map(String.init)
    let sample = try AssayProcess.run(
      [
        "sample", path, "--id", "id", "--size", "30", "--method", method, "--size-measure",
        "income", "--reserves", "0.2", "--out", folder.path("s.csv"),
      ] + extra + seed)
    #expect(sample.status == 0, "\(sample.errors)")
    let estimate = try AssayProcess.run(
      ["estimate", folder.path("s.csv"), "--drawn", "--total", "persons", "--format", "csv"]
        + extra)
    #expect(estimate.status == 0, "\(estimate.errors)")
    #expect(Self.hasRule(rule, estimate.output), "\(estimate.output)")
    if !extra.isEmpty {
      let without = try AssayProcess.run(
        ["estimate", folder.path("s.csv"), "--drawn", "--total", "persons"])
      #expect(without.status == 64 && without.errors.contains(extra[0]), "\(without.errors)")
    }
  }

  @Test("Sizes go to the stage that needs them; units taken whole stand in no pair")
  func stages() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", villages().utf8)
    let outcome = try AssayProcess.run(
      [
        "sample", path, "--id", "id", "--cluster", "village", "--cluster-size", "6",
        "--cluster-method", "pps-systematic", "--size-measure", "village_persons", "--size", "3",
        "--method", "poisson", "--take-all", "income > 30", "--out", folder.path("s.csv"),
        "--joint", folder.path("joint.csv"), "--proof", folder.path("proof.json"),
      ] + seed)
    #expect(outcome.status == 0, "\(outcome.errors)")
    try python(
      """
      import csv
      rows = [r for r in csv.DictReader(open("s.csv")) if r["assay_role"] == "main"]
      size = {r["village"]: int(r["village_persons"]) for r in csv.DictReader(open("a.csv"))}
      above = {v: min(1, 6 * x / sum(size.values())) for v, x in size.items()}
      whole = {r["village"] + "/" + r["id"] for r in rows if float(r["income"]) > 30}
      assert whole
      for r in rows:
          ratio = float(r["assay_probability"]) / above[r["village"]]
          assert 0 < ratio < 1.0001 and (r["village"] + "/" + r["id"] not in whole or abs(ratio - 1) < 1e-12)
      pairs = list(csv.DictReader(open("joint.csv")))
      assert {r["stage"] for r in pairs} == {"1", "2"}
      assert not any(r[k] in whole for r in pairs for k in ("id1", "id2"))
      """, in: folder)
    let verification = try AssayProcess.run([
      "verify", folder.path("proof.json"), "--register", "units=\(path)",
    ])
    #expect(verification.status == 0, "\(verification.output)")
  }

  @Test(
    "What cannot be drawn is refused by name",
    arguments: [
      (["--size", "3", "--method", "sampford"], Int32(64), "--size-measure"),
      (["--size", "3", "--size-measure", "persons"], 64, "does not use"),
      (["--size", "3", "--method", "poisson", "--size-measure", "none"], 64, "no column \"none\""),
      (
        ["--size", "3", "--method", "pareto", "--size-measure", "township"], 65,
        "plain decimal number"
      ),
      (["--size", "3", "--balance", "persons"], 64, "cube"),
      (["--size", "3", "--coordinates", "persons,income"], 64, "local-pivotal"),
      (
        [
          "--size", "1", "--method", "sampford", "--cluster", "village", "--cluster-size", "2",
          "--cluster-method", "sampford", "--size-measure", "persons",
        ], 64, "cannot serve both"
      ),
      (
        [
          "--size", "1", "--cluster", "village", "--cluster-size", "2", "--cluster-method",
          "sampford", "--size-measure", "persons",
        ], 65, "the same for all units of a cluster"
      ),
      (
        [
          "--size", "1", "--cluster", "village", "--cluster-size", "2", "--cluster-method",
          "pareto", "--size-measure", "village_persons", "--joint", "joint.csv",
        ], 64, "not known exactly"
      ),
      (
        ["--size", "1", "--cluster", "village", "--cluster-size", "2", "--joint", "j"], 64,
        "--joint"
      ),
    ])
  func refusals(arguments: [String], status: Int32, words: String) throws {
    let folder = try TemporaryFolder()
    let isTwoStage = arguments.contains("--cluster")
    let path = try folder.write("a.csv", (isTwoStage ? villages() : households()).utf8)
    let outcome = try AssayProcess.run(
      ["sample", path, "--id", "id", "--out", folder.path("s.csv")] + seed + arguments,
      in: folder.url)
    #expect(outcome.status == status, "\(outcome.errors)")
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("s.csv")))
  }

  @Test("Units of size 0 are told of; too many of them are refused")
  func zeros() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("a.csv", "id,x\na,0\nb,2\nc,3.5\nd,4\n".utf8)
    let draw = { (size: String) in
      try AssayProcess.run(
        [
          "sample", path, "--id", "id", "--size", size, "--method", "sampford", "--size-measure",
          "x",
        ] + seed)
    }
    let two = try draw("2")
    #expect(two.status == 0 && two.errors.contains("1 units have the size 0"), "\(two.errors)")
    let three = try draw("3")
    #expect(three.status == 65 && three.errors.contains("taken for certain"), "\(three.errors)")
    let four = try draw("4")
    #expect(four.status == 65 && four.errors.contains("only 3 have a size above 0"))
  }
}
