// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Planning
public import Tables

/// A script that computes a result's figures again from its rows in another program.
public enum AnalysisScript: String, Sendable, CaseIterable {
  /// R with the package `survey`.
  case r
  /// Stata.
  case stata
  /// SPSS with its complex samples.
  case spss

  /// The name of the script's file.
  public var file: String {
    switch self {
    case .r: "figures.R"
    case .stata: "figures.do"
    case .spss: "figures.sps"
    }
  }

  /// The name of the file with the rows of a stage.
  public static func file(ofStage stage: Int) -> String { "rows-\(stage).csv" }

  /// The script, with its remarks in a language.
  public func text(_ data: ScriptData, in language: Language) -> String {
    let remarks = ScriptRemarks(data: data, language: language)
    return switch self {
    case .r: RScript(data: data, remarks: remarks).text
    case .stata: StataScript(data: data, remarks: remarks).text
    case .spss: SPSSScript(data: data, remarks: remarks).text
    }
  }

  /// The figures that the script shall come to: name, estimate, standard error.
  public static func figures(_ data: ScriptData) -> Table {
    let figures = data.figures
    return Table(
      names: ["name", "estimate", "standard_error"],
      columns: [
        TextColumn(figures.map { $0.name as String? }),
        TextColumn(figures.map { shortestDecimal($0.estimate) as String? }),
        TextColumn(figures.map { shortestDecimal($0.standardError) as String? }),
      ])
  }
}

/// What scripts say in words.
struct ScriptRemarks {
  let data: ScriptData
  let language: Language

  private func say(_ zh: String, _ en: String) -> String {
    BilingualText(zh: zh, en: en).text(in: language)
  }

  /// What the script does, line by line.
  var head: [String] {
    [
      say(
        "由 rows-*.csv 重新计算各项指标，并与 figures.csv 比较。",
        "Computes the figures again from rows-*.csv and compares them with figures.csv."),
      data.treatment.firstStage == .withReplacement
        ? say(
          "第一阶段按有放回抽样处理（概率不等），独单位以总平均为中心；与 assay score --with-replacement --lonely-psu adjust 相同。",
          "The first stage, with unequal probabilities, counts as drawn with replacement, units alone in their cell are centred at the mean of all: as assay score --with-replacement --lonely-psu adjust."
        )
        : say(
          "第一阶段按简单随机抽样处理，独单位以总平均为中心；与 assay score --simple-random --lonely-psu adjust 相同。",
          "The first stage counts as a simple random sample, units alone in their cell are centred at the mean of all: as assay score --simple-random --lonely-psu adjust."
        ),
    ]
      + (data.omitted.isEmpty
        ? []
        : [
          say("没有估计或标准误，未列入：", "Left out for want of an estimate or standard error: ")
            + data.omitted.joined(separator: ", ")
        ])
  }

  /// What a figure is.
  func label(_ figure: ScriptData.Figure) -> String {
    "\(figure.name): \(figure.label.text(in: language))"
  }

  /// What is not done where weights were fitted.
  var fitted: String {
    say(
      "权数已按总数拟合；此程序把拟合后的权数当作已知，标准误因此偏大。",
      "Weights were fitted to totals; this program takes them as given, so that its standard errors are too large."
    )
  }
}
