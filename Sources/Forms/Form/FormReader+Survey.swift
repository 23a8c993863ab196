// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension FormReader {
  /// Reads one row of the survey sheet.
  mutating func readRow(_ sheet: Sheet, _ row: Int) {
    // Any run of white space divides the words of a type.
    let words = sheet.text("type", row).split(whereSeparator: \.isWhitespace).map(String.init)
    let type = words.joined(separator: " ")
    let spelled = type.lowercased().replacing("_", with: " ")
    switch spelled {
    case "":
      add(.questionTypeMissing, sheet.place(row, "type"), ["name": sheet.text("name", row)])
    case "begin group", "begin repeat", "begin lgroup", "begin looped group":
      beginGroup(sheet, row, isRepeat: spelled != "begin group")
    case "end group", "end repeat", "end lgroup", "end looped group":
      endGroup(sheet, row, isRepeat: spelled != "end group")
    default: readQuestion(sheet, row, type)
    }
  }

  // MARK: Groups

  private mutating func beginGroup(_ sheet: Sheet, _ row: Int, isRepeat: Bool) {
    let name = readName(sheet, row)
    let label = sheet.translations("label", row)
    if !label.isEmpty { checkLabel(label, of: name, sheet, row) }
    groups.append(
      Form.Group(
        name: name, isRepeat: isRepeat, parent: open.last, label: label,
        relevant: readExpression(sheet, row, "relevant"),
        count: isRepeat ? readExpression(sheet, row, "repeat_count") : nil,
        appearance: sheet.text("appearance", row), place: sheet.place(row, "name")))
    open.append(groups.count - 1)
  }

  private mutating func endGroup(_ sheet: Sheet, _ row: Int, isRepeat: Bool) {
    guard let last = open.last, groups[last].isRepeat == isRepeat else {
      add(
        .groupNotBegun, sheet.place(row, "type"),
        ["type": sheet.text("type", row), "open": open.last.map { groups[$0].name } ?? ""])
      return
    }
    open.removeLast()
  }

  // MARK: Questions

  private mutating func readQuestion(_ sheet: Sheet, _ row: Int, _ spelled: String) {
    let name = readName(sheet, row)
    guard let type = readType(sheet, row, spelled) else {
      faultyNames.insert(UnitID(name))
      return
    }
    let label = sheet.translations("label", row)
    if type.needsLabel || !label.isEmpty { checkLabel(label, of: name, sheet, row) }
    let calculation = readExpression(sheet, row, "calculation")
    if type == .calculate, calculation == nil, sheet.text("calculation", row).utf8.isEmpty,
      sheet.text("default", row).utf8.isEmpty
    {
      add(.calculationMissing, sheet.place(row, "calculation"), ["name": name])
    }
    questions.append(
      Form.Question(
        name: name, type: type, group: open.last, path: open.map { groups[$0].name }, label: label,
        hint: sheet.translations("hint", row), required: readRequired(sheet, row),
        relevant: readExpression(sheet, row, "relevant"),
        constraint: readExpression(sheet, row, "constraint"),
        constraintMessage: sheet.translations("constraint_message", row), calculation: calculation,
        defaultValue: sheet.text("default", row), appearance: sheet.text("appearance", row),
        isReadOnly: Self.yes.contains(sheet.text("read_only", row)),
        place: sheet.place(row, "name")))
  }

  private mutating func readType(_ sheet: Sheet, _ row: Int, _ spelled: String) -> QuestionType? {
    let place = sheet.place(row, "type")
    if let type = QuestionType.simple[spelled.lowercased()] { return type }
    if spelled.lowercased() == "range" { return readRange(sheet, row) }
    for select in QuestionType.selects where spelled.lowercased().hasPrefix(select.words + " ") {
      let rest = spelled.dropFirst(select.words.count + 1).split(separator: " ").map(String.init)
      if rest.count > 1 {
        let code: Fault.Code =
          rest[1].lowercased() == "or_other" || rest[1].lowercased() == "or"
          ? .questionTypeUnsupported : .questionTypeUnknown
        add(code, place, ["type": spelled, "known": QuestionType.names])
        return nil
      }
      return readSelect(sheet, row, list: rest[0], isMultiple: select.isMultiple)
    }
    let first = spelled.split(separator: " ").first.map { $0.lowercased() } ?? ""
    let isKnown = QuestionType.unsupported.contains(first)
    if QuestionType.selects.contains(where: { $0.words == spelled.lowercased() }) {
      add(
        .choiceListUnknown, place, ["list": "", "lists": lists.map(\.name).joined(separator: ", ")])
    } else {
      add(
        isKnown ? .questionTypeUnsupported : .questionTypeUnknown, place,
        ["type": spelled, "known": QuestionType.names])
    }
    return nil
  }

  private mutating func readSelect(
    _ sheet: Sheet, _ row: Int, list: String, isMultiple: Bool
  ) -> QuestionType? {
    guard let position = listPositions[UnitID(list)] else {
      add(
        .choiceListUnknown, sheet.place(row, "type"),
        ["list": list, "lists": lists.map(\.name).joined(separator: ", ")])
      return nil
    }
    guard isMultiple else { return .selectOne(list: list) }
    for choice in lists[position].choices where choice.name.utf8.contains(where: \.isBlank) {
      // Each choice is reported once, however many questions use its list.
      if spacedChoices.insert(Self.identity(ofChoice: choice.name, in: list)).inserted {
        add(.choiceNameSpace, choice.place, ["list": list, "name": choice.name])
      }
    }
    return .selectMultiple(list: list)
  }

  private mutating func readRange(_ sheet: Sheet, _ row: Int) -> QuestionType? {
    let text = sheet.text("parameters", row)
    var bounds = ["start": 1.0, "end": 10.0, "step": 1.0]
    for part in text.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == ";" }) {
      let pair = part.split(separator: "=", maxSplits: 1)
      guard pair.count == 2, bounds[String(pair[0])] != nil,
        let number = parseNumber(String(pair[1]))
      else {
        add(.rangeInvalid, sheet.place(row, "parameters"), ["parameters": text])
        return nil
      }
      bounds[String(pair[0])] = number
    }
    let (start, end, step) = (bounds["start"]!, bounds["end"]!, bounds["step"]!)
    guard start < end, step > 0 else {
      add(.rangeInvalid, sheet.place(row, "parameters"), ["parameters": text])
      return nil
    }
    return .range(start: start, end: end, step: step)
  }

  // MARK: Cells

  /// The name of a question or group; a fault if it is missing, cannot be one, or stands twice.
  private mutating func readName(_ sheet: Sheet, _ row: Int) -> String {
    let name = sheet.text("name", row)
    let place = sheet.place(row, "name")
    if name.utf8.isEmpty {
      add(.questionNameMissing, place, ["type": sheet.text("type", row)])
    } else if !Self.isName(name) {
      add(.questionNameInvalid, place, ["name": name])
    } else if let first = rowsOfNames[UnitID(name)] {
      add(.questionNameTwice, place, ["name": name, "row": "\(sheet.table.lines[first])"])
    } else {
      rowsOfNames[UnitID(name)] = row
    }
    return name
  }

  /// Whether a text can be the name of an element in XML without a prefix.
  private static func isName(_ text: String) -> Bool {
    let scalars = Array(text.unicodeScalars)
    let begins = { (scalar: Unicode.Scalar) in
      scalar == "_" || scalar.properties.isAlphabetic || scalar.properties.isIdeographic
    }
    return begins(scalars[0])
      && scalars.allSatisfy {
        begins($0) || $0 == "-" || $0 == "." || $0.properties.generalCategory == .decimalNumber
      }
  }

  private mutating func readRequired(_ sheet: Sheet, _ row: Int) -> Expression? {
    let text = sheet.text("required", row)
    if Self.no.contains(text) { return nil }
    return parse(Self.yes.contains(text) ? "true()" : text, sheet.place(row, "required"))
  }

  private mutating func readExpression(_ sheet: Sheet, _ row: Int, _ key: String) -> Expression? {
    let text = sheet.text(key, row)
    return text.utf8.isEmpty ? nil : parse(text, sheet.place(row, key))
  }

  private mutating func parse(_ source: String, _ place: Place) -> Expression? {
    do {
      return try Expression(source, at: place, kind: kind)
    } catch let fault as Fault {
      faults.append(fault)
    } catch {
      preconditionFailure("an expression throws nothing but faults")
    }
    return nil
  }
}

extension UInt8 {
  fileprivate var isBlank: Bool { Expression.Value.isSpace(self) }
}
