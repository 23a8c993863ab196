// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions
import Forms
import Foundation
import Tables

extension QualityCheck {
  /// Numbers far from the others.
  ///
  /// A number is one only if it is both as it stands and on the scale log(1 + x), where none is
  /// negative: incomes and counts are skewed, so that their upper tail is no error. Questions with few
  /// different answers have no outliers.
  func outliers(_ set: InterviewSet) -> [QualityIssue] {
    set.form.questions.indices.flatMap { index -> [QualityIssue] in
      let question = set.form.questions[index]
      switch question.type {
      case .integer, .decimal: break
      default: return []
      }
      guard !set.form.isRepeated(question) else { return [] }
      var values: [(interview: Int, number: Double)] = []
      for (number, interview) in set.interviews.enumerated() where interview.isComplete {
        if case .number(let value) = interview.answers.values[index], value.isFinite {
          values.append((number, value))
        }
      }
      guard values.count >= 20, Set(values.map(\.number)).count >= 10 else { return [] }
      let numbers = values.map(\.number)
      guard var limits = limits(numbers) else { return [] }
      if numbers.allSatisfy({ $0 >= 0 }), let wide = self.limits(numbers.map { log1p($0) }) {
        limits =
          min(
            limits.lowerBound, expm1(wide.lowerBound))...max(
            limits.upperBound, expm1(wide.upperBound))
      }
      return values.filter { !limits.contains($0.number) }.map { value in
        let interview = set.interviews[value.interview]
        return set.issue(
          .checkOutlier, interview, question: index, value: interview.text(index),
          [
            "lower": Self.short(limits.lowerBound), "upper": Self.short(limits.upperBound),
          ])
      }
    }
  }

  /// A limit with two decimals at the most.
  private static func short(_ value: Double) -> String {
    let rounded = (value * 100).rounded() / 100
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }

  /// Between what numbers are ordinary; `nil` if they do not spread.
  private func limits(_ values: [Double]) -> ClosedRange<Double>? {
    switch rules.outliers {
    case .iqr:
      let sorted = values.sorted()
      let (low, high) = (quantile(sorted, 0.25), quantile(sorted, 0.75))
      guard high > low else { return nil }
      return (low - rules.iqr * (high - low))...(high + rules.iqr * (high - low))
    case .sd:
      let count = Double(values.count)
      let mean = values.reduce(0, +) / count
      let deviation =
        (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)).squareRoot()
      guard deviation > 0 else { return nil }
      return (mean - rules.sd * deviation)...(mean + rules.sd * deviation)
    }
  }

  /// The quantile of type 7 (Hyndman and Fan 1996), R's default.
  private func quantile(_ sorted: [Double], _ share: Double) -> Double {
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    let above = min(below + 1, sorted.count - 1)
    return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
  }

  // MARK: Equal answers

  /// Answers that no two units share, and whole interviews that are the same.
  func equals(_ set: InterviewSet) -> [QualityIssue] {
    var issues: [QualityIssue] = []
    for name in rules.unique {
      guard let index = set.form.index(of: name) else { continue }
      var first: [UnitID: UnitID] = [:]
      for interview in set.interviews where !interview.text(index).isEmpty {
        let value = UnitID(interview.text(index))
        guard let other = first[value] else {
          first[value] = interview.unit
          continue
        }
        if other != interview.unit {
          issues.append(
            set.issue(
              .checkNotUnique, interview, question: index, value: value.text,
              ["other": other.text]))
        }
      }
    }
    return issues + copies(set)
  }

  /// Complete interviews of different units with the same answers to all questions that people are
  /// asked, unless a form is so short or its answers so uniform that this happens by chance: the
  /// expected number of equal pairs must be below 0.05.
  private func copies(_ set: InterviewSet) -> [QualityIssue] {
    let identity = [
      set.description.unit, set.description.interviewer, set.description.outcome,
    ].compactMap { $0 }
    let asked = set.form.questions.indices.filter { index in
      let question = set.form.questions[index]
      return question.type.isAsked && question.type != .geopoint && question.type != .image
        && !set.form.isRepeated(question) && !identity.contains(question.name)
    }
    let complete = set.interviews.filter(\.isComplete)
    guard complete.count >= 2 else { return [] }
    let records = complete.map { interview in
      UnitID(Record.text(asked.map { interview.text($0) }))
    }
    var first: [UnitID: Int] = [:]
    var pairs: [(Int, Int)] = []
    for (number, record) in records.enumerated() {
      if let other = first[record] {
        if complete[other].unit != complete[number].unit { pairs.append((other, number)) }
      } else {
        first[record] = number
      }
    }
    guard !pairs.isEmpty, expectedCopies(complete, asked) < 0.05 else { return [] }
    return pairs.map { other, number in
      set.issue(
        .checkCopy, complete[number], value: complete[other].key,
        ["other": complete[other].unit.text, "questions": "\(asked.count)"])
    }
  }

  /// The number of equal pairs if answers to different questions had nothing to do with each other.
  private func expectedCopies(_ interviews: [Interview], _ questions: [Int]) -> Double {
    let count = Double(interviews.count)
    let chance = questions.reduce(1.0) { chance, index in
      var counts: [UnitID: Int] = [:]
      for interview in interviews { counts[UnitID(interview.text(index)), default: 0] += 1 }
      return chance * counts.values.reduce(0) { $0 + (Double($1) / count) * (Double($1) / count) }
    }
    return count * (count - 1) / 2 * chance
  }

  // MARK: Straight lines

  /// Interviewers whose respondents answer a whole scale alike more often than those of the others:
  /// the binomial probability of so many, at the others' share, is below 0.001 over the number of
  /// interviewers.
  func straightLines(_ set: InterviewSet) -> [QualityIssue] {
    let scales = rules.scales.filter { bytesCompare($0.form, set.description.name) == 0 }
    return scales.flatMap { scale -> [QualityIssue] in
      let indices = scale.questions.compactMap { set.form.index(of: $0) }
      var counts: [UnitID: (lines: Int, all: Int)] = [:]
      for interview in set.interviews where interview.isComplete {
        let answers = indices.map { interview.text($0) }.filter { !$0.isEmpty }
        guard answers.count >= 5 else { continue }
        let isLine = answers.dropFirst().allSatisfy { bytesCompare($0, answers[0]) == 0 }
        let person = UnitID(interview.interviewer)
        let known = counts[person] ?? (0, 0)
        counts[person] = (known.lines + (isLine ? 1 : 0), known.all + 1)
      }
      let lines = counts.values.reduce(0) { $0 + $1.lines }
      let all = counts.values.reduce(0) { $0 + $1.all }
      guard counts.count >= 2 else { return [] }
      return counts.sorted { $0.key < $1.key }.compactMap { person, own in
        // One line is added on either side, so that a share of zero is not taken for certain.
        let others = Double(lines - own.lines + 1) / Double(all - own.all + 2)
        let limit = 0.001 / Double(counts.count)
        let chance = Binomial(trials: own.all, probability: others)
        guard own.lines >= 3, chance.upperTail(own.lines - 1) < limit else {
          return nil
        }
        return set.issue(
          .checkStraightLines, interviewer: person.text,
          [
            "lines": "\(own.lines)", "interviews": "\(own.all)",
            "others": "\(lines - own.lines)/\(all - own.all)",
          ])
      }
    }
  }
}
