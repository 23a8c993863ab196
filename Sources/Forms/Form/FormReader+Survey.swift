// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension FormReader {
  /// Reads one row of the survey sheet.
  mutating func readRow(_ sheet: Sheet, _ row: Int) {
    if Self.yes.contains(sheet.text("disabled", row)) { return }
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
    let hint = sheet.translations("hint", row)
    // A hint or a picture may stand where no label does (XLSForm reference, "Hints").
    if !label.isEmpty || (type.needsLabel && hint.isEmpty && !sheet.hasMedia(row)) {
      checkLabel(label, of: name, sheet, row)
    }
    let calculation = readExpression(sheet, row, "calculation")
    if type == .calculate, calculation == nil, sheet.text("calculation", row).utf8.isEmpty,
      sheet.text("default", row).utf8.isEmpty
    {
      add(.calculationMissing, sheet.place(row, "calculation"), ["name": name])
    }
    questions.append(
      Form.Question(
        name: name, type: type, group: open.last, path: open.map { groups[$0].name }, label: label,
        hint: hint, required: readRequired(sheet, row),
        relevant: readExpression(sheet, row, "relevant"),
        constraint: readExpression(sheet, row, "constraint"),
        constraintMessage: sheet.translations("constraint_message", row),
        choiceFilter: readChoiceFilter(sheet, row, type), calculation: calculation,
        defaultValue: sheet.text("default", row), appearance: sheet.text("appearance", row),
        isReadOnly: Self.yes.contains(sheet.text("read_only", row)),
        trigger: sheet.text("trigger", row), place: sheet.place(row, "name")))
    if hasOther(spelled) { addOther(of: name, type, sheet, row) }
  }

  /// Which choices are offered, if the row says.
  private mutating func readChoiceFilter(
    _ sheet: Sheet, _ row: Int, _ type: QuestionType
  ) -> Expression? {
    let text = sheet.text("choice_filter", row)
    guard !text.utf8.isEmpty else { return nil }
    guard type.list != nil else {
      add(
        .choiceFilterWithoutChoices, sheet.place(row, "choice_filter"),
        ["type": sheet.text("type", row)])
      return nil
    }
    return parse(text, sheet.place(row, "choice_filter"), isChoiceFilter: true)
  }

  // MARK: Other

  /// Whether a type ends in the words that add a choice and a question for what was not foreseen.
  private func hasOther(_ spelled: String) -> Bool {
    Self.otherWords.contains { spelled.lowercased().hasSuffix($0) }
  }

  private static let otherWords = [" or_other", " or other", " or specify other"]

  /// Adds what `or_other` means to pyxform: the choice `other` to the list and, behind the question, a
  /// question `NAME_other` of text that is asked if it was chosen.
  private mutating func addOther(
    of name: String, _ type: QuestionType, _ sheet: Sheet, _ row: Int
  ) {
    let place = sheet.place(row, "type")
    guard sheet.text("choice_filter", row).utf8.isEmpty else {
      add(.orOtherFiltered, place, ["name": name])
      return
    }
    if let list = type.list, let position = listPositions[UnitID(list)],
      lists[position]["other"] == nil
    {
      lists[position].choices.append(
        Form.ChoiceList.Choice(
          name: "other", label: Translations("Other"),
          values: lists[position].columns.map { _ in "" }, place: place))
    }
    if sheet.columns("label").count > 1 {
      notices.append(
        Fault(Fault.Code("or-other-untranslated", kind), at: place, ["name": name]))
    }
    let other = "\(name)_other"
    if let first = rowsOfNames[UnitID(other)] {
      add(.questionNameTwice, place, ["name": other, "row": "\(sheet.table.lines[first])"])
      return
    }
    rowsOfNames[UnitID(other)] = row
    let empty = Translations([])
    questions.append(
      Form.Question(
        name: other, type: .text, group: open.last, path: open.map { groups[$0].name },
        label: Translations("Specify other."),
        hint: empty, required: nil, relevant: parse("selected(${\(name)}, 'other')", place),
        constraint: nil, constraintMessage: empty, choiceFilter: nil, calculation: nil,
        defaultValue: "", appearance: "", isReadOnly: false, trigger: "", place: place))
  }

  private mutating func readType(_ sheet: Sheet, _ row: Int, _ spelled: String) -> QuestionType? {
    let place = sheet.place(row, "type")
    if let type = QuestionType.simple[spelled.lowercased()] { return type }
    if spelled.lowercased() == "range" { return readRange(sheet, row) }
    let other = Self.otherWords.first { spelled.lowercased().hasSuffix($0) } ?? ""
    let bare = String(spelled.dropLast(other.count))
    for select in QuestionType.selects where bare.lowercased().hasPrefix(select.words + " ") {
      let rest = bare.dropFirst(select.words.count + 1).split(separator: " ").map(String.init)
      guard rest.count == 1 else { break }
      return readSelect(sheet, row, select.make(rest[0]))
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
    _ sheet: Sheet, _ row: Int, _ type: QuestionType
  ) -> QuestionType? {
    let list = type.list!
    switch type {
    case .selectOneFromFile, .selectMultipleFromFile:
      guard Self.fileEndings.contains(where: list.lowercased().hasSuffix) else {
        add(
          .choiceFileInvalid, sheet.place(row, "type"),
          ["file": list, "endings": Self.fileEndings.joined(separator: ", ")])
        return nil
      }
      readChoiceFile(sheet, row, file: list)
      return type
    default: break
    }
    guard let position = listPositions[UnitID(list)] else {
      add(
        .choiceListUnknown, sheet.place(row, "type"),
        ["list": list, "lists": lists.map(\.name).joined(separator: ", ")])
      return nil
    }
    guard type.hasSeveralChoices else { return type }
    for choice in lists[position].choices where choice.name.utf8.contains(where: \.isBlank) {
      // Each choice is reported once, however many questions use its list.
      if spacedChoices.insert(Self.identity(ofChoice: choice.name, in: list)).inserted {
        add(.choiceNameSpace, choice.place, ["list": list, "name": choice.name])
      }
    }
    return type
  }

  /// The files that a form can take choices from.
  private static let fileEndings = [".csv", ".xml", ".geojson"]

  private mutating func readRange(_ sheet: Sheet, _ row: Int) -> QuestionType? {
    let text = sheet.text("parameters", row)
    var bounds = ["start": 1.0, "end": 10.0, "step": 1.0]
    for part in text.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == ";" }) {
      let pair = part.split(separator: "=", maxSplits: 1)
      if pair.count == 2, Self.rangeLooks.contains(String(pair[0])) { continue }
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

  /// Parameters of a range that change how it looks.
  private static let rangeLooks: Set<String> = ["placeholder", "tick_interval", "tick_labelset"]

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

  mutating func readExpression(_ sheet: Sheet, _ row: Int, _ key: String) -> Expression? {
    let text = sheet.text(key, row)
    return text.utf8.isEmpty ? nil : parse(text, sheet.place(row, key))
  }

  private mutating func parse(
    _ source: String, _ place: Place, isChoiceFilter: Bool = false
  ) -> Expression? {
    do {
      return try Expression(source, at: place, kind: kind, isChoiceFilter: isChoiceFilter)
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
