// SPDX-License-Identifier: GPL-3.0-or-later

/// The intra-cluster correlation of a yes-or-no property by analysis of variance:
/// (MSB - MSW) / (MSB + (n0 - 1) MSW), with n0 = (N - Σ n²/N) / (k - 1) (Donner 1986, section 2).
///
/// - Parameters:
///   - counts: the units with the property, by cluster.
///   - sizes: all units, by cluster; clusters without units are passed over.
/// - Returns: `nil` if there are fewer than two clusters, one unit in each, or no variation at all.
package func intraclusterCorrelation(counts: [Int], sizes: [Int]) -> Double? {
  let clusters = sizes.indices.filter { sizes[$0] > 0 }
  let units = clusters.reduce(0) { $0 + sizes[$1] }
  let events = clusters.reduce(0) { $0 + counts[$1] }
  guard clusters.count > 1, units > clusters.count, events > 0, events < units else { return nil }
  var ofSquares = 0.0
  var squaredSizes = 0.0
  for cluster in clusters {
    ofSquares += Double(counts[cluster] * counts[cluster]) / Double(sizes[cluster])
    squaredSizes += Double(sizes[cluster] * sizes[cluster])
  }
  let total = Double(units)
  let between = Double(clusters.count - 1)
  let meanSquareBetween = (ofSquares - Double(events * events) / total) / between
  let meanSquareWithin = (Double(events) - ofSquares) / (total - Double(clusters.count))
  let usualSize = (total - squaredSizes / total) / between
  return (meanSquareBetween - meanSquareWithin)
    / (meanSquareBetween + (usualSize - 1) * meanSquareWithin)
}
