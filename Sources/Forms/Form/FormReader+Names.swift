// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

extension FormReader {
  /// Reports names in expressions that no question bears, or that only a repeat knows.
  mutating func checkNames() {
    var positions: [UnitID: Int] = [:]
    for (index, question) in questions.enumerated() { positions[UnitID(question.name)] = index }
    for group in groups {
      check([group.relevant, group.count], within: group.parent, positions)
    }
    for group in groups { checkReferences(in: ["label": group.label], at: group.place, positions) }
    for choice in lists.flatMap(\.choices) {
      checkReferences(in: ["label": choice.label], at: choice.place, positions)
    }
    check([instanceName], within: nil, positions)
    for question in questions {
      checkReferences(
        in: [
          "label": question.label, "hint": question.hint,
          "constraint_message": question.constraintMessage,
          "default": Translations(question.defaultValue), "trigger": Translations(question.trigger),
        ], at: question.place, positions)
      check(
        [question.required, question.relevant, question.constraint, question.calculation],
        within: question.group, positions)
      if let filter = question.choiceFilter { checkFilter(filter, of: question, positions) }
    }
  }

  /// Reports names in a choice filter: bare ones must be columns of the list, others questions.
  private mutating func checkFilter(
    _ filter: Expression, of question: Form.Question, _ positions: [UnitID: Int]
  ) {
    let mark = Expression.columnMark
    let asked = filter.names.filter { !$0.hasPrefix(mark) }
    check(filter, names: asked, within: question.group, positions)
    // The columns of a file that is not there are not known.
    guard let list = question.type.list, let position = listPositions[UnitID(list)] else { return }
    let columns = lists[position].columns
    for name in filter.names where name.hasPrefix(mark) {
      let column = String(name.dropFirst(mark.count))
      if !columns.contains(where: { bytesCompare($0.trimmed(), column) == 0 }) {
        faults.append(
          filter.fault(
            .choiceColumnUnknown,
            ["name": column, "list": list, "columns": columns.joined(separator: ", ")]))
      }
    }
  }

  private mutating func check(
    _ expressions: [Expression?], within group: Int?, _ positions: [UnitID: Int]
  ) {
    for case let expression? in expressions {
      check(expression, names: expression.names, within: group, positions)
    }
  }

  private mutating func check(
    _ expression: Expression, names: [String], within group: Int?, _ positions: [UnitID: Int]
  ) {
    let ofMany = Set(expression.tree.namesOfMany.map { UnitID(expression.names[$0]) })
    for name in names {
      guard let index = positions[UnitID(name)] else {
        let isRepeat = groups.contains { $0.isRepeat && bytesCompare($0.name, name) == 0 }
        if isRepeat, ofMany.contains(UnitID(name)) { continue }
        if !faultyNames.contains(UnitID(name)) {
          faults.append(expression.fault(.unknownName, ["name": name]))
        }
        continue
      }
      let needed = repeats(around: questions[index].group)
      if !Set(needed).isSubset(of: repeats(around: group)), !ofMany.contains(UnitID(name)) {
        add(
          .repeatedName, expression.place,
          ["name": name, "repeat": groups[needed[0]].name, "expression": expression.source])
      }
    }
  }

  /// Reports `${name}` in texts where nothing bears the name, each name once.
  private mutating func checkReferences(
    in cells: KeyValuePairs<String, Translations>, at place: Place, _ positions: [UnitID: Int]
  ) {
    var seen: Set<UnitID> = []
    for (key, text) in cells.flatMap({ cell in cell.value.texts.map { (cell.key, $0) } })
    where text.text.utf8.contains(0x24) {
      var place = place
      place.column = header(of: key, text.language, in: place.sheet)
      for match in text.text.matches(of: /\$\{([^}]*)\}/) {
        // An answer to the form before this one is named `last-saved#name`.
        let name = String(match.1).trimmed().replacing("last-saved#", with: "", maxReplacements: 1)
        let identity = UnitID(name)
        guard positions[identity] == nil, !faultyNames.contains(identity),
          seen.insert(identity).inserted
        else { continue }
        add(.unknownName, place, ["name": name, "expression": text.text])
      }
    }
  }

  /// The header of a column as the user wrote it.
  private func header(of key: String, _ language: String, in sheet: String?) -> String {
    let sheet = sheets.first { $0.name == sheet }
    let column = sheet?.columns(key).first { bytesCompare($0.language, language) == 0 }
    return column?.header ?? key
  }

  /// The repeats around a place, from the innermost.
  private func repeats(around group: Int?) -> [Int] {
    var result: [Int] = []
    var group = group
    while let index = group {
      if groups[index].isRepeat { result.append(index) }
      group = groups[index].parent
    }
    return result
  }

  /// The questions in an order in which each comes after all that its relevance and calculation use;
  /// a fault for each circle.
  mutating func evaluationOrder() -> [Int] {
    var positions: [UnitID: Int] = [:]
    for (index, question) in questions.enumerated() { positions[UnitID(question.name)] = index }
    let needs = questions.map { question in
      var names = (question.calculation?.names ?? []) + (question.relevant?.names ?? [])
      var group = question.group
      while let index = group {
        names += groups[index].relevant?.names ?? []
        group = groups[index].parent
      }
      return names.compactMap { positions[UnitID($0)] }
    }
    // Kahn (1962), beginning with what needs nothing, in the order of the form.
    var waiting = needs.map { Set($0).count }
    var users = [[Int]](repeating: [], count: questions.count)
    for (index, list) in needs.enumerated() {
      for need in Set(list).sorted() { users[need].append(index) }
    }
    var order: [Int] = []
    var ready = questions.indices.filter { waiting[$0] == 0 }[...]
    while let index = ready.popFirst() {
      order.append(index)
      for user in users[index] {
        waiting[user] -= 1
        if waiting[user] == 0 { ready.append(user) }
      }
    }
    // What is left stands in a circle or hangs on one; what nothing left needs only hangs on it.
    var circular = questions.indices.filter { waiting[$0] > 0 }
    while true {
      let left = Set(circular)
      let needed = circular.filter { users[$0].contains(where: left.contains) }
      if needed.count == circular.count { break }
      circular = needed
    }
    if let first = circular.first {
      add(
        .circularReference, questions[first].place,
        ["names": circular.map { questions[$0].name }.joined(separator: ", ")])
    }
    return order
  }
}
