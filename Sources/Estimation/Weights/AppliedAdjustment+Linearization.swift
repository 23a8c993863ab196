// SPDX-License-Identifier: GPL-3.0-or-later

import Distributions

/// The regression on auxiliary variables that are constant in classes.
struct ClassRegression: Sendable {
  private let basis: Basis

  private enum Basis {
    /// Classes in disjoint groups: the regression is the mean of each.
    case groups(codes: [UInt32], sizes: [Double])
    case vectors([Double], width: Int, inverse: SymmetricInverse)
  }

  /// - Parameters:
  ///   - sizes: the weight of each class in the regression.
  ///   - codes: the codes of each class that `fit` needs, one array for each.
  init(_ fit: WeightFit, sizes: [Double], codes: [[UInt32]]) {
    let vectors: [Double]
    let width: Int
    switch fit {
    case .poststratification(let margin):
      var groups = [Double](repeating: 0, count: margin.totals.count)
      for (code, size) in zip(codes[0], sizes) { groups[Int(code)] += size }
      basis = .groups(codes: codes[0], sizes: groups)
      return
    case .raking(let margins):
      width = margins.reduce(0) { $0 + $1.totals.count }
      var indicators = [Double](repeating: 0, count: sizes.count * width)
      var start = 0
      for (margin, codes) in zip(margins, codes) {
        for index in sizes.indices { indicators[index * width + start + Int(codes[index])] = 1 }
        start += margin.totals.count
      }
      vectors = indicators
    case .calibration(let model, _):
      width = model.width
      vectors = codes[0].flatMap { model.vectors[Int($0) * width..<(Int($0) + 1) * width] }
    }
    var products = [Double](repeating: 0, count: width * width)
    for (index, size) in sizes.enumerated() where size != 0 {
      for row in 0..<width where vectors[index * width + row] != 0 {
        let left = vectors[index * width + row] * size
        for column in 0..<width {
          products[row * width + column] += left * vectors[index * width + column]
        }
      }
    }
    basis = .vectors(vectors, width: width, inverse: SymmetricInverse(of: products, order: width))
  }

  /// The fitted value of each class for a variable whose weighted sums over classes are given.
  func fitted(_ sums: [Double]) -> [Double] {
    switch basis {
    case .groups(let codes, let sizes):
      var means = [Double](repeating: 0, count: sizes.count)
      for (code, sum) in zip(codes, sums) { means[Int(code)] += sum }
      for group in means.indices where sizes[group] > 0 { means[group] /= sizes[group] }
      return codes.map { means[Int($0)] }
    case .vectors(let vectors, let width, let inverse):
      var right = [Double](repeating: 0, count: width)
      for (index, sum) in sums.enumerated() where sum != 0 {
        for column in 0..<width { right[column] += vectors[index * width + column] * sum }
      }
      let coefficients = inverse(right)
      return sums.indices.map { index in
        var sum = 0.0
        for column in 0..<width { sum += vectors[index * width + column] * coefficients[column] }
        return sum
      }
    }
  }
}

extension AppliedAdjustment {
  /// Turns weighted linearized values into those of the adjusted estimator, in place.
  ///
  /// With w the adjusted weight, w₁ the weight before fitting and X the auxiliary variables, fitting turns
  /// w·z into w·(z - X'B), B being the regression of z on X with weights w₁ (Deville and Särndal 1992,
  /// section 3; for poststrata the mean of each). Raking by margins regresses without weights, which is
  /// the projection that R's `rake` iterates; with equal weights before, both agree. Nonresponse
  /// adjustment in classes turns it further into w·(z - z̄) for those who answered and adds d·z̄ for
  /// all, z̄ being the class's mean among those who answered and d the weight before (Särndal, Swensson
  /// and Wretman 1992, result 15.6.1, linearized).
  ///
  /// - Parameter values: w·z of each row, 0 outside the domain.
  /// - Complexity: linear in rows and classes, and in classes times the squared auxiliary variables.
  func linearize(_ values: inout [Double], _ design: SurveyDesign) {
    if let fit = adjustment.fit { removeFit(fit, &values, design) }
    if adjustment.response != nil { spreadOverNonrespondents(&values, design) }
  }

  private func removeFit(_ fit: WeightFit, _ values: inout [Double], _ design: SurveyDesign) {
    let isRaking = if case .raking = fit { true } else { false }
    var sums = [Double](repeating: 0, count: classCount)
    for row in values.indices where design.weights[row] > 0 {
      let index = Int(classOfRow[row])
      // The sum of w₁z, or of z where the regression is without weights.
      let divisor = isRaking ? baseWeights[row] * factorOfClass[index] : fitFactor[index]
      sums[index] += values[row] / divisor
    }
    let fitted = regression!.fitted(sums)
    for row in values.indices where design.weights[row] > 0 {
      let index = Int(classOfRow[row])
      values[row] -= baseWeights[row] * factorOfClass[index] * fitted[index]
    }
  }

  private func spreadOverNonrespondents(_ values: inout [Double], _ design: SurveyDesign) {
    let groups = adjustment.response!.classCount
    var all = [Double](repeating: 0, count: groups)
    var sums = all
    for row in values.indices where design.unitOfRow[row] != SurveyDesign.outside {
      let group = Int(adjustment.response!.classOfRow[row])
      all[group] += baseWeights[row]
      sums[group] += values[row]
    }
    for row in values.indices where design.unitOfRow[row] != SurveyDesign.outside {
      let group = Int(adjustment.response!.classOfRow[row])
      let mean = sums[group] / all[group]
      values[row] += mean * baseWeights[row] * (1 - responseFactor[Int(classOfRow[row])])
    }
  }
}
