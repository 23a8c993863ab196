// SPDX-License-Identifier: GPL-3.0-or-later

import Sampling
import Tables
import Testing

@Suite("Seeds and tickets")
struct TicketTests {
  private let text = "63454660390103169462"
  private let key = Secret(bytes: (0..<32).map { UInt8($0) })

  @Test("The seed's hash, with and without a key, and the key's digest")
  func seedHash() throws {
    #expect(
      try Seed(text: text).hash
        == "7a421bb50ca0af0f7013c329ed2ff85dfe7238457f4a8d13cb9239f55c432b78")
    #expect(
      try Seed(text: text, key: key).hash
        == "913afcfd246c9d28448b798e43210fd2ecffcb4be046a4dc35bdd3d7e6380822")
    #expect(
      key.digest.hex == "630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd")
  }

  @Test(
    "Tickets of paths",
    arguments: [
      ("V01", "712233672067bd1fa353fb5f7e205837aa37bc08241c8ce3f449d0466f4bb45d"),
      ("V01/H1", "b09c96113001eb235d01be4ff0ea602b57619bc909f4cea3c076d291aa4ba9ca"),
      ("东山村-0012", "3704ce80db69cf0ebe0afb9661e4eaf081494ffecf8e0050cbddefb47bc07910"),
    ])
  func tickets(path: String, ticket: String) throws {
    #expect(try Seed(text: text).ticket(of: UnitID(path)).hex == ticket)
  }

  @Test(
    "SHA-256 values that consistent_sampler publishes",
    arguments: [
      ("314159", "", "c5b389beb081fe1e43ae92e895deca086b4eed5cf9efc7b78eebbbc9dc75c3f0"),
      (
        "01382438112797316654", "AB-130",
        "654b3e71876e34e6e350128e0e20df65f0e285727c12837a8c7fdd28ff907b5e"
      ),
      ("314159", "A-1", "089cfe38234df31c4de82c76c6ed4ca6917e448ad3e0a3ac41a2012e67974d11"),
      (
        "12345678901234567890abcdefghijklmnopqrstuvwxyz😊", "",
        "76457232b83ad2746dbef66774e1c5afdf7bacee062282be9a2006db61d3c387"
      ),
      (
        "12345678901234567890abcdefghijklmnopqrstuvwxyz😊", "('pct 2', 3)",
        "e169d7a4394bd57189a86ea48c48b6b56a57f0367d1043e9c876a46019abc0a0"
      ),
    ])
  func publishedHashes(seed: String, path: String, hash: String) throws {
    let seed = try Seed(text: seed, allowsShort: true)
    #expect((path.isEmpty ? seed.hash : seed.ticket(of: UnitID(path)).hex) == hash)
  }

  @Test("The leading digits and the uniform number of a label's ticket")
  func uniform() throws {
    let seed = try Seed(text: text)
    let first = seed.ticket(of: Label(method: "systematic", stage: 1, stratum: "exited"))
    #expect(first.leadingDigits == 2_108_008_152_656_859)
    #expect(first.uniform == (2_108_008_152_656_859 + 0.5) / 0x1p52)
    let second = seed.ticket(
      of: Label(method: "systematic", stage: 2, sample: "remaining", parent: UnitID("V01")))
    #expect(second.leadingDigits == 3_790_923_518_641_511)
  }

  @Test("A stream is the tickets of its label and a counter; its integers are floor(u n)")
  func stream() throws {
    let seed = try Seed(text: text)
    var stream = UniformStream(seed: seed, label: Label("/county/1"))
    var integers = stream
    for counter in 0..<100 {
      let ticket = seed.ticket(of: Label("/county/1/\(counter)"))
      #expect(stream.next() == ticket.uniform)
      #expect(integers.nextInteger(below: 1000) == Int((ticket.uniform * 1000).rounded(.down)))
    }
    #expect(stream.counter == 100)
  }

  @Test("Short, empty and damaged seeds are refused; what looks odd is warned about")
  func validation() throws {
    func code(_ text: String) -> Fault.Code? {
      do {
        _ = try Seed(text: text)
        return nil
      } catch { return (error as? Fault)?.code }
    }
    #expect(code("") == .emptySeed)
    #expect(code("1234567890123456789") == .shortSeed)
    #expect(code("1234567890123456789\u{1f}") == .seedCharacter)
    #expect(code("1234567890123456789\u{85}0") == .seedCharacter)
    #expect(code("1234567890123456789\u{fffd}") == .seedCharacter)
    #expect(code("12345678901234567890") == nil)
    let odd = try Seed(text: " 1234567890123456789０")
    #expect(odd.warnings.map(\.code) == [.seedFullWidthDigits, .seedWhiteSpace])
    #expect(try Seed(text: "1", allowsShort: true).warnings.map(\.code) == [.shortSeed])
    // Two forms of é are two seeds.
    #expect(
      try Seed(text: "e\u{301}", allowsShort: true).hash
        != Seed(text: "\u{e9}", allowsShort: true).hash)
  }
}

@Suite("SHA-256 and HMAC")
struct HashingTests {
  @Test("Messages are hashed alike in one piece and in many")
  func incremental() {
    let message = (0..<300).map { UInt8(truncatingIfNeeded: $0 * 7) }
    for cut in [0, 1, 63, 64, 65, 299] {
      var state = SHA256()
      state.update(Array(message[..<cut]))
      let middle = state.digest()
      #expect(middle == SHA256.hash(Array(message[..<cut])))
      state.update(Array(message[cut...]))
      #expect(state.digest() == SHA256.hash(message))
    }
  }

  @Test("Published values: FIPS 180-4 and RFC 4231 cases 1 and 6")
  func published() {
    #expect(
      SHA256.hash("abc").hex == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      SHA256.hash("").hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      HMACSHA256(key: [UInt8](repeating: 0x0b, count: 20)).code(for: "Hi There").hex
        == "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")
    #expect(
      HMACSHA256(key: [UInt8](repeating: 0xaa, count: 131))
        .code(for: "Test Using Larger Than Block-Size Key - Hash Key First").hex
        == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")
  }

  @Test("A digest reads its own hexadecimal digits, and orders by bytes")
  func digests() {
    let a = SHA256.hash("a")
    let b = SHA256.hash("b")
    #expect(Digest(hex: a.hex) == a)
    #expect(Digest(hex: a.hex.uppercased()) == nil)
    #expect(Digest(hex: String(a.hex.dropLast())) == nil)
    #expect((a < b) == (a.hex < b.hex))
    #expect(a.groupedHex.replacing(" ", with: "") == a.hex)
    #expect(a.groupedHex.split(separator: " ").count == 16)
  }

  @Test("A secret reads a key file, refuses anything else and prints nothing of itself")
  func secrets() throws {
    let secret = try Secret.random()
    #expect(try Secret(hex: secret.hex.uppercased() + "\r\n") == secret)
    #expect(try Secret.random() != secret)
    #expect(!"\(secret)".contains(secret.hex.prefix(8)))
    let fault = #expect(throws: Fault.self) { try Secret(hex: "00ff") }
    #expect(fault?.code == .secretNotHexadecimal)
  }
}
