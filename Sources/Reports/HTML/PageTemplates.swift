// SPDX-License-Identifier: GPL-3.0-or-later

internal import Mustache

/// The templates of all pages. They hold no text for people and no logic, and stand in the program
/// itself, so that it works from any folder.
enum PageTemplates {
  /// The page as markup.
  static func render(_ page: Page) -> String {
    let names = NamedValues(page.view)
    guard let text = library.render(names, withTemplate: "page") else {
      preconditionFailure("there is no template for pages")
    }
    precondition(names.unknown.isEmpty, "the templates ask for \(names.unknown.sorted())")
    return text
  }

  /// The values of the page. A template that asks for a name which nobody gives would silently stay
  /// empty; here it is noticed.
  private final class NamedValues: MustacheParent {
    private let values: Page.View
    private(set) var unknown: Set<String> = []

    init(_ values: Page.View) { self.values = values }

    func child(named name: String) -> Any? {
      if let value = values[name] { return value }
      unknown.insert(name)
      return nil
    }
  }

  private static let library: MustacheLibrary = {
    MustacheContentTypes.register(Markup.Escaping(), named: "PAGE")
    var library = MustacheLibrary()
    for (name, text) in templates {
      do {
        // Each template chooses its escaping anew, since the library's own rules return with each.
        try library.register("{{% CONTENT_TYPE:PAGE}}\n" + text, named: name)
      } catch {
        preconditionFailure("template \(name): \(error)")
      }
    }
    return library
  }()

  private static let templates = [
    ("page", page), ("block", block), ("table", table), ("indicators", indicators),
    ("plot-row", plotRow),
  ]

  private static let page = """
    <!DOCTYPE html>
    <html lang="{{lang}}" xmlns="http://www.w3.org/1999/xhtml">
    <head>
    <meta charset="utf-8"/>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <meta name="color-scheme" content="light"/>
    <title>{{title}}</title>
    <style>{{{style}}}</style>
    </head>
    <body class="{{kind}}">
    <header class="head">
    <p class="kicker">{{kicker}}</p>
    <h1>{{title}}</h1>
    {{#stamp}}<p class="stamp">{{text}}</p>{{/stamp}}
    {{#subtitle}}<p class="subtitle">{{text}}</p>{{/subtitle}}
    </header>
    <main>
    {{#sections}}
    <section id="{{id}}" aria-labelledby="{{id}}-heading">
    <h2 id="{{id}}-heading"><span class="number">{{number}}</span> {{heading}}</h2>
    {{#blocks}}
    {{> block}}
    {{/blocks}}
    </section>
    {{/sections}}
    </main>
    <footer><p>{{colophon}}</p></footer>
    </body>
    </html>

    """

  private static let block = """
    {{#paragraph}}
    <p>{{text}}</p>
    {{/paragraph}}
    {{#remark}}
    <p class="remark">{{text}}</p>
    {{/remark}}
    {{#subheading}}
    <h3>{{text}}</h3>
    {{/subheading}}
    {{#list}}
    <ul>{{#items}}<li>{{text}}</li>{{/items}}</ul>
    {{/list}}
    {{#steps}}
    <ol class="steps">{{#items}}<li><span class="time">{{time}}</span><span>{{text}}</span></li>{{/items}}</ol>
    {{/steps}}
    {{#verdict}}
    <div class="verdict {{tone}}">
    <p class="word">{{{icon}}}<strong>{{word}}</strong><span>{{strength}}</span></p>
    <p class="sentence">{{sentence}}</p>
    </div>
    {{/verdict}}
    {{#tiles}}
    <ul class="tiles">{{#items}}<li><span class="figure">{{number}}</span><span class="what">{{label}}</span><span class="detail">{{detail}}</span></li>{{/items}}</ul>
    {{/tiles}}
    {{#note}}
    <div class="note" role="note"><p><strong>{{title}}</strong> {{text}}</p></div>
    {{/note}}
    {{#facts}}
    <dl class="facts">{{#items}}<div><dt>{{term}}</dt><dd{{#isCode}} class="code"{{/isCode}}>{{text}}</dd></div>{{/items}}</dl>
    {{/facts}}
    {{#seals}}
    <div class="seals">{{#items}}<figure class="seal">{{{code}}}<figcaption><strong>{{label}}</strong><span class="hash">{{#groups}}<span>{{text}}</span> {{/groups}}</span><span class="detail">{{detail}}</span></figcaption></figure>{{/items}}</div>
    {{/seals}}
    {{#command}}
    <div class="command">{{#items}}<code>{{text}}</code>{{/items}}</div>
    {{/command}}
    {{#signatures}}
    <ul class="signatures">{{#items}}<li><span>{{text}}</span><span class="line"></span></li>{{/items}}</ul>
    {{/signatures}}
    {{#chart}}
    <figure class="chart">{{{drawing}}}<ul class="legend">{{#legend}}<li>{{{drawing}}}<span>{{text}}</span></li>{{/legend}}</ul></figure>
    {{/chart}}
    {{#table}}
    {{> table}}
    {{/table}}
    {{#indicators}}
    {{> indicators}}
    {{/indicators}}
    """

  private static let table = """
    <div class="scroll"><table class="data">
    <caption{{#isRepeated}} class="heard"{{/isRepeated}}>{{caption}}</caption>
    <thead>{{#groups}}<tr>{{#items}}<th scope="colgroup" colspan="{{span}}" class="group">{{text}}</th>{{/items}}</tr>{{/groups}}<tr>{{#columns}}<th scope="col" class="{{style}}">{{text}}</th>{{/columns}}</tr></thead>
    <tbody>
    {{#rows}}
    <tr{{#isTotal}} class="total"{{/isTotal}}><th scope="row">{{head}}</th>{{#cells}}<td class="{{style}}">{{text}}</td>{{/cells}}</tr>
    {{/rows}}
    </tbody>
    </table></div>
    """

  private static let indicators = """
    <ul class="legend">{{#legend}}<li>{{{drawing}}}<span>{{text}}</span></li>{{/legend}}</ul>
    <div class="scroll"><table class="indicators">
    <caption>{{caption}}</caption>
    <colgroup><col class="c1"/><col class="c2"/><col class="c3"/><col class="c4"/></colgroup>
    <thead><tr>{{#headings}}<th scope="col">{{text}}</th>{{/headings}}</tr></thead>
    {{#rows}}
    <tbody>
    <tr><th scope="row"><span class="name">{{label}}</span>{{#detail}}<span class="detail">{{text}}</span>{{/detail}}</th>
    <td>{{#official}}<span class="value">{{value}}</span><span class="detail">{{detail}}</span>{{/official}}</td>
    <td><span class="requirement">{{requirement}}</span>{{#result}}<span class="result {{tone}}">{{{icon}}}{{word}}</span><span class="detail">{{evidence}}</span>{{/result}}</td>
    {{> plot-row}}
    </tr>
    {{#parts}}
    <tr class="part"><th scope="row">{{label}}</th>
    <td colspan="2">{{#official}}<span class="value">{{value}}</span> <span class="detail">{{detail}}</span>{{/official}}</td>
    {{> plot-row}}
    </tr>
    {{/parts}}
    {{#words}}
    <tr class="words"><td colspan="4">{{#sentences}}<p>{{text}}</p>{{/sentences}}</td></tr>
    {{/words}}
    </tbody>
    {{/rows}}
    </table></div>
    """

  private static let plotRow = """
    <td class="chart">{{{plot}}}{{#estimate}}<span class="value">{{value}}</span> <span class="detail">{{detail}}</span>{{/estimate}}</td>
    """
}
