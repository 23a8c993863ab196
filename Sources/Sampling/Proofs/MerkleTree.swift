// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// The hash tree over the digests of a register, one leaf for each first-stage unit (RFC 6962,
/// section 2.1).
///
/// - leaf = SHA-256(0x00, path, LF, digest in hexadecimal); leaves by the bytes of their paths
/// - node = SHA-256(0x01, left, right), split at the largest power of two below the number of leaves
/// - no leaf at all: SHA-256 of nothing
public struct MerkleTree: Sendable {
  /// The levels from the leaves to the root; a node without a neighbour moves up as it is, which is
  /// the split at the largest power of two.
  private let levels: [[Digest]]
  /// The paths of the leaves, by bytes.
  public let units: [UnitID]

  /// The tree of the digests of first-stage units.
  /// - Complexity: linear in the units, and n log n for their order.
  public init(_ digests: [UnitID: Digest]) {
    units = digests.keys.sorted()
    var levels = [units.map { Self.leaf($0, digests[$0]!) }]
    while let last = levels.last, last.count > 1 {
      levels.append(
        stride(from: 0, to: last.count, by: 2).map { left in
          left + 1 < last.count ? Self.node(last[left], last[left + 1]) : last[left]
        })
    }
    self.levels = levels
  }

  /// The root, which commits to every leaf.
  public var root: Digest { levels.last?.first ?? SHA256.hash([]) }

  /// The hashes that lead from a leaf to the root, from below; `nil` for an unknown unit.
  public func path(to unit: UnitID) -> [Digest]? {
    guard var index = units.firstIndex(of: unit) else { return nil }
    var path: [Digest] = []
    for level in levels.dropLast() {
      let neighbour = index ^ 1
      if neighbour < level.count { path.append(level[neighbour]) }
      index >>= 1
    }
    return path
  }

  /// The root that a leaf and its path lead to.
  ///
  /// - Parameters:
  ///   - unit: the leaf's unit.
  ///   - digest: its digest.
  ///   - index: its position among the leaves.
  ///   - count: the number of leaves.
  ///   - path: the hashes from below.
  /// - Returns: `nil` if the path has not the length that index and count require.
  public static func root(
    of unit: UnitID, digest: Digest, index: Int, count: Int, path: [Digest]
  ) -> Digest? {
    var hash = leaf(unit, digest)
    var (index, count) = (index, count)
    var rest = path[...]
    while count > 1 {
      if index ^ 1 < count {
        guard let neighbour = rest.popFirst() else { return nil }
        hash = index & 1 == 0 ? node(hash, neighbour) : node(neighbour, hash)
      }
      index >>= 1
      count = (count + 1) >> 1
    }
    return rest.isEmpty ? hash : nil
  }

  private static func leaf(_ unit: UnitID, _ digest: Digest) -> Digest {
    var state = SHA256()
    state.update([0])
    state.update("\(unit.text)\n\(digest.hex)")
    return state.digest()
  }

  private static func node(_ left: Digest, _ right: Digest) -> Digest {
    SHA256.hash([1] + left.bytes + right.bytes)
  }
}
