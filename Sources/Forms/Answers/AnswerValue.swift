// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// What is wrong with an answer as one of its question's type.
struct AnswerFault {
  let code: Fault.Code
  var values: [String: String] = [:]
  /// The condition or calculation that it rests on.
  var basis: BoundExpression?
}

extension PlannedQuestion {
  /// Reads an answer that is not empty as the question's type tells.
  /// - Returns: the value, or the text itself and what is wrong with it.
  func value(of text: String) -> (Expression.Value, AnswerFault?) {
    switch type {
    case .integer:
      guard isInteger(text), let number = parseNumber(text) else {
        return (.text(text), AnswerFault(code: .answerNotInteger))
      }
      return (.number(number), nil)
    case .decimal:
      guard let number = parseNumber(text) else {
        return (.text(text), AnswerFault(code: .answerNotDecimal))
      }
      return (.number(number), nil)
    case .range(let start, let end, let step):
      return range(text, start, end, step)
    case .date, .today:
      guard let moment = Moment(text), moment.milliseconds == nil else {
        return (.text(text), AnswerFault(code: .answerNotDate))
      }
      return (.moment(moment), nil)
    case .dateTime, .start, .end:
      guard let moment = Moment(text), moment.milliseconds != nil else {
        return (.text(text), AnswerFault(code: .answerNotDateTime))
      }
      return (.moment(moment), nil)
    case .time:
      return (.text(text), isTime(text) ? nil : AnswerFault(code: .answerNotTime))
    case .geopoint:
      return (.text(text), isGeopoint(text) ? nil : AnswerFault(code: .answerNotGeopoint))
    case .acknowledge:
      let isTick = bytesCompare(text, "OK") == 0
      return (.text(text), isTick ? nil : AnswerFault(code: .answerNotAcknowledged))
    case .selectOne, .selectMultiple, .rank, .selectOneFromFile, .selectMultipleFromFile:
      return (.text(text), choiceFault(text))
    case .text, .barcode, .image, .audio, .video, .file, .geotrace, .geoshape, .deviceID, .username,
      .deviceText, .audit, .hidden, .note, .calculate:
      return (.text(text), nil)
    }
  }

  private func range(
    _ text: String, _ start: Double, _ end: Double, _ step: Double
  ) -> (Expression.Value, AnswerFault?) {
    guard let number = parseNumber(text) else {
      return (.text(text), AnswerFault(code: .answerNotDecimal))
    }
    let steps = (number - start) / step
    // Steps such as 0.1 are not exact in binary.
    guard number >= start, number <= end, abs(steps - steps.rounded()) < 1e-6 else {
      return (
        .text(text),
        AnswerFault(
          code: .answerOutOfRange,
          values: [
            "start": Expression.Value.text(from: start), "end": Expression.Value.text(from: end),
            "step": Expression.Value.text(from: step),
          ])
      )
    }
    return (.number(number), nil)
  }

  private func choiceFault(_ text: String) -> AnswerFault? {
    // The choices of a file that did not come with the form are not known.
    guard list != nil else { return nil }
    if !type.hasSeveralChoices {
      return choices.contains(UnitID(text)) ? nil : unknownChoice(text)
    }
    var seen: Set<UnitID> = []
    for name in Function.names(in: text) {
      let identity = UnitID(name)
      if !choices.contains(identity) { return unknownChoice(name) }
      if !seen.insert(identity).inserted {
        return AnswerFault(code: .choiceGivenTwice, values: ["choice": name])
      }
    }
    if case .rank = type, seen.count < choices.count {
      let lacking = choices.subtracting(seen).map(\.text).sorted()
      return AnswerFault(
        code: .rankIncomplete, values: ["choices": lacking.joined(separator: ", ")])
    }
    return nil
  }

  private func unknownChoice(_ name: String) -> AnswerFault {
    let known = list!.choices.map(\.name).joined(separator: ", ")
    return AnswerFault(code: .unknownChoice, values: ["choice": name, "choices": known])
  }

  /// An optional minus and digits, few enough to be counted exactly.
  private func isInteger(_ text: String) -> Bool {
    let digits = text.utf8.first == 0x2d ? text.utf8.dropFirst() : text.utf8[...]
    return !digits.isEmpty && digits.count <= 15 && digits.allSatisfy { (0x30...0x39).contains($0) }
  }

  private func isTime(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var reader = DigitReader(bytes: bytes)
      guard reader.time() != nil else { return false }
      _ = reader.offset()
      return reader.isAtEnd
    }
  }

  /// Latitude and longitude in degrees, then height and accuracy in metres if they were measured.
  private func isGeopoint(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: 0x20, omittingEmptySubsequences: false)
    guard (2...4).contains(parts.count) else { return false }
    let numbers = parts.compactMap { parseNumber(String(Substring($0))) }
    guard numbers.count == parts.count else { return false }
    return abs(numbers[0]) <= 90 && abs(numbers[1]) <= 180 && (numbers.count < 4 || numbers[3] >= 0)
  }
}
