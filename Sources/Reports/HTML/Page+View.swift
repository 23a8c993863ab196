// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment

/// A page as the named values that the templates ask for.
///
/// Every name that a template may ask for is there, if only as `false`: see ``PageTemplates``.
extension Page {
  typealias View = [String: Any]

  var view: View {
    [
      "lang": language.rawValue, "title": title, "kicker": kicker, "kind": kind,
      "subtitle": subtitle.map { ["text": $0] as View },
      "stamp": stamp.map { ["text": $0] as View } ?? false,
      "style": StyleSheet.text, "colophon": colophon,
      "sections": sections.enumerated().map { index, section in
        [
          "id": section.id, "heading": section.heading, "number": "\(index + 1)",
          "blocks": section.blocks.map { $0.view(below: section.heading) },
        ] as View
      },
    ]
  }
}

extension Block {
  /// The names of all kinds of block; a block gives `false` for all but its own.
  private static let names = [
    "paragraph", "remark", "subheading", "list", "steps", "verdict", "tiles", "note", "table",
    "facts", "seals", "command", "indicators", "signatures", "chart",
  ]

  /// The values of the block in a section of a heading.
  func view(below heading: String) -> Page.View {
    var view: Page.View = Dictionary(uniqueKeysWithValues: Self.names.map { ($0, false) })
    let (name, value) = content(below: heading)
    precondition(view[name] != nil, "the templates know no block \(name)")
    view[name] = value
    return view
  }

  private func content(below heading: String) -> (String, Any) {
    switch self {
    case .paragraph(let text): ("paragraph", ["text": text] as Page.View)
    case .remark(let text): ("remark", ["text": text] as Page.View)
    case .subheading(let text): ("subheading", ["text": text] as Page.View)
    case .list(let items): ("list", wrapped(items))
    case .command(let lines): ("command", wrapped(lines))
    case .signatures(let labels): ("signatures", wrapped(labels))
    case .steps(let steps):
      (
        "steps",
        ["items": steps.map { ["time": $0.time ?? "", "text": $0.text] as Page.View }] as Page.View
      )
    case .verdict(let verdict):
      (
        "verdict",
        [
          "tone": verdict.tone.rawValue, "icon": Icon.svg(verdict.tone), "word": verdict.word,
          "strength": verdict.strength, "sentence": verdict.sentence,
        ] as Page.View
      )
    case .tiles(let tiles):
      (
        "tiles",
        [
          "items": tiles.map {
            ["number": $0.number, "label": $0.label, "detail": $0.detail] as Page.View
          }
        ] as Page.View
      )
    case .note(let note): ("note", ["title": note.title, "text": note.text] as Page.View)
    case .table(let table): ("table", table.view(below: heading))
    case .facts(let facts):
      (
        "facts",
        [
          "items": facts.map {
            ["term": $0.term, "text": $0.text, "isCode": $0.isCode] as Page.View
          }
        ] as Page.View
      )
    case .seals(let seals):
      (
        "seals",
        [
          "items": seals.map { seal in
            [
              "label": seal.label, "groups": seal.groups.map { ["text": $0] as Page.View },
              "code": seal.code.svg(label: seal.label), "detail": seal.detail,
            ] as Page.View
          }
        ] as Page.View
      )
    case .indicators(let table): ("indicators", table.view)
    case .chart(let chart):
      (
        "chart",
        [
          "drawing": chart.drawing,
          "legend": chart.legend.map {
            ["drawing": $0.drawing, "text": $0.text] as Page.View
          },
        ] as Page.View
      )
    }
  }

  private func wrapped(_ texts: [String]) -> Page.View {
    ["items": texts.map { ["text": $0] as Page.View }]
  }
}

extension DataTable {
  /// A caption that says what the heading has just said is for those alone who hear the page.
  fileprivate func view(below heading: String) -> Page.View {
    [
      "caption": caption, "isRepeated": caption == heading,
      "columns": columns.map { ["text": $0.title, "style": $0.style.rawValue] as Page.View },
      "groups": groups.isEmpty
        ? false
        : ["items": groups.map { ["text": $0.title, "span": "\($0.span)"] as Page.View }]
          as Page.View,
      "rows": rows.map { row in
        precondition(row.cells.count == columns.count)
        return [
          "isTotal": row.isTotal, "head": row.cells[0],
          "cells": zip(row.cells, columns).dropFirst().map {
            ["text": $0, "style": $1.style.rawValue] as Page.View
          },
        ] as Page.View
      },
    ]
  }
}

extension IndicatorTable {
  fileprivate var view: Page.View {
    [
      "caption": caption,
      "headings": headings.map { ["text": $0] as Page.View },
      "legend": legend.map { ["drawing": $0.drawing, "text": $0.text] as Page.View },
      "rows": rows.map(\.view),
    ]
  }
}

extension IndicatorTable.Row {
  fileprivate var view: Page.View {
    [
      "label": label, "detail": detail.map { ["text": $0] as Page.View },
      "official": official.view, "requirement": requirement,
      "result": result.map {
        [
          "tone": $0.tone.rawValue, "icon": Icon.svg($0.tone), "word": $0.word,
          "evidence": $0.evidence,
        ] as Page.View
      } ?? false,
      "estimate": estimate.view, "plot": plot,
      "words": sentences.isEmpty
        ? false : ["sentences": sentences.map { ["text": $0] as Page.View }] as Page.View,
      "parts": parts.map {
        [
          "label": $0.label, "official": $0.official.view, "estimate": $0.estimate.view,
          "plot": $0.plot,
        ] as Page.View
      },
    ]
  }
}

extension IndicatorTable.Figure {
  fileprivate var view: Page.View { ["value": value, "detail": detail] }
}
