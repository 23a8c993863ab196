// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Estimation
import Planning
import Tables

/// A result's figures in R's `survey` (Lumley 2004): quotients by `svyratio`, composites by `svycontrast` of totals.
struct RScript {
  let data: ScriptData
  let remarks: ScriptRemarks

  var text: String {
    let lines =
      remarks.head.map { "# " + $0 } + preamble + data.rows.flatMap(design)
      + ["figures <- list()"] + data.figures.flatMap(figure) + comparison
    return lines.joined(separator: "\n") + "\n"
  }

  private let preamble = [
    "suppressPackageStartupMessages(library(survey))",
    "options(survey.lonely.psu = \"adjust\", digits = 15, width = 200)",
    "own <- sub(\"^--file=\", \"\", grep(\"^--file=\", commandArgs(FALSE), value = TRUE))",
    "if (length(own) == 1) setwd(dirname(normalizePath(own)))",
    "text <- c(unit = \"character\", sample = \"character\", cluster = \"character\",",
    "  cluster_stratum = \"character\", stratum = \"character\")",
  ]

  /// The rows of a stage and their design.
  private func design(_ rows: ScriptData.Rows) -> [String] {
    let stage = rows.stage
    var lines = [
      "data\(stage) <- read.csv(\"\(AnalysisScript.file(ofStage: stage))\", colClasses = text, na.strings = \"\")",
      // An empty stratum is a stratum like any other.
      "for (name in names(text)) data\(stage)[[name]][is.na(data\(stage)[[name]])] <- \"-\"",
      // Rows outside a figure's target add nothing above or below the line.
      "for (name in grep(\"^[xy][0-9]+$\", names(data\(stage)), value = TRUE)) data\(stage)[[name]][is.na(data\(stage)[[name]])] <- 0",
      data.treatment.firstStage == .withReplacement
        ? "design\(stage) <- svydesign(id = ~\(rows.hasClusters ? "cluster" : "unit"), strata = ~\(rows.hasClusters ? "cluster_stratum" : "stratum"), weights = ~weight, data = data\(stage), nest = TRUE)"
        : rows.hasClusters
          ? "design\(stage) <- svydesign(id = ~cluster + unit, strata = ~cluster_stratum + stratum, fpc = ~cluster_population + population, weights = ~weight, data = data\(stage), nest = TRUE)"
          : "design\(stage) <- svydesign(id = ~unit, strata = ~stratum, fpc = ~population, weights = ~weight, data = data\(stage))",
    ]
    if let distance = data.distance, !rows.totals.isEmpty {
      let names = rows.totals.indices.map { "t\($0 + 1)" }
      let totals = zip(names, rows.totals).map { "\($0) = \(shortestDecimal($1.total))" }
      lines += rows.totals.enumerated().map { "# t\($0 + 1): \($1.name)" }
      lines.append(
        "design\(stage) <- calibrate(design\(stage), ~0 + \(names.joined(separator: " + ")), c(\(totals.joined(separator: ", "))), \(calibration(distance)), epsilon = 1e-12, maxit = 200)"
      )
    }
    return lines
  }

  private func calibration(_ distance: CalibrationDistance) -> String {
    let limits = { (bounds: ClosedRange<Double>?) in
      bounds.map {
        ", bounds = c(\(shortestDecimal($0.lowerBound)), \(shortestDecimal($0.upperBound)))"
      } ?? ""
    }
    return switch distance {
    case .linear(let bounds): "calfun = \"linear\"" + limits(bounds)
    case .raking(let bounds): "calfun = \"raking\"" + limits(bounds)
    case .logit(let bounds): "calfun = \"logit\"" + limits(bounds)
    }
  }

  private func figure(_ figure: ScriptData.Figure) -> [String] {
    let call: String
    switch figure.formula {
    case .ratio(let number, let stage):
      call = "svyratio(~y\(number), ~x\(number), design\(stage))"
    case .composite(let constant, let terms, let stage):
      let totals = terms.flatMap { ["y\($0.number)", "x\($0.number)"] }
      let sum = terms.map { "\(shortestDecimal($0.factor)) * y\($0.number) / x\($0.number)" }
      call =
        "svycontrast(svytotal(~\(totals.joined(separator: " + ")), design\(stage)), quote(\(shortestDecimal(constant)) + \(sum.joined(separator: " + "))))"
    }
    return [
      "# " + remarks.label(figure), "figures[[\"\(figure.name)\"]] <- \(call)",
    ]
  }

  private let comparison = [
    "expected <- read.csv(\"figures.csv\")",
    "estimate <- vapply(expected$name, function(name) as.numeric(coef(figures[[name]])), 0)",
    "error <- vapply(expected$name, function(name) as.numeric(sqrt(diag(as.matrix(vcov(figures[[name]]))))[1]), 0)",
    "distance <- function(a, b) abs(a - b) / pmax(abs(b), 1e-12)",
    "# A census has no error but that of rounding.",
    "wrong <- distance(estimate, expected$estimate) > 1e-8 | (distance(error, expected$standard_error) > 1e-8 & abs(error - expected$standard_error) > 1e-12)",
    "print(data.frame(name = expected$name, estimate, error, expected = expected$estimate, expected_error = expected$standard_error, agrees = !wrong), row.names = FALSE)",
    "if (any(wrong)) quit(status = 1)",
  ]
}
