// SPDX-License-Identifier: GPL-3.0-or-later

import Assessment
import Foundation
import FoundationXML
import Reports
import Sampling
import Testing
import Workspaces

/// A page as its parser sees it.
final class ParsedPage: NSObject, XMLParserDelegate {
  private(set) var isWellFormed = false
  /// The text outside style, one piece between two tags.
  private(set) var texts: [String] = []
  /// Every element with its attributes, in order.
  private(set) var elements: [(name: String, attributes: [String: String])] = []
  private var path: [String] = []
  private var isAfterTag = true

  init(_ page: String) {
    super.init()
    let parser = XMLParser(data: Data(page.utf8))
    parser.delegate = self
    isWellFormed = parser.parse()
  }

  /// All text, with single spaces.
  var text: String {
    texts.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  func all(_ name: String) -> [[String: String]] {
    elements.filter { $0.name == name }.map(\.attributes)
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    path.append(name)
    isAfterTag = true
    elements.append((name, attributes))
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?,
    qualifiedName: String?
  ) {
    path.removeLast()
    isAfterTag = true
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    guard path.last != "style" else { return }
    // The parser reports a text with entities in several pieces.
    if isAfterTag { texts.append(string) } else { texts[texts.count - 1] += string }
    isAfterTag = false
  }
}

private let cases = CountyFixture.Variant.allCases.flatMap { variant in
  Language.allCases.map { (variant, $0) }
}

@Suite("The report page")
struct HTMLReportTests {
  /// Pages as they are rendered; with `ASSAY_PAGES` set they are written to that folder, too, so that
  /// they can be looked at.
  private func page(_ variant: CountyFixture.Variant, _ language: Language) throws -> String {
    let page = HTMLReport.render(try CountyFixture.content(variant), in: language)
    try Self.keep(page, "report-\(variant)-\(language.rawValue)")
    return page
  }

  static func keep(_ page: String, _ name: String) throws {
    guard let folder = ProcessInfo.processInfo.environment["ASSAY_PAGES"] else { return }
    try page.write(toFile: "\(folder)/\(name).html", atomically: true, encoding: .utf8)
  }

  @Test(
    "It is well-formed, loads nothing, runs nothing, and leaves no place unfilled", arguments: cases
  )
  func whole(variant: CountyFixture.Variant, language: Language) throws {
    let page = try page(variant, language)
    let parsed = ParsedPage(page)
    #expect(parsed.isWellFormed)
    #expect(parsed.all("html").first?["lang"] == language.rawValue)
    let words = Set(parsed.text.split { !$0.isLetter }.map(String.init))
    #expect(words.isDisjoint(with: ["nil", "NaN", "nan", "inf", "Optional"]))
    for sign in ["{{", "}}", "-0%", "-0.0", "()", "（）"] {
      #expect(!parsed.text.contains(sign), "\(sign)")
    }
    #expect(parsed.text.firstMatch(of: /\{[a-zA-Z]+\}/) == nil)
    #expect(parsed.all("script").isEmpty && parsed.all("link").isEmpty && parsed.all("img").isEmpty)
    #expect(!page.replacing(/xmlns="[^"]*"/, with: "").contains("http"))
    #expect(!page.contains("url(") && !page.contains("@import"))
  }

  @Test(
    "Both languages have the same sections, tables and charts, and the same figures",
    arguments: CountyFixture.Variant.allCases)
  func languages(variant: CountyFixture.Variant) throws {
    let (chinese, english) = (
      ParsedPage(try page(variant, .chinese)), ParsedPage(try page(variant, .english))
    )
    for name in ["section", "table", "tr", "td", "th", "svg", "h2", "h3", "dt"] {
      #expect(chinese.all(name).count == english.all(name).count, "\(name)")
    }
    #expect(chinese.all("section").map { $0["id"] } == english.all("section").map { $0["id"] })
    #expect(
      english.all("section").compactMap { $0["id"] } == [
        "result", "indicators", "task", "draw", "coverage", "response", "findings", "revisits",
        "unanswered", "method", "glossary",
      ])
    let percents = { (page: ParsedPage) in
      page.text.matches(of: /[0-9][0-9.,]*%/).map { String($0.0) }.sorted()
    }
    // The profile's own sentence on the task holds percentages in words of its own.
    #expect(Set(percents(chinese)) == Set(percents(english)))
  }

  @Test("Compared with an earlier round it tells each difference and what is proven")
  func changes() throws {
    var content = try CountyFixture.content(.passed)
    let indicators = content.result.indicators
    let fell = EstimatedFigure(
      value: -0.012, standardError: 0.004, lower: -0.021, upper: -0.003, lowerOneSided: -0.019,
      upperOneSided: -0.005, interval: "mover", rule: nil, count: 900)
    content.changes = RoundChanges(
      earlier: "2015",
      changes: indicators.enumerated().map {
        IndicatorChange(earlier: $1, later: $1, difference: $0 == 0 ? fell : nil)
      })
    let english = ParsedPage(HTMLReport.render(content, in: .english))
    let chinese = ParsedPage(HTMLReport.render(content, in: .chinese))
    #expect(english.isWellFormed && chinese.isWellFormed)
    #expect(english.all("section").contains { $0["id"] == "changes" })
    #expect(english.text.contains("−1.20 −2.10 to −0.30 fell, for the better"))
    #expect(english.text.contains("these have changed: Wrongful-exit rate."))
    #expect(chinese.text.contains("下降，好转") && chinese.text.contains("不能估计"))
  }

  @Test(
    "Tables name their headings and drawings their content for those who cannot see them",
    arguments: cases)
  func accessible(variant: CountyFixture.Variant, language: Language) throws {
    let parsed = ParsedPage(try page(variant, language))
    #expect(parsed.all("th").allSatisfy { $0["scope"] != nil })
    #expect(parsed.all("table").count == parsed.all("caption").count)
    for drawing in parsed.all("svg") {
      let isSilent = drawing["aria-hidden"] == "true"
      #expect(isSilent || (drawing["role"] == "img" && !(drawing["aria-label"] ?? "").isEmpty))
    }
    let ids = Set(parsed.elements.compactMap { $0.attributes["id"] })
    for label in parsed.elements.compactMap({ $0.attributes["aria-labelledby"] }) {
      #expect(ids.contains(label))
    }
  }

  @Test("Texts that look like markup stay texts", arguments: Language.allCases)
  func escaping(language: Language) throws {
    var content = try CountyFixture.content(.provisional)
    // A combining mark makes one character of `<` and itself, which must be escaped all the same.
    let nasty = "<b>&\"'<\u{301}script>\u{1}{{title}}</style>"
    content.title = BilingualText(zh: nasty, en: nasty)
    content.round = nasty
    content.registers[0].label = BilingualText(zh: nasty, en: nasty)
    content.ceremony.sealer = nasty
    content.ceremony.verifyCommand = nasty
    content.ceremony.draw?.seed = nasty
    let page = HTMLReport.render(content, in: language)
    let parsed = ParsedPage(page)
    #expect(parsed.isWellFormed)
    #expect(parsed.all("b").isEmpty && parsed.all("script").isEmpty)
    // As scalars: `<` with its combining mark is another character than `<`.
    #expect(!page.unicodeScalars.split(separator: "<").contains { $0.first == "\u{301}" })
    #expect(page.contains("&lt;b&gt;&amp;&quot;&#39;&lt;\u{301}script&gt;\u{fffd}{{title}}"))
  }

  @Test("The result stands first, in a word and in one sentence")
  func result() throws {
    let english = ParsedPage(try page(.passed, .english)).text
    #expect(english.contains("Passed the evidence is not conclusive"))
    #expect(
      english.contains(
        "By the official rule all 4 requirements are met, but the sample is too small to be sure of it for the whole population (Comprehensive poverty incidence)."
      ))
    let chinese = ParsedPage(try page(.passed, .chinese)).text
    #expect(chinese.contains("按官方口径，4 项要求全部达标，但样本尚不足以对总体下定论（综合贫困发生率）。"))
    #expect(
      ParsedPage(try page(.bare, .english)).text.contains(
        "There is no result, since the one requirement has no figure (Wrongful-exit rate)."))
  }

  @Test("An indicator shows its counts, its requirement and its bound")
  func indicators() throws {
    let text = ParsedPage(try page(.passed, .english)).text
    for words in [
      "0.07% 3 of 4,512", "at most 2%", "0.08% 95% limits: <0.01% to 0.61%",
      "95% limits: 96.90% to >99.99%",
      "Conclusive: with 95% confidence the true figure is at most 0.52%, which meets the requirement (at most 2%).",
      "is at most 1.99996%, which meets the requirement", "6,482.4 of 387,000", "below 2%",
      "the sample does not rule out 2.95%, which would miss it (below 2%).",
      "with 95% confidence at most 12 of 83 exited villages fail", "mean of 1,809 answers",
      "The limits of a composite are combined from those of its parts (Zou and Donner 2008).",
    ] { #expect(text.contains(words), "\(words)") }
  }

  @Test("What was asked tells the sample that the design asks for")
  func task() throws {
    #expect(
      ParsedPage(try page(.passed, .english)).text.contains(
        "Villages: exited 20% of the stratum, remaining all, other 12 units; Exited households: 10% of all, in drawn villages;"
      ))
    #expect(
      ParsedPage(try page(.passed, .chinese)).text.contains(
        "行政村：退出村 本层的 20%，未退出村 全部，其他村 12 个；脱贫户：名册总数的 10%，落在抽中的行政村内；"))
  }

  @Test(
    "Open findings make the results provisional, wherever they stand", arguments: Language.allCases)
  func provisional(language: Language) throws {
    let page = try page(.provisional, language)
    let word = language == .chinese ? "暂定" : "rovisional"
    let headings = page.matches(of: /<h2 .*?<\/h2>/).map { String($0.0) }
    #expect(headings.prefix(2).allSatisfy { $0.contains(word) })
    #expect(headings.contains { $0.contains("findings-heading") && $0.contains(word) })
    #expect(page.contains("class=\"stamp\""))
    #expect(!(try self.page(.passed, language)).contains(word))
  }

  @Test("A figure of a part of its target population says so in its title")
  func coverage() throws {
    #expect(
      ParsedPage(try page(.provisional, .english)).text.contains(
        "Omission rate in the sampled frame (42% of unregistered rural persons)"))
    #expect(
      ParsedPage(try page(.provisional, .chinese)).text.contains("漏评率（限于抽样框内，占非建档立卡农村人口的 42%）"))
    #expect(!(try page(.passed, .english)).contains("in the sampled frame ("))
  }

  @Test(
    "Units that no sample takes are told by their values, in the published version by number alone")
  func unsampled() throws {
    var content = try CountyFixture.content(.passed)
    #expect(!HTMLReport.render(content, in: .english).contains("Units that no sample takes"))
    content.unsampled = [
      UnsampledUnits(
        register: "households", rows: 14_577, units: 12, columns: ["status"],
        groups: [.init(values: ["exitd"], units: 9), .init(values: [""], units: 3)])
    ]
    let text = ParsedPage(HTMLReport.render(content, in: .english)).text
    #expect(text.contains("Of the 14,577 units in the register “registered households” 12 belong"))
    #expect(text.contains("status = “exitd”") && text.contains("status = “”"))
    #expect(
      ParsedPage(HTMLReport.render(content, in: .chinese)).text.contains(
        "名册“建档立卡户”的 14,577 个单位中有 12 个不属于任何样本"))
    let published = ParsedPage(HTMLReport.render(content.published(), in: .english)).text
    #expect(published.contains("12 belong to no sample") && !published.contains("exitd"))
  }

  @Test(
    "A difference of the two figures is explained where it is remarked")
  func difference() throws {
    let words = "The two figures differ by more than half the width of the interval"
    #expect(ParsedPage(try page(.provisional, .english)).text.contains(words))
    #expect(!ParsedPage(try page(.passed, .english)).text.contains(words))
  }

  @Test("The draw is told with its digests, and a secret key stays secret")
  func ceremony() throws {
    let (passed, provisional) = (try page(.passed, .english), try page(.provisional, .english))
    let revealed = ParsedPage(passed).text
    let content = try CountyFixture.content(.passed)
    guard case .revealed(let key, _) = content.ceremony.key else { return }
    let grouped = { (digest: Digest) in digest.groupedHex }
    #expect(revealed.contains(try #require(Digest(hex: key.hex)).groupedHex))
    #expect(revealed.contains("Demonstration key, not secret."))
    let secret = ParsedPage(provisional).text
    #expect(secret.contains("not yet revealed") && !secret.contains("Demonstration"))
    #expect(!provisional.contains(key.hex) && !secret.contains(grouped(Digest(hex: key.hex)!)))
    // The hash of seed and key would tell the sample.
    let hash = try #require(content.ceremony.draw?.seedHash)
    #expect(!secret.contains(hash.hex) && !secret.contains(grouped(hash)))
    #expect(secret.contains("sealed twice, drawn once") && secret.contains("名册补录两户"))
    #expect(secret.contains("the request comes to 120 units; the drawn villages hold 98"))
  }
}
