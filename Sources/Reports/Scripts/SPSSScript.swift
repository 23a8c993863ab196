// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Planning
import Tables

/// A result's rates in SPSS's complex samples: `CSDESCRIPTIVES` with ratios. Composites, for which it has no
/// command, are told as the sum of its rates.
struct SPSSScript {
  let data: ScriptData
  let remarks: ScriptRemarks

  var text: String {
    var lines = remarks.head.map { "* " + $0 + "." }
    if data.distance != nil { lines.append("* " + remarks.fitted) }
    for rows in data.rows {
      lines += open(rows)
      for figure in data.figures where figure.stage == rows.stage {
        lines += ["* " + remarks.label(figure) + "."] + commands(figure, rows)
      }
    }
    // A byte order mark tells SPSS that a syntax file is UTF-8.
    return "\u{FEFF}" + lines.joined(separator: "\n") + "\n"
  }

  private func open(_ rows: ScriptData.Rows) -> [String] {
    let stage = rows.stage
    let texts = ["unit", "sample", "cluster", "cluster_stratum", "stratum"]
    let variables = rows.table.names.map { name in
      "    \(name) \(texts.contains(name) ? "A80" : "F20.10")"
    }
    let first =
      data.treatment.firstStage == .withReplacement
      ? "  /DESIGN STRATA=\(rows.hasClusters ? "cluster_stratum CLUSTER=cluster" : "stratum CLUSTER=unit")\n  /ESTIMATOR TYPE=WR."
      : rows.hasClusters
        ? "  /DESIGN STRATA=cluster_stratum CLUSTER=cluster\n  /ESTIMATOR TYPE=EQUAL_WOR\n  /POPSIZE VARIABLE=cluster_population\n  /DESIGN STRATA=stratum CLUSTER=unit\n  /ESTIMATOR TYPE=EQUAL_WOR\n  /POPSIZE VARIABLE=population."
        : "  /DESIGN STRATA=stratum CLUSTER=unit\n  /ESTIMATOR TYPE=EQUAL_WOR\n  /POPSIZE VARIABLE=population."
    return [
      "GET DATA /TYPE=TXT /FILE='\(AnalysisScript.file(ofStage: stage))' /ENCODING='UTF8'",
      "  /DELIMITERS=',' /QUALIFIER='\"' /FIRSTCASE=2 /VARIABLES=",
    ] + variables + [
      "  .", "CACHE.", "EXECUTE.",
      "CSPLAN ANALYSIS /PLAN FILE='design-\(stage).csaplan'",
      "  /PLANVARS ANALYSISWEIGHT=\(rows.totals.isEmpty ? "weight" : "fitted_weight")", first,
    ]
  }

  private func commands(_ figure: ScriptData.Figure, _ rows: ScriptData.Rows) -> [String] {
    switch figure.formula {
    case .ratio(let number, let stage):
      return [
        "CSDESCRIPTIVES /PLAN FILE='design-\(stage).csaplan'",
        "  /RATIO NUMERATOR=y\(number) DENOMINATOR=x\(number) /STATISTICS SE CIN(95)",
        "  /MISSING SCOPE=ANALYSIS.",
      ]
    case .composite(let constant, let terms, _):
      let sum = terms.map { "\(shortestDecimal($0.factor)) * y\($0.number)/x\($0.number)" }
      return ["* = \(shortestDecimal(constant)) + \(sum.joined(separator: " + "))."]
    }
  }
}
