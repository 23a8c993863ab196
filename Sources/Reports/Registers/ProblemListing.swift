// SPDX-License-Identifier: GPL-3.0-or-later

public import Assessment
import Tables
public import Workspaces

/// The problems of an office's own registers, as tables.
public enum ProblemListing {
  /// What each rule came to.
  public static func rules(_ problems: RegisterProblems, in language: Language) -> Listing {
    var listing = Listing(columns: [
      Listing.Column("rule", BilingualText(zh: "规则", en: "Rule")),
      Listing.Column("label", BilingualText(zh: "内容", en: "What it finds")),
      Listing.Column("register", BilingualText(zh: "名册", en: "Register")),
      Listing.Column("severity", BilingualText(zh: "程度", en: "Severity")),
      Listing.Column("rows", BilingualText(zh: "适用行数", en: "Rows it applies to")),
      Listing.Column("broken", BilingualText(zh: "违反", en: "Broken")),
      Listing.Column("overdue", BilingualText(zh: "逾期", en: "Overdue")),
      Listing.Column("missing", BilingualText(zh: "缺数据", en: "Data missing")),
      Listing.Column("state", BilingualText(zh: "状态", en: "State")),
    ])
    for result in problems.rules {
      let counts = [RegisterProblemKind.broken, .overdue, .missing].map { kind in
        result.problems.count { $0.kind == kind }
      }
      listing.append(
        [
          .text(result.rule.id), .text(result.rule.label.text(in: language)),
          .text(result.rule.over), .text(word(result.rule.severity, in: language)),
          result.lack == nil ? .integer(result.rows) : .none,
        ] + counts.map { result.lack == nil ? .integer($0) : .none }
          + [.text(state(result, in: language))])
    }
    return listing
  }

  /// What each applied rule came to, and what lacks for the others, for the terminal.
  public static func text(_ problems: RegisterProblems, in language: Language) -> String {
    let applied = problems.rules.filter { $0.lack == nil }
    var lines = rules(
      RegisterProblems(rules: applied, problems: problems.problems), in: language
    ).text(.table, in: language)
    let others = problems.rules.filter { $0.lack != nil }
    guard !others.isEmpty else { return lines }
    lines +=
      "\n"
      + BilingualText(
        zh: "未核查的规则 \(others.count) 条：", en: "\(others.count) rules were not applied:"
      ).text(in: language) + "\n"
    var groups: [(state: String, ids: [String])] = []
    for result in others {
      let state = state(result, in: language)
      if let index = groups.firstIndex(where: { $0.state == state }) {
        groups[index].ids.append(result.rule.id)
      } else {
        groups.append((state, [result.rule.id]))
      }
    }
    for group in groups {
      lines +=
        "  \(group.ids.joined(separator: language == .chinese ? "、" : ", ")) – \(group.state)\n"
    }
    return lines
  }

  /// A row for each problem, in the order of the problems.
  public static func problems(_ problems: [RegisterProblem], in language: Language) -> Listing {
    var listing = Listing(columns: [
      Listing.Column("office", BilingualText(zh: "责任单位", en: "Office")),
      Listing.Column("unit", BilingualText(zh: "单位", en: "Unit")),
      Listing.Column("severity", BilingualText(zh: "程度", en: "Severity")),
      Listing.Column(
        "probability", BilingualText(zh: "被抽中概率", en: "Chance to be drawn"), style: .percent(1)),
      Listing.Column("kind", BilingualText(zh: "类别", en: "Kind")),
      Listing.Column("rule", BilingualText(zh: "规则", en: "Rule")),
      Listing.Column("problem", BilingualText(zh: "问题", en: "Problem")),
      Listing.Column("values", BilingualText(zh: "名册数据", en: "What the register says")),
      Listing.Column("department", BilingualText(zh: "主管部门", en: "Department")),
      Listing.Column("register", BilingualText(zh: "名册", en: "Register"), isShown: false),
      Listing.Column("source", BilingualText(zh: "依据", en: "Source"), isShown: false),
    ])
    for problem in problems {
      listing.append([
        .text(problem.office), .text(problem.unit.text),
        .text(word(problem.rule.severity, in: language)), .optional(problem.probability),
        .text(word(problem.kind, in: language)), .text(problem.rule.id),
        .text(problem.rule.label.text(in: language)),
        .text(problem.values.map { "\($0.name)=\($0.value)" }.joined(separator: " ")),
        .optional(problem.rule.department), .text(problem.rule.over), .text(problem.rule.source),
      ])
    }
    return listing
  }

  /// How grave a problem is, in a word.
  public static func word(_ severity: RegisterRule.Severity, in language: Language) -> String {
    switch severity {
    case .critical: BilingualText(zh: "严重", en: "critical").text(in: language)
    case .major: BilingualText(zh: "较重", en: "major").text(in: language)
    case .minor: BilingualText(zh: "一般", en: "minor").text(in: language)
    case .listed: BilingualText(zh: "列入名单", en: "listed").text(in: language)
    }
  }

  /// What was found, in a word.
  static func word(_ kind: RegisterProblemKind, in language: Language) -> String {
    switch kind {
    case .broken: BilingualText(zh: "违反", en: "broken").text(in: language)
    case .overdue: BilingualText(zh: "逾期未办", en: "overdue").text(in: language)
    case .missing: BilingualText(zh: "缺数据", en: "data missing").text(in: language)
    }
  }

  private static func state(_ result: RegisterRuleResult, in language: Language) -> String {
    if let lack = result.lack { return words(lack, in: language) }
    return result.problems.isEmpty
      ? BilingualText(zh: "未发现问题", en: "nothing found").text(in: language)
      : BilingualText(zh: "有问题", en: "problems").text(in: language)
  }

  /// Why a rule or measure was not applied.
  static func words(_ lack: RecordLack, in language: Language) -> String {
    switch lack {
    case .table(let name):
      BilingualText(zh: "没有表 \(name)", en: "there is no table \(name)").text(in: language)
    case .names(let names):
      BilingualText(
        zh: "缺列 \(names.joined(separator: "、"))",
        en: "no column \(names.joined(separator: ", "))"
      ).text(in: language)
    }
  }
}
