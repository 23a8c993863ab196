// SPDX-License-Identifier: GPL-3.0-or-later

import Forms
import Foundation
import Tables

extension QualityCheck {
  /// A position on earth.
  private struct Position {
    let interview: Int
    let latitude: Double
    let longitude: Double
    let accuracy: Double?
    let text: String

    /// Metres along the great circle of a sphere with the earth's mean radius (haversine formula).
    func distance(_ latitude: Double, _ longitude: Double) -> Double {
      let radians = Double.pi / 180
      let a = sin((self.latitude - latitude) * radians / 2)
      let b = sin((self.longitude - longitude) * radians / 2)
      let h =
        a * a + cos(self.latitude * radians) * cos(latitude * radians) * b * b
      return 2 * 6_371_009 * asin(min(1, h.squareRoot()))
    }
  }

  /// Positions far from the middle of their village's, the same for several households, or that tell
  /// nothing.
  func positions(_ set: InterviewSet) -> [QualityIssue] {
    set.form.questions.indices.flatMap { index -> [QualityIssue] in
      guard set.form.questions[index].type == .geopoint,
        !set.form.isRepeated(set.form.questions[index])
      else { return [] }
      let positions = set.interviews.indices.compactMap { number in
        position(set.interviews[number].text(index), number)
      }
      return vague(set, index, positions) + equal(set, index, positions)
        + distant(set, index, positions)
    }
  }

  private func position(_ text: String, _ interview: Int) -> Position? {
    let parts = text.split(separator: " ").compactMap { Double($0) }
    guard parts.count >= 2 else { return nil }
    return Position(
      interview: interview, latitude: parts[0], longitude: parts[1],
      accuracy: parts.count > 3 ? parts[3] : nil, text: text)
  }

  private func vague(_ set: InterviewSet, _ index: Int, _ positions: [Position]) -> [QualityIssue] {
    positions.compactMap { position in
      guard let accuracy = position.accuracy else { return nil }
      let interview = set.interviews[position.interview]
      if accuracy == 0 {
        // Collect writes 0 where an application pretends a position.
        return set.issue(.checkMockPosition, interview, question: index, value: position.text)
      }
      return accuracy <= rules.accuracy
        ? nil
        : set.issue(
          .checkVaguePosition, interview, question: index, value: position.text,
          ["accuracy": "\(Int(accuracy))", "most": "\(Int(rules.accuracy))"])
    }
  }

  private func equal(_ set: InterviewSet, _ index: Int, _ positions: [Position]) -> [QualityIssue] {
    var first: [UnitID: UnitID] = [:]
    return positions.compactMap { position in
      let interview = set.interviews[position.interview]
      let place = UnitID("\(position.latitude) \(position.longitude)")
      guard let other = first[place] else {
        first[place] = interview.unit
        return nil
      }
      return other == interview.unit
        ? nil
        : set.issue(
          .checkSamePosition, interview, question: index, value: position.text,
          ["other": other.text])
    }
  }

  private func distant(
    _ set: InterviewSet, _ index: Int, _ positions: [Position]
  ) -> [QualityIssue] {
    let villages = Dictionary(grouping: positions) { set.interviews[$0.interview].village }
    return villages.sorted { $0.key < $1.key }.flatMap { _, positions -> [QualityIssue] in
      // The middle of four points or fewer may itself be the one that is wrong.
      guard positions.count >= 5 else { return [] }
      let latitude = positions.map(\.latitude).sorted()[positions.count / 2]
      let longitude = positions.map(\.longitude).sorted()[positions.count / 2]
      return positions.compactMap { position in
        let metres = position.distance(latitude, longitude)
        guard metres > rules.villageDistance else { return nil }
        return set.issue(
          .checkFarFromVillage, set.interviews[position.interview], question: index,
          value: position.text,
          ["metres": "\(Int(metres))", "most": "\(Int(rules.villageDistance))"])
      }
    }
  }
}
