// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// Definitions of a quantile of weighted values, by the names of R's `svyquantile(qrule = )` (survey 4.1).
///
/// Values ascend, equal ones in the order of their rows; C(k) is the sum of the first k weights, w(k) the
/// k-th weight, n the number of rows. `math`, `school` and `hf1` to `hf3` invert the share of values
/// F(x) = C/C(n); the others go through the points (P(k), x(k)), flat beyond the first and the last. With
/// equal weights `hf1`, `hf2` and `hf4` to `hf9` are the types 1, 2 and 4 to 9 of Hyndman and Fan (1996).
public enum QuantileType: String, Sendable, Hashable, CaseIterable {
  /// The smallest value whose share F reaches the probability.
  case math
  /// The same, halfway to the next value where F is the probability exactly.
  case school
  /// The largest value with P(k) = (C*(k) + 1/2 - w*(k)/2)/(n + 1) up to the probability, C* and w* being
  /// scaled to the sum n (Shah and Vaish 2006).
  case shahvaish
  /// As ``math``.
  case hf1
  /// As ``school``.
  case hf2
  /// As ``math``; where F is the probability exactly, the value there if it is at an even place among the
  /// distinct values, else the next one.
  case hf3
  /// Straight lines through P(k) = C(k)/C(n).
  case hf4
  /// Straight lines through P(k) = (C(k) - w(k)/2)/C(n).
  case hf5
  /// Straight lines through P(k) = C(k)/(C(n) + w(n)).
  case hf6
  /// Straight lines through P(k) = C(k - 1)/C(n - 1).
  case hf7
  /// Straight lines through P(k) = (C(k) - w(k)/3)/(C(n) + w(n)/3).
  case hf8
  /// Straight lines through P(k) = (C(k) - 3w(k)/8)/(C(n) + w(n)/4).
  case hf9

  /// The type of a name.
  /// - Throws: ``Fault/Code/unknownQuantileType``, which lists the names.
  public init(name: String) throws {
    guard let type = Self.allCases.first(where: { $0.rawValue.utf8.elementsEqual(name.utf8) })
    else {
      throw Fault(
        .unknownQuantileType,
        ["name": name, "available": Self.allCases.map(\.rawValue).joined(separator: ", ")])
    }
    self = type
  }
}

extension Fault.Code {
  /// A definition of quantiles that does not exist was named.
  public static let unknownQuantileType = Fault.Code("unknown-quantile-type", .usage)
}
