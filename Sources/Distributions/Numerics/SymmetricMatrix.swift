// SPDX-License-Identifier: GPL-3.0-or-later

internal import CGSL

/// The inverse of a symmetric matrix without negative eigenvalues, or the pseudoinverse where columns
/// depend on each other, by its eigenvalues (GSL's `gsl_eigen_symmv`).
///
/// Rows and columns are scaled to a diagonal of ones first, so that variables of different units do not
/// cost digits.
public struct SymmetricInverse: Sendable {
  /// The number of rows.
  public let order: Int
  /// The number of independent rows.
  public let rank: Int
  private let elements: [Double]

  /// The inverse of `matrix`, row by row.
  /// - Complexity: cubic in the order.
  /// - Precondition: the matrix has `order`² finite elements and is symmetric.
  public init(of matrix: [Double], order: Int) {
    precondition(matrix.count == order * order)
    self.order = order
    let scale = (0..<order).map { index -> Double in
      let diagonal = matrix[index * order + index]
      return diagonal > 0 ? 1 / diagonal.squareRoot() : 0
    }
    var scaled = matrix
    for row in 0..<order {
      for column in 0..<order { scaled[row * order + column] *= scale[row] * scale[column] }
    }
    let (values, vectors) = GSL.eigenvalues(of: scaled, order: order)
    let smallest = (values.max() ?? 0) * Double(order) * 1e-13
    var rank = 0
    var inverse = [Double](repeating: 0, count: order * order)
    for (index, value) in values.enumerated() where value > smallest {
      rank += 1
      for row in 0..<order {
        let left = vectors[row * order + index] / value
        for column in 0..<order {
          inverse[row * order + column] += left * vectors[column * order + index]
        }
      }
    }
    for row in 0..<order {
      for column in 0..<order { inverse[row * order + column] *= scale[row] * scale[column] }
    }
    self.rank = rank
    elements = inverse
  }

  /// The product of the inverse and a vector.
  public func callAsFunction(_ vector: [Double]) -> [Double] {
    precondition(vector.count == order)
    return (0..<order).map { row in
      var sum = 0.0
      for column in 0..<order { sum += elements[row * order + column] * vector[column] }
      return sum
    }
  }
}

extension GSL {
  /// Eigenvalues of a symmetric matrix and its eigenvectors as columns, row by row.
  fileprivate static func eigenvalues(
    of matrix: [Double], order: Int
  ) -> (values: [Double], vectors: [Double]) {
    _ = ready
    guard order > 0 else { return ([], []) }
    var matrix = matrix
    var values = [Double](repeating: 0, count: order)
    var vectors = [Double](repeating: 0, count: order * order)
    let workspace = gsl_eigen_symmv_alloc(order)!
    defer { gsl_eigen_symmv_free(workspace) }
    matrix.withUnsafeMutableBufferPointer { matrix in
      values.withUnsafeMutableBufferPointer { values in
        vectors.withUnsafeMutableBufferPointer { vectors in
          var a = gsl_matrix_view_array(matrix.baseAddress!, order, order)
          var eigenvalues = gsl_vector_view_array(values.baseAddress!, order)
          var eigenvectors = gsl_matrix_view_array(vectors.baseAddress!, order, order)
          _ = gsl_eigen_symmv(&a.matrix, &eigenvalues.vector, &eigenvectors.matrix, workspace)
        }
      }
    }
    return (values, vectors)
  }
}
