// SPDX-License-Identifier: GPL-3.0-or-later

public import Tables

/// How the variance of unequal probabilities shall be estimated, in the words of a command line.
public struct UnequalChoice: Sendable, Hashable {
  /// How it is estimated.
  public let variance: UnequalVariance
  /// The file of joint probabilities.
  public let jointFile: String?

  private static let joint = "joint="

  /// The choice of arguments such as `brewer`, or `joint=FILE` and `horvitz-thompson`.
  ///
  /// - Parameters:
  ///   - argument: `brewer`, `hajek`, `poisson` or `joint=FILE`.
  ///   - estimator: `yates-grundy`, the default with a file, or `horvitz-thompson`.
  /// - Throws: ``Fault/Code/unknownUnequalVariance``; ``Fault/Code/estimatorWithoutJoint`` for an
  ///   estimator without a file.
  public init(_ argument: String, estimator: String? = nil) throws {
    func kind(_ name: String, of kinds: [UnequalVariance], _ available: String) throws
      -> UnequalVariance
    {
      guard let kind = kinds.first(where: { bytesCompare($0.rawValue, name) == 0 }) else {
        throw Fault(.unknownUnequalVariance, ["name": name, "available": available])
      }
      return kind
    }
    if argument.utf8.starts(with: Self.joint.utf8), argument.utf8.count > Self.joint.utf8.count {
      jointFile = String(argument.dropFirst(Self.joint.count))
      variance = try kind(
        estimator ?? UnequalVariance.yatesGrundy.rawValue,
        of: [.yatesGrundy, .horvitzThompson], "yates-grundy, horvitz-thompson")
    } else {
      guard estimator == nil else { throw Fault(.estimatorWithoutJoint) }
      jointFile = nil
      variance = try kind(
        argument, of: [.brewer, .hajek, .poisson], "brewer, hajek, poisson, joint=FILE")
    }
  }
}

extension Fault.Code {
  /// An estimator of the variance of unequal probabilities that does not exist was named.
  public static let unknownUnequalVariance = Fault.Code("unknown-unequal-variance", .usage)
  /// An estimator by joint probabilities is named without a file of them.
  public static let estimatorWithoutJoint = Fault.Code("estimator-without-joint", .usage)
  /// A variance for unequal probabilities is chosen, and no stage has any.
  public static let ppsWithoutProbability = Fault.Code("pps-without-probability", .usage)
}
