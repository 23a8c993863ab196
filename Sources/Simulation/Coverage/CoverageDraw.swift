// SPDX-License-Identifier: GPL-3.0-or-later

internal import Distributions
internal import Estimation
internal import Tables

/// Draws samples from a population and estimates its rate, as an assessment would.
struct CoverageDraw {
  let cell: CoverageCell
  let population: ErrorPopulation
  /// The villages of each stratum, for systematic draws by their rates.
  private let strata: [[Int]]
  /// The probability of each village.
  private let probabilities: [Double]
  /// Households of each poststratum in the population.
  private let poststrata: [Double]

  init(_ cell: CoverageCell, _ population: ErrorPopulation) {
    self.cell = cell
    self.population = population
    let villages = population.villages
    var strata = cell.strata.indices.map { stratum in
      villages.indices.filter { villages[$0].stratum == stratum }
    }
    if cell.draw == .systematic {
      let rates = villages.map { Double($0.errorCount) / Double($0.size) }
      for stratum in strata.indices {
        strata[stratum].sort { (rates[$0], $0) < (rates[$1], $1) }
      }
    }
    self.strata = strata
    var probabilities = villages.map { _ in 0.0 }
    for stratum in strata {
      if cell.draw == .proportionalToSize {
        for (index, probability) in zip(
          stratum, Self.probabilities(stratum.map { villages[$0].size }, cell.villages))
        {
          probabilities[index] = probability
        }
      } else {
        for index in stratum {
          probabilities[index] = Double(cell.villages) / Double(stratum.count)
        }
      }
    }
    self.probabilities = probabilities
    var poststrata = [0.0, 0.0]
    for village in villages {
      for (group, households) in village.households.enumerated() {
        poststrata[population.poststratum[group]] += Double(households)
      }
    }
    self.poststrata = poststrata
  }

  /// Probabilities proportional to size, those above 1 being certain.
  private static func probabilities(_ sizes: [Int], _ count: Int) -> [Double] {
    var isCertain = sizes.map { _ in false }
    while true {
      let left = Double(count - isCertain.count { $0 })
      let sum = zip(sizes, isCertain).reduce(0.0) { $0 + ($1.1 ? 0 : Double($1.0)) }
      let more = sizes.indices.filter { !isCertain[$0] && left * Double(sizes[$0]) >= sum }
      if more.isEmpty {
        return sizes.indices.map { isCertain[$0] ? 1 : left * Double(sizes[$0]) / sum }
      }
      for index in more { isCertain[index] = true }
    }
  }

  /// One sample's estimate of the rate.
  func estimate(_ random: RandomSource) throws -> Estimate {
    var sample = CoverageSample()
    for stratum in strata {
      for village in drawn(stratum, random) { ask(village, &sample, random) }
    }
    let design = try sample.design(cell, villagesInStratum: strata.map { Double($0.count) })
    let isInDomain = cell.domainShare < 1 ? sample.groups.map { population.isInDomain[$0] } : nil
    guard cell.isPoststratified else {
      return design.proportion(of: sample.isError, where: isInDomain)
    }
    let groups = CodedColumn(
      codes: sample.groups.map { UInt32(population.poststratum[$0]) }, labels: ["1", "2"])
    return try design.adjusted(
      by: WeightAdjustment(
        fit: .poststratification(.init(groups, totals: poststrata, name: "group")))
    ).proportion(of: sample.isError, where: isInDomain)
  }

  /// The drawn villages of a stratum, in the order of the draw.
  private func drawn(_ stratum: [Int], _ random: RandomSource) -> [Int] {
    switch cell.draw {
    case .simpleRandom:
      return random.sample(cell.villages, of: stratum.count).map { stratum[$0] }
    case .systematic:
      let step = Double(stratum.count) / Double(cell.villages)
      let start = random.uniform() * step
      return (0..<cell.villages).map {
        stratum[min(stratum.count - 1, Int(start + Double($0) * step))]
      }
    case .proportionalToSize:
      var order = stratum
      for index in stride(from: order.count - 1, to: 0, by: -1) {
        order.swapAt(index, random.index(below: index + 1))
      }
      var point = random.uniform()
      var sum = 0.0
      return order.filter { village in
        sum += probabilities[village]
        guard sum > point else { return false }
        point += 1
        return true
      }
    }
  }

  /// Asks some households of a village.
  private func ask(_ index: Int, _ sample: inout CoverageSample, _ random: RandomSource) {
    let village = population.villages[index]
    let size = village.size
    let asked = min(size, max(1, Int((cell.householdFraction * Double(size)).rounded())))
    let weight = Double(size) / Double(asked) / probabilities[index]
    var (left, households) = (asked, size)
    sample.addVillage(village, probability: probabilities[index])
    for group in village.households.indices {
      for (count, isError) in [
        (village.errors[group], true), (village.households[group] - village.errors[group], false),
      ] {
        let found = random.hypergeometric(marked: count, of: households, sample: left)
        households -= count
        left -= found
        for _ in 0..<found {
          let noise =
            cell.weightVariation > 0
            ? random.gamma(shape: 1 / (cell.weightVariation * cell.weightVariation)) : 1
          sample.addHousehold(group: group, isError: isError, weight: weight * noise)
        }
      }
    }
  }
}

/// The rows of one sample.
private struct CoverageSample {
  private var stratumOfVillage: [UInt32] = []
  private var sizeOfVillage: [Double] = []
  private var probabilities: [Double] = []
  private var villageOfHousehold: [UInt32] = []
  private var weights: [Double] = []
  private(set) var groups: [Int] = []
  private(set) var isError: [Bool] = []

  mutating func addVillage(_ village: ErrorPopulation.Village, probability: Double) {
    stratumOfVillage.append(UInt32(village.stratum))
    sizeOfVillage.append(Double(village.size))
    probabilities.append(probability)
  }

  mutating func addHousehold(group: Int, isError: Bool, weight: Double) {
    // A noisy weight is never quite zero.
    villageOfHousehold.append(UInt32(stratumOfVillage.count - 1))
    weights.append(max(weight, 1e-12))
    groups.append(group)
    self.isError.append(isError)
  }

  /// The sample as it was drawn.
  func design(_ cell: CoverageCell, villagesInStratum: [Double]) throws -> SurveyDesign {
    let selection: StageSelection =
      switch cell.draw {
      case .simpleRandom: .simpleRandom
      case .systematic: .systematic(positions: Array(stratumOfVillage.indices))
      case .proportionalToSize:
        .unequal(
          UnequalSelection(
            probabilities: probabilities, variances: villagesInStratum.map { _ in .brewer }))
      }
    return try SurveyDesign(
      stages: [
        DesignStage(
          cellOfUnit: stratumOfVillage, populationOfCell: villagesInStratum, lonely: .adjust,
          selection: selection),
        DesignStage(
          cellOfUnit: villageOfHousehold, parentOfCell: stratumOfVillage.indices.map { UInt32($0) },
          populationOfCell: sizeOfVillage, lonely: .adjust),
      ], unitOfRow: villageOfHousehold.indices.map { UInt32($0) }, weights: weights)
  }
}
