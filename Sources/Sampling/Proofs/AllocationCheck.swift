// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

extension SampleDesign {
  /// Computes the factors of an allocation again and compares them with the sealed ones.
  ///
  /// Powers may differ in their last digit between machines, so that factors may differ by 1.
  /// - Returns: the first difference.
  /// - Throws: the faults of a register that the allocation cannot be computed from.
  func allocationFault(in register: some Register) throws -> Fault? {
    guard let spread else { return nil }
    let factors = try spread.factors(
      of: register.moments(for: self, allocation: spread), sample: key)
    let sealed = spread.factors ?? [:]
    for stratum in Set(factors.keys).union(sealed.keys).sorted() {
      let (expected, found) = (factors[stratum], sealed[stratum])
      if let expected, let found, abs(expected - found) <= 1 { continue }
      return Fault(
        .proofAllocationDiffers,
        [
          "sample": key, "stratum": stratum.text, "expected": expected.map { "\($0)" } ?? "-",
          "found": found.map { "\($0)" } ?? "-",
        ])
    }
    return nil
  }
}

extension Fault.Code {
  /// A sealed allocation does not follow from the columns that it was computed from.
  public static let proofAllocationDiffers = Fault.Code("proof-allocation-differs", .unmet)
}
