// SPDX-License-Identifier: GPL-3.0-or-later

import Tables

/// An expression that was read: its nodes, and what they refer to.
///
/// Names are numbered in the order in which they first occur, so that a table's columns and a form's
/// questions are looked up once and not for each row.
final class ExpressionTree: Sendable {
  struct Call: Sendable {
    let function: Function
    let arguments: [Int]
  }

  /// Nodes and what they refer to while they are read.
  struct Parts: Sendable {
    var nodes: [Node] = []
    var children: [Int] = []
    var texts: [String] = []
    var calls: [Call] = []

    /// Adds a node and returns its position.
    mutating func add(_ node: Node) -> Int {
      nodes.append(node)
      return nodes.count - 1
    }

    /// Adds a node over several parts and returns its position.
    mutating func add(_ parts: [Int], _ node: (_ first: Int, _ count: Int) -> Node) -> Int {
      children += parts
      return add(node(children.count - parts.count, parts.count))
    }
  }

  let source: String
  let place: Place
  let faultKind: Fault.Kind
  let names: [String]
  let root: Int
  let nodes: [Node]
  let children: [Int]
  let texts: [String]
  let calls: [Call]

  init(
    source: String, place: Place, faultKind: Fault.Kind, names: [String], root: Int, parts: Parts
  ) {
    self.source = source
    self.place = place
    self.faultKind = faultKind
    self.names = names
    self.root = root
    nodes = parts.nodes
    children = parts.children
    texts = parts.texts
    calls = parts.calls
  }

  /// A fault of this expression.
  func fault(_ code: Fault.Code, _ values: [String: String] = [:]) -> Fault {
    var values = values
    values["expression"] = source
    return Fault(Fault.Code(code.name, faultKind), at: place, values)
  }

  /// The same tree with other numbers for its names, such as the positions of a form's questions.
  func renumbered(_ numbers: [Int]) -> ExpressionTree {
    var parts = Parts(nodes: nodes, children: children, texts: texts, calls: calls)
    for (index, node) in nodes.enumerated() {
      switch node {
      case .name(let name): parts.nodes[index] = .name(numbers[name])
      case .choiceName(let choice, let question):
        parts.nodes[index] = .choiceName(choice, question: numbers[question])
      default: break
      }
    }
    return ExpressionTree(
      source: source, place: place, faultKind: faultKind, names: names, root: root, parts: parts)
  }

  /// The parts of a node.
  func parts(of node: Int) -> [Int] {
    switch nodes[node] {
    case .text, .number, .name, .current: []
    case .negated(let part), .not(let part), .choiceName(let part, _): [part]
    case .arithmetic(_, let left, let right), .ordered(_, let left, let right),
      .equal(let left, let right), .unequal(let left, let right):
      [left, right]
    case .all(let first, let count), .any(let first, let count):
      Array(children[first..<first + count])
    case .condition(let condition, let first, let second): [condition, first, second]
    case .call(let call): calls[call].arguments
    }
  }

  /// What a node yields as far as the expression alone tells.
  func kind(of node: Int) -> Node.Kind {
    switch nodes[node] {
    case .text, .choiceName: .text
    case .number, .negated, .arithmetic: .number
    case .ordered, .equal, .unequal, .all, .any, .not: .boolean
    case .name, .current, .condition: .unknown
    case .call(let call): calls[call].function.result
    }
  }

  /// Whether a node's value is the same in every row.
  func isConstant(_ node: Int) -> Bool {
    switch nodes[node] {
    case .name, .current, .choiceName: false
    case .call(let call) where calls[call].function.usesCurrent: false
    default: parts(of: node).allSatisfy { isConstant($0) }
    }
  }

  /// Whether a function is called anywhere.
  func calls(_ names: Set<String>) -> Bool {
    calls.contains { names.contains($0.function.name) }
  }

  /// The texts that names are compared with by `=`, `!=` or `selected`.
  var comparisons: [(name: Int, text: String)] {
    nodes.compactMap { node in
      let pair: (Int, Int)
      switch node {
      case .equal(let left, let right), .unequal(let left, let right): pair = (left, right)
      case .call(let call) where calls[call].function.name == "selected":
        pair = (calls[call].arguments[0], calls[call].arguments[1])
      default: return nil
      }
      switch (nodes[pair.0], nodes[pair.1]) {
      case (.name(let name), .text(let text)), (.text(let text), .name(let name)):
        return (name, texts[text])
      default: return nil
      }
    }
  }
}
