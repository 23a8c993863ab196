// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc

extension Function {
  /// Mathematical functions under the names of ODK's reference. Outside of their domain they are
  /// not-a-number, which is an empty answer.
  static let mathematics: [Function] = [
    Function("pi", 0...0, .number) { _, _ in .number(.pi) },

    // The angle of a point, from its y and its x.
    Function("atan2", 2...2, .number) {
      .number(atan2(try $1.number($0[0]), try $1.number($0[1])))
    },

    of("sqrt") { $0.squareRoot() },
    of("exp") { exp($0) },
    of("exp10") { pow(10, $0) },
    of("log") { $0 > 0 ? log($0) : .nan },
    of("log10") { $0 > 0 ? log10($0) : .nan },
    of("sin") { sin($0) },
    of("cos") { cos($0) },
    of("tan") { tan($0) },
    of("asin") { asin($0) },
    of("acos") { acos($0) },
    of("atan") { atan($0) },
  ]

  /// A function of one number.
  private static func of(
    _ name: String, _ body: @escaping @Sendable (Double) -> Double
  ) -> Function {
    Function(name, 1...1, .number) { .number(body(try $1.number($0[0]))) }
  }

  /// How many conditions hold.
  static let checklists = [
    // Whether the number of true conditions lies between two bounds, of which -1 is none.
    Function("checklist", 3...64, .boolean) { arguments, evaluation in
      let least = try evaluation.number(arguments[0])
      let most = try evaluation.number(arguments[1])
      var count = 0.0
      for argument in arguments.dropFirst(2) where try evaluation.isTrue(argument) { count += 1 }
      return .boolean((least == -1 || count >= least) && (most == -1 || count <= most))
    }
  ]
}
