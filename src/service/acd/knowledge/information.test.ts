import { describe, expect, it } from "vitest";
import { blocksOf, compareLines, folded, questionWords, redactQuestion } from "./index.ts";

describe("words of a question", () => {
  it("are small letters without accents, each once, and those that say nothing are left out", () => {
    expect(folded("  Café – Jalan Sudirman, No. 5! ")).toBe("cafe jalan sudirman no 5");
    expect(questionWords("Bagaimana cara bayar tagihan? Bayar!")).toEqual(["cara", "bayar", "tagihan"]);
    expect(questionWords("apa itu")).toEqual(["apa", "itu"]);
    expect(questionWords("?!'; --")).toEqual([]);
    expect(questionWords("a1 b2 c3 d4 e5 f6 g7 h8 i9 j10")).toHaveLength(8);
  });
});

describe("a question without an answer", () => {
  it("is kept without what could be somebody's number or address", () => {
    expect(redactQuestion("Tagihan 0812-3456-7890 belum masuk")).toBe("tagihan belum masuk");
    expect(redactQuestion("NIK 3171 0123 4567 0001 hilang")).toBe("nik hilang");
    expect(redactQuestion("kartu +62 (812) 345.678/90 dan budi@contoh.example")).toBe("kartu dan");
    expect(redactQuestion("nomor 0812x3456x7890")).toBe("nomor");
    expect(redactQuestion("kode pos 4014")).toBe("kode pos 4014");
    expect(redactQuestion("081234567890")).toBeNull();
    expect(redactQuestion("x")).toBeNull();
    expect(redactQuestion("panjang ".repeat(40))?.length).toBeLessThanOrEqual(80);
  });
});

describe("a written text", () => {
  it("becomes paragraphs, headings, lists and steps", () => {
    const blocks = blocksOf("## Tarif\nBerlaku hari ini.\nJuga besok.\n\n- Pagi\n- Sore\n1. Buka\n2) Tutup\n\nSelesai");
    expect(
      blocks.map(({ block, lines }) => [block, lines.map((line) => line.map(({ text }) => text).join(""))]),
    ).toEqual([
      ["heading", ["Tarif"]],
      ["paragraph", ["Berlaku hari ini.", "Juga besok."]],
      ["list", ["Pagi", "Sore"]],
      ["steps", ["Buka", "Tutup"]],
      ["paragraph", ["Selesai"]],
    ]);
  });

  it("has links only where an address begins with https, and whatever else was written is text", () => {
    const [block] = blocksOf(
      `Lihat https://contoh.example/tarif?a=1, <b>atau</b> javascript:alert(1) http://x.example.`,
    );
    expect(block?.lines[0]).toEqual([
      { text: "Lihat ", link: null },
      { text: "https://contoh.example/tarif?a=1", link: "https://contoh.example/tarif?a=1" },
      { text: ", <b>atau</b> javascript:alert(1) http://x.example.", link: null },
    ]);
  });
});

describe("two versions", () => {
  it("are compared line by line, and both can be read from what they have in common and what not", () => {
    const [before, after] = ["satu\ndua\ntiga\nempat", "satu\ntiga\nlima\nempat\nenam"];
    const lines = compareLines(before, after);
    expect(lines.map(({ is, line }) => `${is[0]} ${line}`)).toEqual([
      ...["s satu", "r dua", "s tiga", "a lima", "s empat", "a enam"],
    ]);
    const without = (is: string) => lines.filter((one) => one.is !== is).map(({ line }) => line);
    expect(without("added").join("\n")).toBe(before);
    expect(without("removed").join("\n")).toBe(after);
  });
});
