// SPDX-License-Identifier: GPL-3.0-or-later

public import Forms
import Sampling
public import Tables

extension AssessmentDescription {
  /// Refuses a profile that does not fit its forms and this design: every name in an expression must
  /// be one of a column, a question, a parameter, a value above or a finding; every choice that an
  /// answer is compared with must be one; every outcome that a form offers must be known.
  ///
  /// A name that nothing bears, or a choice that nobody can give, would otherwise count nobody in
  /// silence, or be found on the day of the result.
  ///
  /// - Parameters:
  ///   - profile: the profile that the description names.
  ///   - forms: its forms by name.
  /// - Throws: the first fault of ``check(against:)``; ``Tables/Faults`` with all that is wrong with
  ///   names and forms.
  /// - Precondition: there is a form for each of the profile's.
  public func check(against profile: Profile, forms: [String: Form]) throws {
    try check(against: profile)
    var check = ProfileCheck(profile: profile, forms: forms)
    for form in profile.forms { check.check(form) }
    check.checkReplacement()
    check.checkQuality()
    check.checkRules()
    for sample in samples {
      let register = register(sample.design.register)!
      let above = register.parent.flatMap { self.register($0) }
      let columns =
        register.usableColumns
        + (above?.usableColumns.filter { !register.usableColumns.holds($0) } ?? [])
      check.check(sample.name, columns: columns)
      check.checkLevels(in: [sample.condition, sample.takeAll], of: columns)
    }
    for indicator in profile.indicators {
      guard case .composite(let composite) = indicator.measure else { continue }
      for total in composite.terms.map(\.total) + [composite.denominator] {
        check.checkLevels(in: [total.condition], of: self.register(total.register)!.usableColumns)
      }
    }
    for measure in profile.measures {
      guard let register = register(measure.over) else { continue }
      let made = measure.related.map(\.name)
      check.checkLevels(
        in: [measure.condition, measure.numerator, measure.denominator],
        of: register.usableColumns.filter { !made.holds($0) })
    }
    try check.faults.throwIfAny()
  }
}

/// Looks for names that nothing bears.
private struct ProfileCheck {
  let profile: Profile
  let forms: [String: Form]
  var faults = Faults()
  /// Expressions that were looked at, so that one that serves several samples is reported once.
  private var reported: Set<Fault> = []

  init(profile: Profile, forms: [String: Form]) {
    self.profile = profile
    self.forms = forms
  }

  fileprivate mutating func report(_ fault: Fault) {
    if reported.insert(fault).inserted { faults.append(fault) }
  }

  /// The questions by which the profile knows a form's units and outcomes.
  mutating func check(_ description: FormDescription) {
    let form = forms[description.name]!
    let questions = [
      description.unit, description.outcome, description.interviewer, description.mode,
    ]
    for question in questions.compactMap({ $0 }) where form.index(of: question) == nil {
      report(
        Fault(
          .formQuestionMissing, at: description.place,
          ["question": question, "form": description.name]))
    }
    guard let outcome = description.outcome.flatMap({ form.index(of: $0) }) else { return }
    for choice in form.choices(of: form.questions[outcome])?.choices ?? []
    where profile.outcome(choice.name) == nil {
      report(
        Fault(
          .outcomeNotInProfile, at: description.place,
          [
            "outcome": choice.name, "form": description.name,
            "known": profile.outcomes.map(\.name).joined(separator: ", "),
          ]))
    }
  }

  /// The question that tells the number of a visit: a form that tells how visits end must have it.
  mutating func checkReplacement() {
    guard let question = profile.replacement.visitQuestion else { return }
    let known = profile.forms.filter { $0.outcome != nil }
    guard !known.contains(where: { forms[$0.name]!.index(of: question) != nil }) else { return }
    report(
      Fault(
        .formQuestionMissing, at: profile.replacement.place,
        ["question": question, "form": known.map(\.name).joined(separator: ", ")]))
  }

  /// The questions that the evening's checks look at.
  mutating func checkQuality() {
    let rules = profile.checks
    let single =
      rules.unique + rules.officials.map(\.question) + (rules.sampleQuestion.map { [$0] } ?? [])
    for name in single where !forms.values.contains(where: { $0.index(of: name) != nil }) {
      report(
        Fault(
          .formQuestionMissing,
          ["question": name, "form": profile.forms.map(\.name).joined(separator: ", ")]))
    }
    let named =
      rules.scales.map { ($0.form, $0.questions, Place()) }
      + rules.logic.map { ($0.form, $0.when.names, $0.when.place) }
    for (form, names, place) in named {
      for name in names where forms[form]!.index(of: name) == nil {
        report(Fault(.formQuestionMissing, at: place, ["question": name, "form": form]))
      }
    }
  }

  /// Rules that rest on the findings that they raise.
  mutating func checkRules() {
    for rule in profile.rules where profile.dependsOnFindings([rule.when]) {
      report(Fault(.ruleOnFindings, at: rule.when.place, ["rule": rule.id]))
    }
  }

  /// The names that the expressions of a sample use.
  mutating func check(_ sample: String, columns: [String]) {
    let expressions = profile.unitExpressions(of: sample)
    let used = profile.names(behind: expressions)
    let values = profile.values.filter { used.contains(UnitID($0.name)) }
    let forms = profile.forms(of: sample).map { self.forms[$0.name]! }
    let groups = [
      columns, profile.parameters.map(\.name), profile.values.map(\.name),
      Profile.ReservedName.all,
    ]
    for expression in expressions + values.map(\.expression) {
      for name in expression.names {
        let bearers =
          groups.count { $0.holds(name) }
          + forms.count { form in
            form.index(of: name).map { !form.isRepeated(form.questions[$0]) } ?? false
          }
        guard bearers != 1 else { continue }
        report(
          Fault(
            bearers == 0 ? .nameNotInSample : .ambiguousName, at: expression.place,
            ["name": name, "sample": sample, "expression": expression.source]))
      }
      for form in forms {
        for fault in form.faults(of: expression) { report(fault) }
      }
      checkFindings(in: expression)
      checkLevels(in: [expression], of: columns)
    }
  }
}

extension ProfileCheck {
  /// The kinds of findings that an expression asks for: one that nobody finds would count nobody.
  fileprivate mutating func checkFindings(in expression: Expression) {
    let known = profile.findings.map(\.name)
    for (name, text) in expression.comparisons
    where Profile.ReservedName.all.holds(name) && !text.utf8.isEmpty && !known.holds(text) {
      report(
        Fault(
          .findingNotInProfile, at: expression.place,
          ["finding": text, "known": known.joined(separator: ", ")]))
    }
  }
}

extension ProfileCheck {
  /// The values that columns are compared with: where the profile lists those of a column, another one would
  /// count nobody.
  fileprivate mutating func checkLevels(in expressions: [Expression?], of columns: [String]) {
    for expression in expressions.compactMap({ $0 }) {
      for (name, text) in expression.comparisons where columns.holds(name) && !text.utf8.isEmpty {
        guard let known = profile.levels.named(name, \.column)?.labels.map(\.value),
          !known.holds(text)
        else { continue }
        report(
          Fault(
            .levelNotInProfile, at: expression.place,
            [
              "value": text, "name": name, "expression": expression.source,
              "known": known.joined(separator: ", "),
            ]))
      }
    }
  }
}

extension Fault.Code {
  /// A column is compared with a value that is none of those that the profile lists.
  public static let levelNotInProfile = Fault.Code("level-not-in-profile", .configuration)
  /// An expression asks for a kind of findings that the profile does not define.
  public static let findingNotInProfile = Fault.Code("finding-not-in-profile", .configuration)
  /// A form lacks the question by which the profile knows its units or outcomes.
  public static let formQuestionMissing = Fault.Code("form-question-missing", .configuration)
  /// A form offers an outcome that the profile does not know.
  public static let outcomeNotInProfile = Fault.Code("outcome-not-in-profile", .configuration)
  /// A rule uses findings, which it is there to raise.
  public static let ruleOnFindings = Fault.Code("rule-on-findings", .configuration)
  /// An expression uses a name that nothing bears in one of its samples.
  public static let nameNotInSample = Fault.Code("name-not-in-sample", .configuration)
}
