// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Sampling
import Tables
import Testing

@Suite("From a figure to its rows")
struct ExplanationTests {
  private let county = try! SmallCounty()

  @Test("The weighted sums of the rows are the estimate, the plain ones the official figure")
  func sums() throws {
    let wrong = county.households(0)[0]
    let finding = Finding(unit: wrong, kind: "wrong", state: .confirmed, reviewer: "R01")
    let fieldwork = try county.fieldwork()
    let indicator = try #require(fieldwork.frame.profile.indicator("rate"))
    let explained = try fieldwork.explanation(of: indicator, findings: [finding])
    let rate = try #require(explained.rates.first)
    let sample = try #require(rate.samples.first)
    #expect(sample.numerator == explained.result.official?.numerator)
    #expect(sample.denominator == explained.result.official?.denominator)
    #expect(
      abs(sample.weightedNumerator / sample.weightedDenominator - rate.estimate!) < 1e-15)
    #expect(rate.units.map(\.path) == [wrong])
    #expect(rate.units[0].findings == [finding] && rate.units[0].numerator == 2)
    #expect(sample.weights?.contains(rate.units[0].weight!) == true)
  }

  @Test("A composite is explained by its rates and their factors")
  func composite() throws {
    let fieldwork = try county.fieldwork()
    let explained = try fieldwork.explanation(
      of: fieldwork.frame.profile.indicator(ofFigure: "3"), findings: [])
    #expect(
      explained.indicator.name == "whole" && explained.rates.map(\.indicator.name) == ["rate"])
    let sum = try #require(explained.composite)
    // Five poor households of three persons and twenty others of two among 55.
    #expect(sum.constant == Rational(15, 55) && sum.rates[0].factor == Rational(40, 55))
  }

  @Test("What is mostly right lists the others")
  func mostlyRight() throws {
    let village = try #require(county.draw.units.first { $0.stage == 1 && $0.stratum == "a" })
    let fieldwork = try county.fieldwork(verdicts: [village.path: "met"])
    let explained = try fieldwork.explanation(
      of: fieldwork.frame.profile.indicator(ofFigure: "村"), findings: [])
    #expect(explained.rates[0].listsNumerators == false && explained.rates[0].units.isEmpty)
  }

  @Test("A figure is named by name, label or number")
  func names() throws {
    let profile = try county.fieldwork().frame.profile
    #expect(try profile.indicator(ofFigure: "rate").name == "rate")
    #expect(try profile.indicator(ofFigure: "收入").name == "income")
    #expect(try profile.indicator(ofFigure: "4").name == "villages")
    let fault = #expect(throws: Fault.self) { try profile.indicator(ofFigure: "0") }
    #expect(fault?.code == .unknownIndicator)
  }
}
