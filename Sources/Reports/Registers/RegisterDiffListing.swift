// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Files
import Tables

/// What changed between two versions of a register, as tables and a workbook.
public struct RegisterDiffListing {
  private let diff: RegisterDiff

  /// The words of a comparison.
  public init(_ diff: RegisterDiff) { self.diff = diff }

  private static func label(_ kind: RegisterDiff.Kind) -> BilingualText {
    switch kind {
    case .new: BilingualText(zh: "新增", en: "new")
    case .gone: BilingualText(zh: "减少", en: "gone")
    case .moved: BilingualText(zh: "换村", en: "moved")
    case .changed: BilingualText(zh: "变更", en: "changed")
    }
  }

  /// A row for each value that differs, and one for each unit that is new, gone or only moved.
  /// - Parameter language: in which people are told what became of units; programs get its name.
  public func units(in language: Language?) -> Listing {
    var listing = Listing(columns: [
      Listing.Column("kind", BilingualText(zh: "变化", en: "What")),
      Listing.Column("id", BilingualText(zh: "编号", en: "Unit")),
      Listing.Column("oldVillage", BilingualText(zh: "原村", en: "Old village")),
      Listing.Column("newVillage", BilingualText(zh: "现村", en: "New village")),
      Listing.Column("column", BilingualText(zh: "列", en: "Column")),
      Listing.Column("old", BilingualText(zh: "原值", en: "Old")),
      Listing.Column("new", BilingualText(zh: "现值", en: "New")),
    ])
    for unit in diff.units {
      let kind = language.map { Self.label(unit.kind).text(in: $0) } ?? unit.kind.rawValue
      let head: [Listing.Cell] = [
        .text(kind), .text(unit.id.text), .optional(unit.oldVillage?.text),
        .optional(unit.newVillage?.text),
      ]
      if unit.changes.isEmpty { listing.append(head + [.none, .none, .none]) }
      for change in unit.changes {
        listing.append(head + [.text(change.column), .text(change.old), .text(change.new)])
      }
    }
    return listing
  }

  /// A row for each village where anything changed.
  public func villages() -> Listing {
    var listing = Listing(columns: [
      Listing.Column("village", BilingualText(zh: "村", en: "Village")),
      Listing.Column("new", BilingualText(zh: "新增", en: "New")),
      Listing.Column("gone", BilingualText(zh: "减少", en: "Gone")),
      Listing.Column("movedIn", BilingualText(zh: "迁入", en: "Moved in")),
      Listing.Column("movedOut", BilingualText(zh: "迁出", en: "Moved out")),
      Listing.Column("changed", BilingualText(zh: "变更", en: "Changed")),
    ])
    for village in diff.villages {
      listing.append([
        .text(village.village.text), .integer(village.new), .integer(village.gone),
        .integer(village.movedIn), .integer(village.movedOut), .integer(village.changed),
      ])
    }
    return listing
  }

  /// What there is to say besides.
  public var remarks: [BilingualText] {
    let counts = RegisterDiff.Kind.allCases.map { diff.count(of: $0) }
    var remarks = [
      BilingualText(
        zh:
          "原 \(diff.rows.old) 行，现 \(diff.rows.new) 行：新增 \(counts[0])，减少 \(counts[1])，换村 \(counts[2])，变更 \(counts[3])",
        en:
          "\(diff.rows.old) rows before, \(diff.rows.new) now: \(counts[0]) new, \(counts[1]) gone, \(counts[2]) moved, \(counts[3]) changed"
      )
    ]
    if !diff.addedColumns.isEmpty || !diff.removedColumns.isEmpty {
      let (added, removed) = (
        diff.addedColumns.joined(separator: ", "), diff.removedColumns.joined(separator: ", ")
      )
      remarks.append(
        BilingualText(
          zh: "新增的列：\(added.isEmpty ? "无" : added)；减少的列：\(removed.isEmpty ? "无" : removed)",
          en:
            "new columns: \(added.isEmpty ? "none" : added); columns that are gone: \(removed.isEmpty ? "none" : removed)"
        ))
    }
    if !diff.seesMoves {
      remarks.append(
        BilingualText(
          zh: "编号只在村内唯一，换村者显示为一减一增",
          en:
            "identifiers are unique within villages only, so that a unit that moved is told as gone and new"
        ))
    }
    return remarks
  }

  /// Writes units and villages as a workbook of two sheets.
  /// - Throws: the faults of writing.
  public func writeWorkbook(to path: String, in language: Language) throws {
    var writer = try WorkbookWriter(path: path)
    try villages().write(
      to: &writer, sheet: BilingualText(zh: "按村", en: "villages").text(in: language), in: language)
    try units(in: language).write(
      to: &writer, sheet: BilingualText(zh: "逐户", en: "units").text(in: language), in: language)
    try writer.commit()
  }
}
