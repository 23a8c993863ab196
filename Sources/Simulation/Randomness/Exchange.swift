// SPDX-License-Identifier: GPL-3.0-or-later

package import Sampling
public import Tables

/// What is chosen and what is not, in one group whose counts are fixed.
package struct Choice {
  package var chosen: [Int]
  package var others: [Int]

  package init(chosen: [Int], others: [Int]) {
    self.chosen = chosen
    self.others = others
  }
}

/// Exchanges chosen against other elements of the same group until the sizes of all chosen ones add up
/// to `target`.
///
/// Pairs are tried at random and exchanged where this brings the sum closer without passing it, so
/// that counts stay as they are and the choice stays as random as the target allows.
/// - Throws: ``Fault/Code/unreachableMargin`` if no such exchange is found in a million trials.
package func exchange(
  in groups: inout [Choice], until target: Int, stream: inout UniformStream, size: (Int) -> Int
) throws {
  var missing =
    target - groups.reduce(0) { sum, group in group.chosen.reduce(sum) { $0 + size($1) } }
  let usable = groups.indices.filter { !groups[$0].chosen.isEmpty && !groups[$0].others.isEmpty }
  var trials = 0
  while missing != 0 {
    trials += 1
    guard !usable.isEmpty, trials <= 1_000_000 else {
      throw Fault(.unreachableMargin, ["target": "\(target)", "missing": "\(missing)"])
    }
    let group = usable[stream.nextInteger(below: usable.count)]
    let inside = stream.nextInteger(below: groups[group].chosen.count)
    let outside = stream.nextInteger(below: groups[group].others.count)
    let gain = size(groups[group].others[outside]) - size(groups[group].chosen[inside])
    guard gain.signum() == missing.signum(), abs(gain) <= abs(missing) else { continue }
    missing -= gain
    let out = groups[group].chosen[inside]
    groups[group].chosen[inside] = groups[group].others[outside]
    groups[group].others[outside] = out
  }
}

/// Chooses `count` of `candidates` at random, with sizes that add up to `target` if it is given.
/// - Throws: ``Fault/Code/unreachableMargin``.
func choose(
  _ count: Int, of candidates: [Int], total target: Int? = nil, stream: inout UniformStream,
  size: (Int) -> Int
) throws -> [Int] {
  let order = stream.shuffled(candidates)
  var groups = [Choice(chosen: Array(order.prefix(count)), others: Array(order.dropFirst(count)))]
  if let target { try exchange(in: &groups, until: target, stream: &stream, size: size) }
  return groups[0].chosen
}

extension Fault.Code {
  /// No county with the fixed counts is found from this seed.
  public static let unreachableMargin = Fault.Code("unreachable-margin", .data)
}
