// SPDX-License-Identifier: GPL-3.0-or-later

package import Assessment
import Tables

/// The words of the ledger's workbook: what its columns and their values are called, by which they are
/// recognized when the workbook comes back.
package enum LedgerSheet {
  /// A column of the sheet.
  enum Column: Hashable {
    case number, state, overdue, returned, evidence, newEvidence, who, why
    case field(RectificationItem.Field)

    /// The columns in their order.
    static let all: [Column] =
      [.number, .state, .overdue]
      + [.problem, .about, .township, .unit, .deadline].map(Column.field)
      + [.cause, .measures, .leader, .person].map(Column.field)
      + [.newEvidence, .who, .why, .evidence, .returned]
      + [.kind, .severity, .ledger, .source, .opened].map(Column.field)

    /// Whether people fill it in.
    var isInput: Bool {
      switch self {
      case .state, .newEvidence, .who, .why: true
      case .field(let field): LedgerSheet.inputs.contains(field)
      case .number, .overdue, .returned, .evidence: false
      }
    }

    /// What stands in the header.
    var title: BilingualText {
      switch self {
      case .number: BilingualText(zh: "编号", en: "Number")
      case .state: BilingualText(zh: "状态", en: "State")
      case .overdue: BilingualText(zh: "逾期天数", en: "Days overdue")
      case .returned: BilingualText(zh: "退回原因", en: "Returned because")
      case .evidence: BilingualText(zh: "已有佐证", en: "Evidence so far")
      case .newEvidence: BilingualText(zh: "新增佐证", en: "New evidence")
      case .who: BilingualText(zh: "填报人", en: "Filled in by")
      case .why: BilingualText(zh: "说明", en: "Remark")
      case .field(let field): LedgerSheet.title(of: field)
      }
    }
  }

  /// The fields that people fill in; the others are the office's.
  static let inputs: [RectificationItem.Field] = [.cause, .measures, .leader, .person]
  /// The states that a unit can report by itself.
  static let states: [RectificationItem.State] = [.inHand, .submitted]
  /// The name of the sheet.
  static let name = BilingualText(zh: "整改台账", en: "ledger")
  /// The hidden sheet that says what was exported.
  static let stamp = "assay"

  /// What a field is called.
  package static func title(of field: RectificationItem.Field) -> BilingualText {
    switch field {
    case .ledger: BilingualText(zh: "台账", en: "Ledger")
    case .source: BilingualText(zh: "来源", en: "Source")
    case .reference: BilingualText(zh: "来源编号", en: "Reference")
    case .kind: BilingualText(zh: "问题类别", en: "Kind")
    case .severity: BilingualText(zh: "严重程度", en: "Severity")
    case .problem: BilingualText(zh: "存在问题", en: "Problem")
    case .cause: BilingualText(zh: "产生原因", en: "Cause")
    case .measures: BilingualText(zh: "整改措施", en: "Measures")
    case .leader: BilingualText(zh: "责任领导", en: "Leader")
    case .unit: BilingualText(zh: "责任单位", en: "Unit")
    case .person: BilingualText(zh: "责任人", en: "Person")
    case .township: BilingualText(zh: "乡镇", en: "Township")
    case .about: BilingualText(zh: "涉及对象", en: "About")
    case .opened: BilingualText(zh: "立项日期", en: "Opened on")
    case .deadline: BilingualText(zh: "完成时限", en: "Deadline")
    case .fraud: BilingualText(zh: "弄虚作假", en: "Fraud")
    }
  }

  /// What the thing is called that an event changes.
  package static func title(ofChange name: String) -> BilingualText {
    switch name {
    case "state": BilingualText(zh: "状态", en: "State")
    case "evidence": BilingualText(zh: "佐证", en: "Evidence")
    case "result": BilingualText(zh: "复查结果", en: "Re-check")
    default:
      RectificationItem.Field(rawValue: name).map { title(of: $0) }
        ?? BilingualText(zh: name, en: name)
    }
  }

  /// A field's text as people see it: ledger, source and severity by their labels.
  package static func shown(
    _ text: String, of field: RectificationItem.Field, rules: LedgerRules, in language: Language
  ) -> String {
    switch field {
    case .ledger: rules.ledger(text)?.label.text(in: language) ?? text
    case .severity: rules.severity(text)?.label.text(in: language) ?? text
    case .reference: Record.fields(text).joined(separator: "; ")
    case .source: RectificationSource.Kind(rawValue: text)?.label.text(in: language) ?? text
    case .kind:
      rules.kinds.first { bytesCompare($0.name, text) == 0 }?.label.text(in: language) ?? text
    default: text
    }
  }

  /// A text of an event as people see it; `nil` where nothing stood.
  package static func shown(
    _ text: String, ofChange name: String, rules: LedgerRules, in language: Language
  ) -> String? {
    guard !text.isEmpty else { return nil }
    switch name {
    case "state":
      return RectificationItem.State(rawValue: text).map { rules.label(of: $0).text(in: language) }
        ?? text
    case "evidence": return Record.fields(text)[0]
    case "result":
      let isUpheld = text == "upheld"
      return BilingualText(
        zh: isUpheld ? "属实" : "虚假销号", en: isUpheld ? "rightly closed" : "falsely closed"
      ).text(in: language)
    default:
      return RectificationItem.Field(rawValue: name).map {
        shown(text, of: $0, rules: rules, in: language)
      } ?? text
    }
  }
}
