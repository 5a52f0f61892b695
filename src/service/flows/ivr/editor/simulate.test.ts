import { describe, expect, it } from "vitest";
import { flowSample, withStep } from "../../../../../testkit/flow-sample.ts";
import { openTexts } from "../../../../platform/texts/index.ts";
import { type PathLine, type SimulatedCaller, simulateCaller } from "../index.ts";

/** Thursday, 26 November 2026, 10:00 in Jakarta. */
const caller: SimulatedCaller = {
  nowMs: Date.UTC(2026, 10, 26, 3),
  caller: "08123456789",
  called: "14045",
  keys: [],
  queue: "served",
  isReached: true,
  leavesMessage: true,
  mayBeCalledBack: true,
};
const version = { flow: flowSample, daysOff: [{ date: "2026-12-25", kind: "national" }] } as const;
const texts = openTexts();

const inWords = (lines: readonly PathLine[], locale: "id" | "en" = "id") =>
  lines.map(({ line, params }) => texts.text(locale, `flows.path.${line}`, params));
const path = (change: Partial<SimulatedCaller>, flow = flowSample) =>
  simulateCaller({ ...version, flow }, { ...caller, ...change }).lines;
const steps = (lines: readonly PathLine[]) =>
  lines.filter(({ line }) => line === "entered").map(({ stepId }) => stepId);

describe("a made-up caller", () => {
  it("is followed in words, with the prompts he hears", () => {
    expect(inWords(path({ keys: ["1", "2", "7712#"] }))).toEqual([
      "Langkah: Bahasa",
      "Terdengar: “Untuk bahasa Indonesia, tekan satu., For English, press two.”",
      "Penelepon menekan 1",
      "Disimpan: language = id",
      "Langkah: Jam layanan",
      "Layanan buka pada waktu itu",
      "Langkah: Menu utama",
      "Terdengar: “Untuk informasi, tekan satu. Untuk bantuan, tekan dua. Untuk berbicara dengan agen kami, tekan nol.”",
      "Penelepon menekan 2",
      "Pilihan: Bantuan",
      "Langkah: Nomor polis",
      "Terdengar: “Silakan masukkan nomor Anda, lalu tekan pagar.”",
      "Penelepon menekan 7712#",
      "Disimpan: polis = 7712",
      "Langkah: Baca ulang",
      "Terdengar: “Nomor yang Anda masukkan adalah tujuh tujuh satu dua”",
      "Langkah: Polis utama?",
      "Syarat ke-1 terpenuhi",
      "Langkah: Kantor pusat",
      "Ditransfer ke 0215551234",
      "Tersambung, lalu panggilan berakhir",
      "Langkah: Survei",
      "Terdengar: “Mohon nilai layanan kami dengan angka satu sampai lima. Lima berarti sangat puas.”",
      "Penelepon tidak menekan tombol",
      "Terdengar: “Maaf, kami belum menerima pilihan Anda. Mohon nilai layanan kami dengan angka satu sampai lima. Lima berarti sangat puas.”",
      "Penelepon tidak menekan tombol",
      "Langkah: Selesai",
      "Panggilan berakhir",
      "Terdengar: “Terima kasih sudah menelepon. Sampai jumpa.”",
    ]);
  });

  it("hears English once he chose it, and the line is said in either language", () => {
    const lines = path({ keys: ["2", "0", "5"] });
    expect(inWords(lines, "en")).toContain(
      "Heard: “For information, press one. For help, press two. To speak with an agent, press zero.”",
    );
    expect(inWords(lines, "en").at(-1)).toBe("Heard: “Thank you for calling. Goodbye.”");
  });

  it.each([
    ["2026-11-26T20:00:00+07:00", ["bahasa", "jam", "tutup", "pesan", "akhir"]],
    ["2026-12-25T10:00:00+07:00", ["bahasa", "jam", "libur", "akhir"]],
  ])("finds what is said at %s", (time, expected) => {
    expect(steps(path({ nowMs: Date.parse(time), keys: ["1"] }))).toEqual(expected);
  });

  it("goes where the world sends him: a full queue, an office that does not answer, a callback that is refused", () => {
    expect(steps(path({ keys: ["1", "0", "1"], queue: "queue-full" })).slice(3)).toEqual(["antre", "telepon", "akhir"]);
    expect(steps(path({ keys: ["1", "9"], isReached: false, queue: "nobody-there" })).slice(3, 6)).toEqual([
      ...["alih", "antre", "pesan"],
    ]);
    const refused = path({ keys: ["1", "0", "1"], queue: "wait-over", mayBeCalledBack: false, leavesMessage: false });
    expect(steps(refused).slice(3)).toEqual(["antre", "telepon", "pesan", "akhir"]);
    expect(inWords(refused)).toContain("Tidak ada pesan");
  });

  it("types no further into the next step than a caller would who listens", () => {
    expect(steps(path({ keys: ["12", "0"] })).slice(0, 4)).toEqual(["bahasa", "jam", "menu", "antre"]);
  });

  it("meets prompts of the call centre's own by their text", () => {
    const flow = withStep("info", { phrase: [{ piece: "prompt", prompt: "promo" }] });
    const { lines } = simulateCaller({ ...version, flow }, { ...caller, keys: ["1", "1"] }, (prompt) =>
      prompt === "id.promo" ? "Ada promo." : null,
    );
    expect(inWords(lines)).toContain("Terdengar: “Ada promo.”");
  });

  it("never meets a line without words", () => {
    const everything = ["served", "queue-full", "wait-over", "nobody-there"] as const;
    const lines = everything.flatMap((queue) =>
      [true, false].flatMap((flag) =>
        ["1", "2", "0", "9", ""].flatMap((key) =>
          path({ keys: ["1", key, "1"], queue, isReached: flag, leavesMessage: flag, mayBeCalledBack: flag }),
        ),
      ),
    );
    for (const locale of ["id", "en"] as const)
      for (const words of inWords(lines, locale)) expect(words).not.toMatch(/^flows\.|[{}]/);
  });
});
