// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Forms
import Foundation
import Tables
import Testing
import Workspaces

private let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()

/// A profile that ships with Assay, and its forms.
private func survey(_ name: String) throws -> (profile: Profile, forms: [String: Form]) {
  let home = try AssayHome(environment: ["ASSAY_HOME": root.path], binary: root)
  let file = try home.profileFolder(named: name).appending(path: "profile.yaml")
  let profile = try Profile(text: String(contentsOf: file, encoding: .utf8), file: file.path)
  return (profile, try home.forms(of: profile, named: name))
}

/// Every expression of a profile, with the form that alone answers it, if there is one.
private func expressions(of profile: Profile) -> [(expression: Forms.Expression, form: String?)] {
  var all = profile.rules.map { ($0.when, String?.some($0.form)) }
  all += profile.values.map { ($0.expression, nil) }
  for indicator in profile.indicators {
    if case .ratio(let ratio) = indicator.measure {
      all += [ratio.condition, ratio.numerator, ratio.denominator].compactMap { $0 }.map {
        ($0, nil)
      }
    }
  }
  return all
}

@Suite("The surveys that ship with Assay")
struct SurveyTests {
  @Test(
    "The profile's units, outcomes and forms fit each other",
    arguments: ["exit-2016", "monthly-supervision-2016"])
  func outcomes(name: String) throws {
    let (profile, forms) = try survey(name)
    for description in profile.forms {
      let form = try #require(forms[description.name])
      #expect(form.index(of: description.unit) != nil, "\(description.name): \(description.unit)")
      guard let outcome = description.outcome else { continue }
      let question = form.questions[try #require(form.index(of: outcome))]
      let choices = try #require(form.choices(of: question)).choices.map(\.name)
      #expect(Set(choices) == Set(profile.outcomes.map(\.name)), "\(description.name)")
    }
  }

  @Test(
    "Every name in a rule, value or indicator is a question, a column or defined",
    arguments: ["exit-2016", "monthly-supervision-2016"])
  func names(name: String) throws {
    let (profile, forms) = try survey(name)
    let columns = profile.registers.flatMap { $0.columns.map(\.name) }
    let defined =
      Set(columns + profile.parameters.map(\.name) + profile.values.map(\.name))
      .union(["finding", "suspected"])
    for (expression, form) in expressions(of: profile) {
      let asked = form.map { [forms[$0]!] } ?? Array(forms.values)
      for used in expression.names where !defined.contains(used) {
        #expect(asked.contains { $0.index(of: used) != nil }, "\(used) in \(expression.source)")
      }
    }
  }

  @Test(
    "No rule, value or indicator waits for an answer that cannot be given",
    arguments: ["exit-2016", "monthly-supervision-2016"])
  func answers(name: String) throws {
    let (profile, forms) = try survey(name)
    for (expression, _) in expressions(of: profile) {
      for form in forms.values { #expect(form.faults(of: expression) == []) }
    }
  }
}
