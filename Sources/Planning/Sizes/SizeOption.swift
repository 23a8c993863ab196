// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// A number that a size is asked with: its option on the command line and the range that it must lie in.
struct SizeOption {
  let name: String
  let range: String

  static let expected = SizeOption(name: "--expected", range: "0 < P < 1")
  static let margin = SizeOption(name: "--margin", range: "0 < E < 1")
  static let confidence = SizeOption(name: "--confidence", range: "0 < C < 1")
  static let population = SizeOption(name: "--population", range: "1 <= N <= 2^53")
  static let designEffect = SizeOption(name: "--design-effect", range: "D > 0")
  static let responseRate = SizeOption(name: "--response-rate", range: "0 < R <= 1")
  static let intraclassCorrelation = SizeOption(name: "--icc", range: "0 <= R <= 1")
  static let take = SizeOption(name: "--take", range: "M >= 1")
  static let tolerable = SizeOption(name: "--tolerable", range: "0 < P < 1")
  static let costPerVillage = SizeOption(name: "--cost-per-village", range: "0 <= C < 10^9")
  static let costPerHousehold = SizeOption(name: "--cost-per-household", range: "0 <= C < 10^9")
  static let householdsPerDay = SizeOption(name: "--households-per-day", range: "0 < H <= 1000")
  static let pairs = SizeOption(name: "--pairs", range: "1 <= P <= 10^6")
  static let risk = SizeOption(name: "--risk", range: "0 < R < 1")
  static let riskOpen = SizeOption(name: "--risk-open", range: "0 < R < 1")
  static let goodRate = SizeOption(
    name: "--good-rate", range: "on the side that meets the requirement")
  static let atMost = SizeOption(name: "--at-most", range: "0 < P < 1")
  static let atLeast = SizeOption(name: "--at-least", range: "0 < P < 1")
  static let correlationOfErrors = SizeOption(name: "--icc", range: "0 <= R < 1")
  static let villageVariation = SizeOption(name: "--village-variation", range: "0 <= V <= 2")
  static let errorsAllowed = SizeOption(name: "--errors-allowed", range: "K >= 0")

  /// Refuses a number outside the range, which NaN always is.
  func check(_ value: Double, _ isInRange: (Double) -> Bool) throws {
    guard isInRange(value) else {
      let text = value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
      throw Fault(.optionOutOfRange, ["option": name, "value": text, "range": range])
    }
  }
}

extension Fault.Code {
  /// A number lies outside the range of its option.
  public static let optionOutOfRange = Fault.Code("option-out-of-range", .usage)
}
