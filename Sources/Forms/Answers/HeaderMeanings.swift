// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// What the headers of exports can mean for a form.
///
/// ODK joins paths by `-` and Kobo by a separator that the user chooses, or they leave groups out; Kobo
/// may write labels instead of names, with the groups' labels before them. Names may hold any of the
/// separators, so a header is never taken apart: it is compared with what the form could be exported as.
///
/// Sources: getodk/central-backend, lib/data/briefcase.js; kobotoolbox/formpack,
/// src/formpack/schema/fields.py; SurveyCTO, "Understanding the data export".
struct HeaderMeanings {
  /// What a header can mean.
  enum Meaning: Equatable {
    case question(Int)
    case geopoint(Int, part: Int)
    case choice(Int, name: String)
    case metadata(AnswerSheet.Metadata)
    /// The answer to a question in a repeat, with the numbers of the repetitions from the outermost.
    case repeated(Int, [Int])
    /// Known, and of no use here.
    case nothing
    /// One text for several questions.
    case ambiguous
  }

  private static let placeParts = ["-Latitude", "-Longitude", "-Altitude", "-Accuracy"]
  private static let koboPlaceParts = ["_latitude", "_longitude", "_altitude", "_precision"]

  private let form: Form
  private var exact: [UnitID: Meaning] = [:]
  private var labels: [UnitID: Meaning] = [:]
  /// Names behind unknown group paths: the leaf, its groups in names and labels, and its meaning.
  private var leaves: [(text: String, groups: [[String]], meaning: Meaning)] = []

  init(form: Form) {
    self.form = form
    // What is learnt first counts: paths before names alone, questions before metadata.
    for separator in ["-", "/"] {
      for (index, question) in form.questions.enumerated() where !form.isRepeated(question) {
        learn((question.path + [question.name]).joined(separator: separator), index, question)
      }
    }
    for (index, question) in form.questions.enumerated() where !form.isRepeated(question) {
      learn(question.name, index, question)
    }
    // SurveyCTO's columns of single choices, after all questions, whose names may look like them.
    for (index, question) in form.questions.enumerated() where !form.isRepeated(question) {
      for choice in severalChoices(of: question) {
        learn("\(question.name)_\(choice.name)", .choice(index, name: choice.name))
      }
    }
    for field in AnswerSheet.Metadata.allCases {
      for header in field.headers { learn(header, .metadata(field)) }
    }
    for header in Self.useless { learn(header, .nothing) }
    for group in form.groups where group.isRepeat {
      // The root table of an export with repeats names each repeat in a column of links or counts.
      for prefix in ["SET-OF-", "SETOF-", "setof"] { learn(prefix + group.name, .nothing) }
      learn("\(group.name)_count", .nothing)
    }
    learnDeviceTimes()
    for (index, question) in form.questions.enumerated() { learnLeaves(index, question) }
  }

  /// What a header means; `nil` if it means nothing for this form.
  func meaning(of header: String) -> Meaning? {
    if let meaning = exact[UnitID(header)] { return meaning }
    if header.hasPrefix("assay_") || header.hasPrefix("_supplementalDetails") { return .nothing }
    if let meaning = labels[UnitID(header)] { return meaning }
    var found: Meaning?
    for leaf in leaves where leaf.text.utf8.count <= header.utf8.count {
      guard header.utf8.reversed().starts(with: leaf.text.utf8.reversed()),
        leaf.groups.contains(where: { Self.isPath($0, header.utf8.dropLast(leaf.text.utf8.count)) })
      else { continue }
      if let other = found, other != leaf.meaning { return .ambiguous }
      found = leaf.meaning
    }
    return found ?? repeated(header)
  }

  /// Whether bytes are the names of groups, each followed by one and the same separator.
  private static func isPath(_ groups: [String], _ prefix: Substring.UTF8View.SubSequence) -> Bool {
    let bytes = Array(prefix)
    guard let first = groups.first else { return false }
    let rest = bytes.count - groups.reduce(0) { $0 + $1.utf8.count }
    guard rest > 0, rest % groups.count == 0 else { return false }
    let start = first.utf8.count
    guard bytes.count >= start + rest / groups.count else { return false }
    let separator = bytes[start..<(start + rest / groups.count)]
    return bytes.elementsEqual(groups.flatMap { Array($0.utf8) + separator })
  }

  // MARK: Learning

  private mutating func learn(_ header: String, _ index: Int, _ question: Form.Question) {
    learn(header, .question(index))
    if question.type == .geopoint {
      for (part, suffix) in Self.placeParts.enumerated() {
        learn(header + suffix, .geopoint(index, part: part))
      }
    }
    for choice in severalChoices(of: question) {
      learn("\(header)/\(choice.name)", .choice(index, name: choice.name))
    }
  }

  /// The choices of a question that takes several.
  private func severalChoices(of question: Form.Question) -> [Form.ChoiceList.Choice] {
    question.type.hasSeveralChoices ? form.choices(of: question)?.choices ?? [] : []
  }

  private mutating func learn(_ header: String, _ meaning: Meaning) {
    if exact[UnitID(header)] == nil { exact[UnitID(header)] = meaning }
  }

  private mutating func learnLabel(_ header: String, _ meaning: Meaning) {
    let known = labels.updateValue(meaning, forKey: UnitID(header))
    if let known, known != meaning { labels[UnitID(header)] = .ambiguous }
  }

  /// SurveyCTO's times of the device, whatever the form calls them.
  private mutating func learnDeviceTimes() {
    for (index, question) in form.questions.enumerated() where !form.isRepeated(question) {
      switch question.type {
      case .start: learn("starttime", .question(index))
      case .end: learn("endtime", .question(index))
      default: continue
      }
    }
  }

  private mutating func learnLeaves(_ index: Int, _ question: Form.Question) {
    guard !form.isRepeated(question) else { return }
    let groups = [question.path] + labelPaths(question)
    func add(_ text: String, _ meaning: Meaning) {
      leaves.append((text, groups, meaning))
    }
    var texts = [question.name]
    for label in question.label.texts {
      learnLabel(label.text, .question(index))
      texts.append(label.text)
    }
    for text in texts { add(text, .question(index)) }
    if question.type == .geopoint {
      for (part, suffix) in Self.koboPlaceParts.enumerated() {
        for text in texts {
          learn("_\(text)\(suffix)", .geopoint(index, part: part))
          add("_\(text)\(suffix)", .geopoint(index, part: part))
        }
        add(question.name + Self.placeParts[part], .geopoint(index, part: part))
      }
    }
    for choice in severalChoices(of: question) {
      let meaning = Meaning.choice(index, name: choice.name)
      for text in texts {
        for option in [choice.name] + choice.label.texts.map(\.text) {
          learnLabel("\(text)/\(option)", meaning)
          add("\(text)/\(option)", meaning)
        }
      }
    }
  }

  /// The labels of the groups around a question, in each language.
  private func labelPaths(_ question: Form.Question) -> [[String]] {
    var groups: [Form.Group] = []
    var next = question.group
    while let index = next {
      groups.insert(form.groups[index], at: 0)
      next = form.groups[index].parent
    }
    guard !groups.isEmpty else { return [] }
    return form.languages.map { language in
      groups.map { $0.label.text(in: language) ?? $0.name }
    }
  }

  // MARK: Repeats

  /// A header such as `name_1` or `name_2_1`: a question in a repeat and the numbers of repetitions.
  private func repeated(_ header: String) -> Meaning? {
    for (index, question) in form.questions.enumerated() where form.isRepeated(question) {
      guard header.hasPrefix(question.name + "_") else { continue }
      let numbers = header.dropFirst(question.name.count + 1).split(
        separator: "_", omittingEmptySubsequences: false
      ).map { Int($0) }
      let depth = question.path.count { name in
        form.groups.contains { $0.isRepeat && bytesCompare($0.name, name) == 0 }
      }
      if numbers.count == depth, numbers.allSatisfy({ ($0 ?? 0) > 0 }) {
        return .repeated(index, numbers.map { $0! })
      }
    }
    return nil
  }

  /// Columns of servers that say nothing about an answer.
  private static let useless = [
    "_notes", "_status", "_tags", "_index", "_attachments", "_geolocation", "_xform_id_string",
    "_xform_id", "_bamboo_dataset_id", "formhub/uuid", "meta/audit", "meta-audit",
    "meta/deprecatedID", "meta-deprecatedID", "_validation_status/color",
    "_validation_status/label", "_validation_status/timestamp", "_validation_status/by_whom",
    "__system/updatedAt", "__system/deletedAt", "__system/formVersion/xmlns", "PARENT_KEY",
    "duration", "caseid", "subscriberid", "simid", "simserial", "devicephonenum", "device_info",
    "text_audit", "review_quality", "review_comments", "review_corrections", "caption",
    "devicetype", "$edited",
  ]
}
