// SPDX-License-Identifier: GPL-3.0-or-later

internal import Sampling

/// Invented names of villages: a thing and a feature of the land.
enum PlaceNames {
  private static let things = [
    "青", "云", "石", "松", "竹", "梅", "枫", "樟", "桐", "柳", "荷", "兰", "莲", "杏", "桃", "橘", "茶", "麻",
    "禾", "稻", "瓦", "砚", "银", "玉", "鹤", "鹭", "雁", "鹿", "萤", "蝉", "霞", "岚",
  ]
  private static let features = [
    "坪", "溪", "塘", "垅", "坑", "湾", "背", "陂", "岭", "源", "汀", "畈", "埠", "冲", "坳", "圳", "墩", "崖",
  ]

  /// Names of `count` villages, all different.
  /// - Precondition: `count` is at most 576.
  static func villages(_ count: Int, stream: inout UniformStream) -> [String] {
    stream.order(of: things.count * features.count).prefix(count).map { number in
      let (thing, feature) = number.quotientAndRemainder(dividingBy: features.count)
      return things[thing] + features[feature] + "村"
    }
  }
}
