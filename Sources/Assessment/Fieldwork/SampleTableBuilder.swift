// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Planning
import Sampling
public import Tables

/// Joins drawn units with their registers and answers, sample by sample.
struct SampleTableBuilder {
  let frame: AssessmentFrame
  let draw: Draw
  /// The unit of each path that is visited: mains and opened reserves.
  private var visited: [UnitID: Int] = [:]
  private var reserves: Set<UnitID> = []

  init(frame: AssessmentFrame, draw: Draw, substitutions: [Substitution]) {
    self.frame = frame
    self.draw = draw
    let opened = Set(substitutions.map(\.substitute))
    for (position, unit) in draw.units.enumerated() {
      if unit.role == .main || opened.contains(position) {
        visited[unit.path] = position
      } else {
        reserves.insert(unit.path)
      }
    }
  }

  /// The table of a sample.
  func table(
    of index: Int, answers: [FormAnswers], names: Set<UnitID>
  ) throws -> SampleTable {
    let population = frame.populations[index]
    let name = population.sample.name
    let units = draw.units.indices.filter {
      let unit = draw.units[$0]
      return visited[unit.path] == $0 && unit.stage == draw.design.samples[index].stage
        && bytesCompare(unit.sample, population.sample.design.name) == 0
    }
    try check(units, population)
    var sample = SampleTable(
      sample: name, units: units,
      table: try registerColumns(units, population, isFirst: index == 0),
      outcomes: [Outcome.Kind?](repeating: nil, count: units.count), isComplete: [])
    let rows = Dictionary(uniqueKeysWithValues: units.enumerated().map { ($1, $0) })
    for (position, form) in frame.profile.forms(of: name).enumerated() {
      try join(
        form, answers.named(form.name, \.form)!, rows: rows, isMain: position == 0, to: &sample)
    }
    for parameter in frame.profile.parameters where names.contains(UnitID(parameter.name)) {
      try checkIsNew(parameter.name, in: sample)
      sample.append(
        parameter.name, TextColumn([String?](repeating: parameter.text, count: units.count)))
    }
    return sample
  }

  /// Refuses registers whose rows are not those that were drawn from.
  private func check(_ units: [Int], _ population: SamplePopulation) throws {
    let ids = try population.table.text(population.register.id)
    for unit in units {
      let drawn = draw.units[unit]
      let last = drawn.path.ownID
      let row = drawn.row
      guard row < ids.count,
        last == ids.unitID(at: row)
          || last == UnitID(population.register.prefix + ids.text(at: row))
      else {
        throw Fault(
          .registerNotOfDraw, at: Place(file: population.table.file),
          ["register": population.register.name, "unit": drawn.path.text])
      }
    }
  }

  /// The columns of a sample's register, and those of the register above that it does not shadow.
  private func registerColumns(
    _ units: [Int], _ population: SamplePopulation, isFirst: Bool
  ) throws -> Table {
    let rows = units.map { draw.units[$0].row }
    var names = population.register.usableColumns
    var columns = try names.map { try population.table.text($0).gathered(rows) }
    if !isFirst {
      let above = frame.populations[0]
      let parents = rows.map { population.parents[$0] }
      for name in above.register.usableColumns where !names.holds(name) {
        names.append(name)
        columns.append(try above.table.text(name).gathered(parents))
      }
    }
    return Table(names: names, columns: columns)
  }

  /// Adds the answers to one form.
  private func join(
    _ form: FormDescription, _ answers: FormAnswers, rows: [Int: Int], isMain: Bool,
    to sample: inout SampleTable
  ) throws {
    var source = [Int](repeating: -1, count: sample.units.count)
    var complete = [Bool](repeating: false, count: sample.units.count)
    for (position, path) in answers.paths.enumerated() {
      guard let unit = visited[path], let row = rows[unit] else { continue }
      guard source[row] < 0 else {
        throw Fault(.answeredTwice, ["unit": path.text, "form": form.name])
      }
      source[row] = position
      let kind = try outcome(answers.outcomes[position], path, form)
      complete[row] = kind == .completed
      if isMain { sample.outcomes[row] = kind }
    }
    sample.isComplete.append((form.name, complete))
    // Answers of visits that were not completed are kept, but they are no answers.
    let rows = source.indices.map { complete[$0] ? source[$0] : -1 }
    for (column, question) in answers.questions.enumerated() {
      try checkIsNew(question, in: sample)
      sample.append(question, answers.columns[column].gathered(rows))
      let missing = rows.indices.filter {
        rows[$0] >= 0 && answers.unanswered[rows[$0]].contains(column)
      }
      if !missing.isEmpty { sample.unanswered.append((question, missing)) }
    }
    let withoutForm = sample.units.indices.filter { sample.isCompleted($0) && !complete[$0] }
    if !withoutForm.isEmpty { sample.unanswered.append((form.name, withoutForm)) }
  }

  private func outcome(
    _ name: String?, _ path: UnitID, _ form: FormDescription
  ) throws -> Outcome.Kind {
    guard let name else { return .completed }
    guard let outcome = frame.profile.outcome(name) else {
      throw Fault(
        .unknownOutcome, at: form.place,
        [
          "outcome": name, "unit": path.text, "form": form.name,
          "known": frame.profile.outcomes.map(\.name).joined(separator: ", "),
        ])
    }
    return outcome.kind
  }

  private func checkIsNew(_ name: String, in sample: SampleTable) throws {
    guard sample.table.index(of: name) == nil else {
      throw Fault(
        .ambiguousName, ["name": name, "sample": sample.sample, "expression": name])
    }
  }

  /// Refuses answers of units that were not drawn.
  func checkAllAnswersUsed(_ answers: [FormAnswers]) throws {
    for answers in answers {
      for path in answers.paths where visited[path] == nil && !reserves.contains(path) {
        throw Fault(.answerNotDrawn, ["unit": path.text, "form": answers.form])
      }
    }
  }
}

extension Fault.Code {
  /// A register does not have the rows that a draw was made from.
  public static let registerNotOfDraw = Fault.Code("register-not-of-draw", .data)
  /// There are answers of a unit that was not drawn.
  public static let answerNotDrawn = Fault.Code("answer-not-drawn", .data)
  /// A unit has two answers to one form that both shall count.
  public static let answeredTwice = Fault.Code("answered-twice", .data)
  /// A visit ended in a way that the profile does not know.
  public static let unknownOutcome = Fault.Code("unknown-outcome", .data)
  /// An expression's name is borne by two things: a column, a question, a parameter or a value.
  public static let ambiguousName = Fault.Code("ambiguous-name", .configuration)
}
