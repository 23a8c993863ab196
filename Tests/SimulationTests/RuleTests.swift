// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Files
import Forms
import Foundation
import Sampling
import Simulation
import Tables
import Testing

@Suite("The profile's rules over faultless answers")
struct RuleTests {
  /// Answers, parameters and named values of one interview, as the profile's expressions read them.
  private static func scope(
    _ answers: [String: Forms.Expression.Value], _ profile: Profile
  ) -> Forms.Expression.Scope {
    Forms.Expression.Scope { name in
      if let value = answers[name] { return value }
      if let parameter = profile.parameters.first(where: { $0.name == name }) {
        return .number(parameter.value.doubleValue)
      }
      return profile.values.first { $0.name == name }.flatMap {
        try? $0.expression.evaluate(in: scope(answers, profile))
      }
    }
  }

  @Test(
    "They raise the error of each household that has one, and nothing else",
    arguments: [Scenario.failExit, .failOmission])
  func rules(scenario: Scenario) throws {
    let file = Counties.root.appending(path: "surveys/exit-2016/profile.yaml").path
    let profile = try Profile(text: TextFile(path: file).contents(), file: file)
    let truth = try Truth(Counties.bundled(scenario).truth)
    let paths = try truth.paths.enumerated().filter { number, path in
      guard path.text.contains("/") else { return false }
      return try number % 100 == 0 || truth.error(of: path) != nil
    }.map(\.element)
    let work = FieldWork(
      of: paths, truth: truth, seed: try Seed(text: "rules", allowsShort: true), isFaultless: true)
    let description = try #require(profile.forms.first { $0.name == "household" })
    let form = try FieldWorkTests.form(.household)
    let sheet = AnswerSheet(
      try work.answers(to: .household, form: form, unit: description.unit), form: form)
    let now = Moment(secondsSinceEpoch: Int(Date().timeIntervalSince1970), offsetMinutes: 480)
    var checked = 0
    try FormChecker(form: form, now: now).check(sheet) { _, row in
      let named = Dictionary(uniqueKeysWithValues: zip(form.questions.map(\.name), row.values))
      let scope = Self.scope(named, profile)
      let sample = try #require(named["hh_type"]).text
      var raised: Set<String> = []
      for rule in profile.rules where rule.form == description.name {
        let kind = try #require(profile.findings.first { $0.name == rule.finding })
        if kind.samples.contains(sample), try rule.when.isTrue(in: scope) {
          raised.insert(rule.finding)
        }
      }
      let unit = try #require(named[description.unit]).text
      let error = try truth.error(of: UnitID(unit))
      let wanted = error.map { $0 == .omitted ? "omission" : $0.rawValue }
      #expect(raised == Set([wanted].compactMap { $0 }), "\(unit)")
      checked += 1
    }
    #expect(checked == paths.count)
  }
}
