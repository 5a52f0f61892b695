import { describe, expect, it } from "vitest";
import { openChance } from "../../../../testkit/chance.ts";
import { enValue, idValue } from "../../../../testkit/number-words.ts";
import { runSeed } from "../../../../testkit/run-seed.ts";
import {
  CLIPS_MAX,
  READ_MAX,
  readDate,
  readDigits,
  readDuration,
  readNumber,
  readOrdinal,
  readPhone,
  readPosition,
  readRupiah,
  readTime,
  readWait,
  type SpokenLanguage,
  spokenWords,
} from "./index.ts";

const said = (clips: ReturnType<typeof readNumber>) => (clips === null ? null : spokenWords(clips));
const both = (read: (language: SpokenLanguage) => ReturnType<typeof readNumber>) => [
  said(read("id")),
  said(read("en")),
];
const VALUE_OF = { id: idValue, en: enValue } as const;

describe("numbers as they are read", () => {
  it.each([
    ["0", "nol", "zero"],
    ["11", "sebelas", "eleven"],
    ["100", "seratus", "one hundred"],
    ["101", "seratus satu", "one hundred and one"],
    ["1000", "seribu", "one thousand"],
    ["1001", "seribu satu", "one thousand and one"],
    ["1111", "seribu seratus sebelas", "one thousand one hundred and eleven"],
    ["2026", "dua ribu dua puluh enam", "two thousand and twenty six"],
    ["101000", "seratus satu ribu", "one hundred and one thousand"],
    ["1001000", "satu juta seribu", "one million one thousand"],
    ["1000000000", "satu miliar", "one billion"],
    ["1000000000000", "satu triliun", "one trillion"],
    ["1000000000000000", "seribu triliun", "one quadrillion"],
    ["-12.50", "minus dua belas koma lima nol", "minus twelve point five zero"],
    ["-0", "nol", "zero"],
    ["-0.05", "minus nol koma nol lima", "minus zero point zero five"],
  ])("reads %s", (text, id, en) => {
    expect(both((language) => readNumber(text, language))).toEqual([id, en]);
  });

  it.each(["id", "en"] as const)("mean in words what they are in digits, from 0 to 9,999 (%s)", (language) => {
    for (let value = 0; value < 10_000; value += 1) {
      expect(VALUE_OF[language](said(readNumber(String(value), language)) ?? ""), String(value)).toBe(value);
    }
  });

  it.each(["id", "en"] as const)("mean in words what they are in digits, up to 10^15 (%s)", (language) => {
    const chance = openChance(runSeed);
    for (let round = 0; round < 20_000; round += 1) {
      const value = Math.floor(chance.next() * 10 ** (1 + chance.below(15)));
      expect(VALUE_OF[language](said(readNumber(String(value), language)) ?? ""), String(value)).toBe(value);
    }
    expect(VALUE_OF[language](said(readNumber(String(READ_MAX - 1), language)) ?? "")).toBe(READ_MAX - 1);
    expect(VALUE_OF[language](said(readNumber(String(READ_MAX), language)) ?? "")).toBe(READ_MAX);
  });

  it("are read by two different texts when they differ, up to 9,999", () => {
    for (const language of ["id", "en"] as const) {
      const texts = Array.from({ length: 10_000 }, (_, value) => said(readNumber(String(value), language)));
      expect(new Set(texts).size).toBe(10_000);
    }
  });

  it.each([
    "",
    "-",
    "1.",
    ".5",
    "1,5",
    "1e5",
    "NaN",
    "1000000000000001",
    "1000000000000000.1",
    "12345678901234567",
    " 1",
  ])("are not read where there is none, or one beyond 10^15: %j", (text) => {
    expect(both((language) => readNumber(text, language))).toEqual([null, null]);
  });

  it("fit into one play, however long", () => {
    for (const text of ["777777777777777.777777777", "-999999999999999.999999999"])
      for (const language of ["id", "en"] as const)
        expect(readNumber(text, language)?.length).toBeLessThanOrEqual(CLIPS_MAX);
  });
});

describe("ordinals", () => {
  it.each([
    [1, "pertama", "first"],
    [2, "kedua", "second"],
    [3, "ketiga", "third"],
    [10, "kesepuluh", "tenth"],
    [12, "kedua belas", "twelfth"],
    [21, "kedua puluh satu", "twenty first"],
    [100, "keseratus", "one hundredth"],
    [101, "keseratus satu", "one hundred and first"],
    [1000, "keseribu", "one thousandth"],
  ])("read %d", (value, id, en) => {
    expect(both((language) => readOrdinal(value, language))).toEqual([id, en]);
  });

  it("mean the number they are made of, from the second to the 9,999th", () => {
    for (let value = 2; value < 10_000; value += 1) {
      expect(idValue((said(readOrdinal(value, "id")) ?? "").replace(/^ke/, ""))).toBe(value);
      expect(said(readOrdinal(value, "en"))).toMatch(/(?:st|nd|rd|th)$|(?:first|second|third)$/);
    }
    for (const none of [0, -1, 1.5, Number.NaN]) expect(readOrdinal(none, "id")).toBeNull();
  });
});

describe("digits one by one", () => {
  it.each([
    ["14045", "satu empat, nol empat lima"],
    ["1234", "satu dua tiga empat"],
    ["123456", "satu dua tiga, empat lima enam"],
    ["1234567", "satu dua tiga, empat lima enam tujuh"],
    ["12345678", "satu dua tiga empat, lima enam tujuh delapan"],
    ["TB-0123", "te be, nol satu dua tiga"],
    ["*9#", "bintang sembilan pagar"],
  ])("are read in groups: %s", (text, words) => {
    expect(said(readDigits(text, "id"))).toBe(words);
  });

  it.each([
    ["0812-3456-7890", "nol delapan satu dua, tiga empat lima enam, tujuh delapan sembilan nol"],
    ["+6281234567890", "plus enam dua, delapan satu dua, tiga empat lima enam, tujuh delapan sembilan nol"],
    ["021 5551234", "nol dua satu, lima lima lima, satu dua tiga empat"],
    ["0274512345", "nol dua tujuh empat, lima satu dua, tiga empat lima"],
    ["1500123", "satu lima nol nol, satu dua tiga"],
    ["150123", "satu lima nol, satu dua tiga"],
    ["14045", "satu empat, nol empat lima"],
    ["112", "satu satu dua"],
  ])("of a telephone number are grouped as people say it: %s", (text, words) => {
    expect(said(readPhone(text, "id"))).toBe(words);
  });

  it("are all read, each once and in order, whatever their number", () => {
    const names = "nol satu dua tiga empat lima enam tujuh delapan sembilan".split(" ");
    const chance = openChance(runSeed);
    for (let length = 1; length <= 32; length += 1) {
      const text = Array.from({ length }, () => String(chance.below(10))).join("");
      for (const read of [readDigits, readPhone]) {
        const words = (said(read(text, "id")) ?? "").split(/,? /).map((word) => names.indexOf(word));
        expect(words.join("")).toBe(text);
      }
    }
  });

  it("are not read from anything else, nor when they are more than one play takes", () => {
    expect(["", "rumah!", "12 €", "1".repeat(60)].map((text) => readDigits(text, "en"))).toEqual([
      null,
      null,
      null,
      null,
    ]);
    expect(["", "+", "0812a", "12*"].map((text) => readPhone(text, "en"))).toEqual([null, null, null, null]);
  });
});

describe("dates and times", () => {
  it.each([
    [
      "2026-11-26",
      "Kamis dua puluh enam November dua ribu dua puluh enam",
      "Thursday the twenty sixth of November twenty twenty six",
    ],
    ["2000-02-29", "Selasa dua puluh sembilan Februari dua ribu", "Tuesday the twenty ninth of February two thousand"],
    [
      "1945-08-17",
      "Jumat tujuh belas Agustus seribu sembilan ratus empat puluh lima",
      "Friday the seventeenth of August nineteen forty five",
    ],
    ["1905-01-01", "Minggu satu Januari seribu sembilan ratus lima", "Sunday the first of January nineteen oh five"],
    [
      "1900-12-31",
      "Senin tiga puluh satu Desember seribu sembilan ratus",
      "Monday the thirty first of December nineteen hundred",
    ],
  ])("reads %s", (date, id, en) => {
    expect(both((language) => readDate(date, language))).toEqual([id, en]);
  });

  it("agrees with the platform's own calendar on every day of 200 years, and on what is no day", () => {
    const names = ["Minggu", "Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu"];
    for (let at = Date.UTC(1900, 0, 1); at < Date.UTC(2100, 0, 1); at += 86_400_000) {
      const day = new Date(at);
      const [weekday] = (said(readDate(day.toISOString().slice(0, 10), "id")) ?? "").split(" ");
      expect(weekday).toBe(names[day.getUTCDay()]);
    }
    for (const none of ["2026-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-1-1", "0999-01-01"])
      expect(readDate(none, "id")).toBeNull();
  });

  it.each([
    [
      "14:30",
      "WIB",
      "pukul empat belas lewat tiga puluh menit Waktu Indonesia Barat",
      "two thirty p.m. Western Indonesia Time",
    ],
    ["08:00", "WITA", "pukul delapan Waktu Indonesia Tengah", "eight o'clock a.m. Central Indonesia Time"],
    ["00:05", "WIT", "pukul nol lewat lima menit Waktu Indonesia Timur", "twelve oh five a.m. Eastern Indonesia Time"],
    ["12:00", null, "pukul dua belas", "twelve noon"],
    ["00:00", null, "pukul nol", "twelve midnight"],
  ] as const)("reads %s %s", (time, zone, id, en) => {
    expect(both((language) => readTime(time, { language, zone }))).toEqual([id, en]);
  });

  it("reads each minute of a day differently, and no time that is none", () => {
    const times = Array.from({ length: 1_440 }, (_, minute) => {
      const [hour, rest] = [Math.floor(minute / 60), minute % 60];
      return `${String(hour).padStart(2, "0")}:${String(rest).padStart(2, "0")}`;
    });
    for (const language of ["id", "en"] as const)
      expect(new Set(times.map((time) => said(readTime(time, { language, zone: null })))).size).toBe(1_440);
    for (const none of ["24:00", "12:60", "9:00", ""])
      expect(readTime(none, { language: "id", zone: null })).toBeNull();
  });
});

describe("money, durations, places and waits", () => {
  it("reads whole rupiah", () => {
    expect(both((language) => readRupiah("1500000", language))).toEqual([
      "satu juta lima ratus ribu rupiah",
      "one million five hundred thousand rupiah",
    ]);
    expect(said(readRupiah("-25000", "id"))).toBe("minus dua puluh lima ribu rupiah");
    expect([readRupiah("10.5", "id"), readRupiah("Rp1", "id")]).toEqual([null, null]);
  });

  it.each([
    [0, "nol detik", "zero seconds"],
    [1, "satu detik", "one second"],
    [90, "satu menit tiga puluh detik", "one minute thirty seconds"],
    [3_600, "satu jam", "one hour"],
    [3_605, "satu jam", "one hour"],
    [7_500, "dua jam lima menit", "two hours five minutes"],
    [86_400, "satu hari", "one day"],
    [180_000, "dua hari dua jam", "two days two hours"],
  ])("reads a duration of %d s in its two largest units", (seconds, id, en) => {
    expect(both((language) => readDuration(seconds, language))).toEqual([id, en]);
  });

  it("says the place in the queue", () => {
    expect(both((language) => readPosition(1, language))).toEqual([
      "Anda berada di urutan pertama",
      "You are number one in the queue",
    ]);
    expect(said(readPosition(12, "id"))).toBe("Anda berada di urutan kedua belas");
    expect([readPosition(0, "id"), readPosition(1.5, "id")]).toEqual([null, null]);
  });

  it.each([
    [0, "Perkiraan waktu tunggu Anda kurang dari satu menit"],
    [59_999, "Perkiraan waktu tunggu Anda kurang dari satu menit"],
    [60_000, "Perkiraan waktu tunggu Anda sekitar satu menit"],
    [60_001, "Perkiraan waktu tunggu Anda sekitar dua menit"],
    [3_600_000, "Perkiraan waktu tunggu Anda sekitar satu jam"],
    [3_600_001, "Perkiraan waktu tunggu Anda lebih dari satu jam"],
  ])("says a wait of %d ms in whole minutes, never too short", (waitMs, words) => {
    expect(said(readWait(waitMs, "id"))).toBe(words);
  });

  it("says no wait that is none", () => {
    expect([readWait(-1, "id"), readWait(Number.POSITIVE_INFINITY, "id"), readDuration(1.5, "id")]).toEqual([
      null,
      null,
      null,
    ]);
  });
});
