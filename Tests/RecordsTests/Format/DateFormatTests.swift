import Testing

@testable import DataRecords

@Suite struct `Formats of dates` {
  @Test(arguments: [
    FormatExamples(
      format: .dateTime,
      yes: [
        "2024-05-31T12:00:00Z", "2024-02-29t23:59:59.123456z", "2024-05-31T12:00:00.5+05:30", "1998-12-31T23:59:60Z",
        "1998-12-31T15:59:60.1-08:00",
      ],
      no: [
        "2024-05-31", "2024-05-31 12:00:00Z", "2024-05-31T12:00:00", "2024-05-31T24:00:00Z", "2024-05-31T12:60:00Z",
        "2024-05-31T12:00:61Z", "2024-05-31T12:00:60Z", "2024-05-31T12:00:00.Z", "2024-05-31T12:00:00.1",
        "2024-05-31T12:00:00+0530", "2024-05-31T12:00:00+24:00", "2024-05-31T12:00:00Zx", "2024-13-31T12:00:00Z",
        "x024-05-31T12:00:00Z", "2024-05-31T12:00:00+05", "২০২৪-05-31T12:00:00Z",
      ]),
    FormatExamples(
      format: .date, yes: ["2024-02-29", "2000-02-29", "0000-01-01"],
      no: ["2023-02-29", "1900-02-29", "2024-04-31", "2024-00-01", "2024-1-01", "2024-05-31T", "20240531", ""]),
    FormatExamples(
      format: .time, yes: ["08:30:06Z", "23:59:60z", "23:20:50.52-23:30", "01:29:60+01:30"],
      no: ["08:30:06", "8:30:06Z", "24:00:00Z", "22:59:60Z", "08:30:06+24:00", "08:30Z", "08:30:06,5Z", "08:30:06.Z"]),
    FormatExamples(
      format: .duration, yes: ["P1Y2M3DT4H5M6S", "P2W", "P1D", "PT36H", "P1M", "PT1M", "P1YT1S", "P0D", "PT1H0M"],
      no: [
        "", "P", "PT", "P1", "1D", "P1YT", "P2D1Y", "P1Y2D", "PT1H2S", "P1Y2W", "P2W1D", "P2S", "PT1D", "p1D", "P-1D",
      ]),
  ])
  func `follow RFC 3339`(examples: FormatExamples) { examples.check() }

  @Test(arguments: ["2024-05-28T12:00:00Z", "2023-02-28T23:59:59Z", "2024-12-31T23:59:60Z", "0000-01-01T00:00:00Z"])
  func `hold for Z as for an offset of zero, whatever byte is changed`(text: String) {
    for place in 0..<19 {
      for byte in UInt8(0)..<128 {
        var bytes = Array(text.utf8)
        bytes[place] = byte
        let withOffset = bytes.dropLast() + Array("+00:00".utf8)
        #expect(
          TextFormat.dateTime.accepts(bytes) == TextFormat.dateTime.accepts(Array(withOffset)), "\(place) \(byte)")
      }
    }
  }
}
