// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment

/// A page as a reader meets it, before it is markup: headings, blocks of text, tables and drawings.
struct Page {
  let language: Language
  let title: String
  /// What stands above the title in small letters.
  let kicker: String
  /// What stands below it.
  let subtitle: [String]
  let sections: [PageSection]
  /// What stands at the very end.
  let colophon: String
  /// The class of the body, by which the style sheet knows a report from minutes.
  let kind: String
  /// A word across the head of a page whose figures may still change.
  let stamp: String?
}

/// A part of a page with a heading of its own.
struct PageSection {
  /// The name by which links reach it; the same in every language.
  let id: String
  let heading: String
  let blocks: [Block]
}

/// A block of a page.
enum Block {
  case paragraph(String)
  /// A smaller paragraph that explains a table or a figure.
  case remark(String)
  case subheading(String)
  case list([String])
  case steps([Step])
  case verdict(Verdict)
  case tiles([Tile])
  case note(Note)
  case table(DataTable)
  case facts([Fact])
  case seals([SealBlock])
  case command([String])
  case indicators(IndicatorTable)
  case signatures([String])
  case chart(Chart)

  /// A drawing with the meaning of its signs.
  struct Chart {
    let drawing: String
    let legend: [IndicatorTable.LegendEntry]
  }

  /// A step of a procedure.
  struct Step {
    let time: String?
    let text: String
  }

  /// The band that says how it came out.
  struct Verdict {
    /// How the band looks.
    enum Tone: String {
      case good, bad, open
    }

    let tone: Tone
    let word: String
    let strength: String
    let sentence: String
  }

  /// A number that a reader should see first.
  struct Tile {
    let number: String
    let label: String
    let detail: String
  }

  /// A warning or a condition that a reader must not miss.
  struct Note {
    let title: String
    let text: String
  }

  /// A term and what stands for it.
  struct Fact {
    let term: String
    let text: String
    /// Whether the text is a hash or a path, set in letters of one width.
    var isCode = false
  }

  /// A digest to be compared by eye or by camera.
  struct SealBlock {
    let label: String
    /// The digits in groups of four.
    let groups: [String]
    let code: QRCode
    let detail: String
  }
}

/// A table of texts and numbers.
struct DataTable {
  /// A column.
  struct Column {
    /// How the cells are set.
    enum Style: String {
      case text = ""
      case number, code, word
    }

    let title: String
    let style: Style

    static func text(_ title: String) -> Column { Column(title: title, style: .text) }
    static func number(_ title: String) -> Column { Column(title: title, style: .number) }
    /// Short words that are not broken.
    static func word(_ title: String) -> Column { Column(title: title, style: .word) }
    static func code(_ title: String) -> Column { Column(title: title, style: .code) }
  }

  /// A heading over several columns; without a title over one.
  struct Group {
    let title: String
    let span: Int
  }

  /// A row; its first cell is its heading.
  struct Row {
    var cells: [String]
    var isTotal = false
  }

  let caption: String
  var groups: [Group] = []
  private(set) var columns: [Column]
  var rows: [Row]

  init(caption: String, groups: [Group] = [], columns: [Column], rows: [Row]) {
    self.caption = caption
    self.groups = groups
    self.columns = columns
    self.rows = rows
  }

  /// Puts a column with its cells before the one at a position, or after the last.
  mutating func insert(_ column: Column, cells: [String], at position: Int) {
    columns.insert(column, at: position)
    for (row, cell) in zip(rows.indices, cells) { rows[row].cells.insert(cell, at: position) }
  }
}

/// The indicators with figures, requirement, result and chart.
struct IndicatorTable {
  /// A figure with what stands below it.
  struct Figure {
    let value: String
    let detail: String
  }

  /// The official result on one indicator.
  struct Result {
    let tone: Block.Verdict.Tone
    let word: String
    let evidence: String
  }

  /// An indicator.
  struct Row {
    let label: String
    let detail: [String]
    let official: Figure
    let requirement: String
    let result: Result?
    let estimate: Figure
    let plot: String
    let sentences: [String]
    let parts: [Part]
  }

  /// A part of an indicator.
  struct Part {
    let label: String
    let official: Figure
    let estimate: Figure
    let plot: String
  }

  let caption: String
  let headings: [String]
  let legend: [LegendEntry]
  let rows: [Row]

  /// A sign of the charts with its meaning.
  struct LegendEntry {
    let drawing: String
    let text: String
  }
}
