// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment

extension ReportWriter {
  /// What the result would be if something else were decided; no section if there is nothing to compare.
  var sensitivitySection: PageSection? {
    guard let first = content.sensitivity.first else { return nil }
    let headings = SensitivityWording(sensitivity: first, language: language).headings
    let columns = headings.enumerated().map { index, title in
      [1, 3, 4].contains(index) ? DataTable.Column.number(title) : .text(title)
    }
    let rows = content.sensitivity.flatMap { sensitivity in
      SensitivityWording(sensitivity: sensitivity, language: language).rows.enumerated().map {
        DataTable.Row(cells: $1, isTotal: $0 == 0)
      }
    }
    return PageSection(
      id: "sensitivity", heading: say(zh: "换一种算法会怎样", en: "What other treatments would give"),
      blocks: [
        .paragraph(SensitivityWording.sentence(content.sensitivity, in: language)),
        .table(
          DataTable(
            caption: say(zh: "各种算法下的结果", en: "Results under other treatments"),
            columns: columns, rows: rows)),
        .remark(
          say(
            zh:
              "“都按有错误计算”是最坏的设想：未访到的单位按名册上的人数计入分子和分母（认可度等按不认可计），备用单位不计。每种算法都重新计算权数、区间和证据。",
            en:
              "“All … are errors” is the worst case: units without an interview count above and below the line with their persons of the register (for approval: as not approving), substitutes do not count. Weights, limits and evidence are computed anew for each treatment."
          )),
      ])
  }
}
