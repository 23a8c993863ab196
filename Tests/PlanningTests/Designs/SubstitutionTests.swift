// SPDX-License-Identifier: GPL-3.0-or-later

import Estimation
import Planning
import Sampling
import Tables
import Testing

/// The draws of five units, three mains and two reserves, one for each of the 120 orders of tickets.
private let everyOrder: [Draw] = {
  let units = Table(
    names: ["id"], columns: [TextColumn((0..<5).map { "U\($0)" as String? })])
  let design = SamplingDesign(Stage("units", size: 3, reserves: "1"))
  do {
    let frame = try SamplingFrame(
      design, registers: ["units": TableRegister(units, id: "id")])
    var draws: [[Int]: Draw] = [:]
    var attempt = 0
    while draws.count < 120 {
      let draw = try frame.draw(seed: Seed(text: "order \(attempt)", allowsShort: true))
      draws[draw.units.map(\.row)] = draw
      attempt += 1
    }
    return Array(draws.values)
  } catch {
    fatalError("\(error)")
  }
}()

/// What would become of a unit, and its value if it answers.
private struct Person {
  let response: UnitResponse
  let value: Double
}

/// Opens the next reserve for each unit that does not answer, until none is left.
private func openInOrder(_ draw: Draw, _ responses: [UnitResponse]) -> [Substitution] {
  var substitutions: [Substitution] = []
  var next = draw.cells[0].size
  var unit = 0
  while unit < next {
    if responses[unit] == .missing, next < draw.units.count {
      substitutions.append(Substitution(of: unit, by: next))
      next += 1
    }
    unit += 1
  }
  return substitutions
}

private func total(
  _ draw: Draw, _ people: [Person], _ substitutions: [Substitution]
) throws -> Double {
  let responses = draw.units.map { people[$0.row].response }
  let field = try FieldDesign(draw, responses: responses, substitutions: substitutions)
  let values = field.units.map { unit in
    people[draw.units[unit].row].response == .answered ? people[draw.units[unit].row].value : 0
  }
  return try field.design.totals(of: [NumberColumn(values)]).values[0]
}

@Suite("Substitutes")
struct SubstitutionTests {
  @Test("Every prefix of the ticket order is unbiased with the weight N/(n + r)", arguments: 0...2)
  func prefixes(opened: Int) throws {
    let people = [3.0, 1, 4, 1, 5].enumerated().map {
      Person(response: $0.offset == 4 ? .ineligible : .answered, value: $0.element)
    }
    var sum = 0.0
    for draw in everyOrder {
      let substitutions = (0..<opened).map { Substitution(of: $0, by: 3 + $0) }
      let responses = draw.units.map { people[$0.row].response }
      let field = try FieldDesign(draw, responses: responses, substitutions: substitutions)
      #expect(field.units == Array(0..<(3 + opened)))
      for weight in field.design.weights { #expect(abs(weight - 5 / Double(3 + opened)) < 1e-12) }
      sum += try total(draw, people, substitutions)
    }
    // The ineligible unit is a zero.
    #expect(abs(sum / 120 - 9) < 1e-9)
  }

  @Test(
    "Reserves opened in order for those who do not answer leave estimates unbiased",
    arguments: [[0], [1], [3], [0, 1], [0, 2], [1, 3], [2, 3]])
  func released(missing: [Int]) throws {
    let values = [3.0, 1, 4, 1, 5]
    let people = values.enumerated().map {
      Person(
        response: missing.contains($0.offset)
          ? .missing : $0.offset == 4 ? .ineligible : .answered, value: $0.element)
    }
    var sum = 0.0
    for draw in everyOrder {
      let responses = draw.units.map { people[$0.row].response }
      sum += try total(draw, people, openInOrder(draw, responses))
    }
    let known = (0..<4).filter { !missing.contains($0) }
    let mean = known.map { values[$0] }.reduce(0, +) / Double(known.count + 1)
    #expect(abs(sum / 120 - 5 * mean) < 1e-9)
  }

  @Test("Reserves opened out of order would be biased, so that the test above can fail")
  func outOfOrder() throws {
    let values = [3.0, 1, 4, 1, 5]
    var sum = 0.0
    for draw in everyOrder {
      // The reserve with the larger value is preferred, whatever its order.
      let best = values[draw.units[3].row] > values[draw.units[4].row] ? 3 : 4
      let people = values.map { Person(response: .answered, value: $0) }
      sum += try total(draw, people, [Substitution(of: 0, by: best)])
    }
    #expect(sum / 120 - 14 > 0.5)
  }

  @Test("Where units are not one random order, a substitute takes the place of its unit")
  func imputation() throws {
    let units = Table(
      names: ["id"], columns: [TextColumn((0..<12).map { "U\($0)" as String? })])
    let draw = try SamplingDesign(
      Stage(
        "units", sort: ["id"], size: 4, method: .systematic, reserves: "0.5")
    ).draw(
      from: ["units": TableRegister(units, id: "id")],
      seed: Seed(text: "imputation", allowsShort: true))
    var responses = [UnitResponse](repeating: .answered, count: draw.units.count)
    responses[1] = .missing
    responses[4] = .missing
    let field = try FieldDesign(
      draw, responses: responses,
      substitutions: [Substitution(of: 1, by: 4), Substitution(of: 4, by: 5)])
    #expect(field.units == [0, 5, 2, 3])
    #expect(field.design.weights == [3, 3, 3, 3])
    // Variance by successive differences takes the substitute at the place of the main.
    let values = NumberColumn(field.units.map { $0 == 5 ? 9 : 1 })
    let covariance = try field.design.totals(of: [values]).covariance[0]
    let plain = try FieldDesign(draw, responses: responses.map { _ in .answered })
    let inPlace = try plain.design.totals(of: [NumberColumn([1, 9, 1, 1])]).covariance[0]
    #expect(abs(covariance - inPlace) < 1e-9)
  }
}
