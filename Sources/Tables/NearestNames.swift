// SPDX-License-Identifier: GPL-3.0-or-later

/// The names that a misspelt one may have meant: those that the fewest insertions, deletions and
/// replacements of characters lead to (Levenshtein 1966), equal ones by their bytes.
///
/// - Parameters:
///   - name: what was written.
///   - names: what there is.
///   - limit: how many are wanted at most.
/// - Complexity: the product of the lengths, for each of the names.
package func nearestNames(
  to name: String, among names: some Sequence<String>, limit: Int = 5
) -> [String] {
  let written = Array(name)
  return names.map { (name: $0, distance: editDistance(written, Array($0))) }
    .sorted {
      $0.distance != $1.distance
        ? $0.distance < $1.distance : bytesCompare($0.name, $1.name) < 0
    }
    .prefix(limit).map(\.name)
}

private func editDistance(_ one: [Character], _ other: [Character]) -> Int {
  var row = Array(0...other.count)
  for (i, character) in one.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, opposite) in other.enumerated() {
      let replaced = diagonal + (character == opposite ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
    }
  }
  return row[other.count]
}
