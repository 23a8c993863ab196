// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGSL

/// The functions of the GNU Scientific Library that this target trusts, with GSL's own error handler,
/// which ends the process, switched off before the first call.
///
/// GSL's inverse of the beta distribution returns NaN for common arguments, its beta distribution gives
/// up for parameters above about 10⁵, and its hypergeometric distribution loses digits and takes no
/// population above 2³². Those are computed in this target; what stands here is accurate to a few
/// units in the last place.
enum GSL {
  static let ready: Void = { _ = gsl_set_error_handler_off() }()

  /// Γ*(x) = Γ(x) / (√(2π) x^(x - 1/2) e^(-x)), the factor by which Stirling's formula misses; x > 0.
  static func gammaStar(_ x: Double) -> Double {
    _ = ready
    return gsl_sf_gammastar(x)
  }

  /// ln(1 + x) - x without cancellation; x > -1.
  static func logOnePlusMinus(_ x: Double) -> Double {
    _ = ready
    return gsl_sf_log_1plusx_mx(x)
  }

  static func normalCDF(_ x: Double) -> Double {
    _ = ready
    return gsl_cdf_ugaussian_P(x)
  }

  static func normalUpperTail(_ x: Double) -> Double {
    _ = ready
    return gsl_cdf_ugaussian_Q(x)
  }

  static func normalQuantile(_ p: Double) -> Double {
    _ = ready
    return gsl_cdf_ugaussian_Pinv(p)
  }

  static func normalUpperQuantile(_ q: Double) -> Double {
    _ = ready
    return gsl_cdf_ugaussian_Qinv(q)
  }

  /// The lower tail of the gamma distribution of shape `a` and scale 1.
  static func gammaCDF(_ x: Double, _ a: Double) -> Double {
    _ = ready
    return gsl_cdf_gamma_P(x, a, 1)
  }

  /// The upper tail of the gamma distribution of shape `a` and scale 1.
  static func gammaUpperTail(_ x: Double, _ a: Double) -> Double {
    _ = ready
    return gsl_cdf_gamma_Q(x, a, 1)
  }
}
