// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// What a submission answered in repeats, by question and by the numbers of the repetitions.
final class RepeatedValues {
  /// The repetitions of each repeat, in order, by its position among the groups.
  private(set) var positions: [Int: [[Int]]] = [:]
  private var texts: [Int: [[Int]: String]] = [:]
  private let checker: FormChecker

  init(_ answers: [AnswerSheet.Repeated], _ checker: FormChecker) {
    self.checker = checker
    var seen: [Int: Set<[Int]>] = [:]
    for answer in answers {
      texts[answer.question, default: [:]][answer.position] = answer.text
      // A repetition of an inner repeat is one of those around it, too.
      let chain = checker.questions[answer.question].repeats
      for (depth, group) in chain.enumerated() where depth < answer.position.count {
        seen[group, default: []].insert(Array(answer.position.prefix(depth + 1)))
      }
    }
    positions = seen.mapValues { $0.sorted { $0.lexicographicallyPrecedes($1) } }
  }

  /// The answer in a repetition; empty if there is none.
  func text(_ question: Int, at position: [Int]) -> String {
    texts[question]?[position] ?? ""
  }

  /// Whether any answer to a question cannot be read.
  func isDoubtful(_ question: Int) -> Bool {
    texts[question]?.values.contains {
      !$0.utf8.isEmpty && checker.questions[question].value(of: $0).1 != nil
    } ?? false
  }

  /// The repetitions of a repeat that are seen from within one of another: those that share the
  /// repetitions around both.
  func positions(of chain: [Int], from other: [Int], at place: [Int]) -> [[Int]] {
    guard let group = chain.last, let all = positions[group] else { return [] }
    let shared = zip(chain, other).prefix { $0 == $1 }.count
    return all.filter { $0.prefix(shared).elementsEqual(place.prefix(shared)) }
  }
}

extension CheckingPass {
  /// Checks the questions in repeats: each repetition with what was answered around it.
  /// - Parameter place: the place of an answer in a repetition.
  func faultsOfRepeats(at place: (_ question: Int, _ position: [Int]) -> Place) -> [Fault] {
    guard let repeated else { return [] }
    var passes: [[Int]: CheckingPass] = [[]: self]
    var faults: [Fault] = []
    for group in checker.groups.indices {
      let chain = checker.groups[group].repeats
      guard chain.last == group, let positions = repeated.positions[group] else { continue }
      for position in positions {
        // The key of a repetition: its repeats, and its numbers in them.
        let around = Array(chain.dropLast()) + position.dropLast()
        let pass = CheckingPass(within: passes[around] ?? self, chain, position, repeated)
        passes[chain + position] = pass
        faults += pass.runOnRepetition { place($0, position) }
      }
    }
    return faults
  }

  /// Checks the questions of this pass's repetition.
  private func runOnRepetition(at place: (Int) -> Place) -> [Fault] {
    let own = checker.form.evaluationOrder.filter { checker.questions[$0].repeats == chain }
    for index in own { settle(index) }
    for index in own.sorted() where isRelevant[index] && faults[index] == nil { checkAnswer(index) }
    dropConsequences()
    gatherIrrelevant()
    return named(own.sorted(), at: place)
  }
}

extension AnswerSheet {
  /// The place of an answer in a repeat.
  func place(row: Int, question: Int, position: [Int]) -> Place {
    table.place(
      row: row,
      column: form.questions[question].name + position.map { "[\($0)]" }.joined())
  }
}
