// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Planning
import Tables

/// A result's figures in Stata: `svy: ratio` in the subpopulation of the target, composites by `nlcom` of totals.
struct StataScript {
  let data: ScriptData
  let remarks: ScriptRemarks

  var text: String {
    var lines = remarks.head.map { "* " + $0 } + ["version 15", "clear all", "set more off"]
    if data.distance != nil { lines.append("* " + remarks.fitted) }
    for rows in data.rows {
      lines += open(rows)
      for figure in data.figures where figure.stage == rows.stage {
        lines += ["* " + remarks.label(figure)] + commands(figure)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func open(_ rows: ScriptData.Rows) -> [String] {
    let weight = rows.totals.isEmpty ? "weight" : "fitted_weight"
    let names = "unit sample cluster cluster_stratum stratum"
    return [
      "import delimited using \"\(AnalysisScript.file(ofStage: rows.stage))\", varnames(1) case(preserve) stringcols(1 2 3 4 8) encoding(UTF-8) clear",
      "foreach name of varlist y* x* {", "  generate in_`name' = !missing(`name')",
      "  replace `name' = 0 if missing(`name')", "}",
      "foreach name of varlist \(names) {",
      "  replace `name' = \"-\" if `name' == \"\"", "  encode `name', generate(code_`name')", "}",
      data.treatment.firstStage == .withReplacement
        ? "svyset code_\(rows.hasClusters ? "cluster" : "unit") [pweight=\(weight)], strata(code_\(rows.hasClusters ? "cluster_stratum" : "stratum")) singleunit(centered)"
        : rows.hasClusters
          ? "svyset code_cluster [pweight=\(weight)], strata(code_cluster_stratum) fpc(cluster_population) singleunit(centered) || code_unit, strata(code_stratum) fpc(population)"
          : "svyset code_unit [pweight=\(weight)], strata(code_stratum) fpc(population) singleunit(centered)",
    ]
  }

  private func commands(_ figure: ScriptData.Figure) -> [String] {
    switch figure.formula {
    case .ratio(let number, _):
      return ["svy, subpop(in_x\(number)): ratio (y\(number)/x\(number))"]
    case .composite(let constant, let terms, _):
      let totals = terms.flatMap { ["y\($0.number)", "x\($0.number)"] }
      let sum = terms.map {
        "\(shortestDecimal($0.factor))*_b[y\($0.number)]/_b[x\($0.number)]"
      }
      return [
        "svy: total \(totals.joined(separator: " "))",
        "nlcom \(shortestDecimal(constant)) + \(sum.joined(separator: " + "))",
      ]
    }
  }
}

extension ScriptData.Figure {
  /// The stage of its rows.
  var stage: Int {
    switch formula {
    case .ratio(_, let stage), .composite(_, _, let stage): stage
    }
  }
}
