// SPDX-License-Identifier: GPL-3.0-or-later

/// The script that checks a proof with nothing but Python, so that nobody has to trust this program.
///
/// It stands beside the sources as `verify.py` and is compiled into the binary.
public enum IndependentVerifier {
  /// The name under which the script is written beside a proof.
  public static let fileName = "verify.py"

  /// The text of the script.
  public static var source: String { String(decoding: PackageResources.verify_py, as: UTF8.self) }
}
