import type { PNG } from "pngjs";
import { beforeAll, describe, expect, it } from "vitest";
import { LONG_DECREE, SAMPLE_DECREE } from "../../../testkit/decree-sample.ts";
import { pagePicture, qrOn, runOnPdf } from "../../../testkit/pdf-tools.ts";
import { assert } from "../../kernel/index.ts";
import { DEMONSTRATION_MARK, type DecreeFacts, decreeDocument } from "../../licensing/issuing/index.ts";
import { openDocumentPool } from "./document-pool.ts";
import { drawableLetter } from "./drawable-letter.ts";
import { UndrawableTextError } from "./faces.ts";
import { renderLetter } from "./render-letter.ts";

const ONE = { workersMax: 1 };

const render = (facts: DecreeFacts) => renderLetter(decreeDocument(facts));
const textOf = async (pdf: Uint8Array, ...args: string[]) =>
  (await runOnPdf(pdf, "pdftotext", ["-raw", ...args, "FILE", "-"])).output;
const flat = (text: string) => text.replaceAll(/\s+/gu, " ");

let sample: Uint8Array;
let long: Uint8Array;

beforeAll(async () => {
  sample = await render(SAMPLE_DECREE);
  long = await render(LONG_DECREE);
});

describe("a drawn decree", () => {
  it("has the same bytes when the same facts are drawn again", async () => {
    expect(Buffer.from(await render(SAMPLE_DECREE)).equals(sample)).toBe(true);
  });

  it("has the bytes that a thread gives it which drew nothing before, whatever this one drew", async () => {
    const holder = { ...SAMPLE_DECREE.holder, name: "PT Čakrawala Łódź, fi ffl – “Ωμέγα”" };
    const others = ["1500124", "1500999"].map((code) => ({ ...SAMPLE_DECREE, code }));
    const letters = [{ ...SAMPLE_DECREE, holder }, ...others, LONG_DECREE].map((facts) => decreeDocument(facts));
    for (const letter of letters) {
      const pool = openDocumentPool();
      const fresh = await pool.render(letter);
      await pool.close();
      expect(Buffer.from(await renderLetter(letter)).equals(fresh)).toBe(true);
    }
  });

  it("has the same bytes once the words of its end were measured for another letter", async () => {
    const plain = decreeDocument(SAMPLE_DECREE);
    const closing = plain.blocks.find((block) => block.kind === "closing");
    assert(closing?.kind === "closing", "a decree ends with its signer");
    const signed = { ...closing, placeAndDate: [{ label: "Di", text: "Ωμέγα" }] };
    const saying = (text: string) => ({ kind: "dictums" as const, items: [{ label: "KESATU", text, points: [] }] });
    const letterOf = (text: string) => ({ ...plain, blocks: [saying(text), signed] });
    const [cold, warm] = [openDocumentPool(ONE), openDocumentPool(ONE)];
    const fresh = await cold.render(letterOf("Ђорђе Łódź"));
    await warm.render(letterOf("satu"));
    const again = await warm.render(letterOf("Ђорђе Łódź"));
    await Promise.all([cold.close(), warm.close()]);
    expect(Buffer.from(again).equals(fresh)).toBe(true);
  });

  it("is a sound, tagged A4 file with title and language", async () => {
    const info = (await runOnPdf(sample, "pdfinfo", ["FILE"])).output;
    expect(info).toMatch(/Tagged:\s+yes/u);
    expect(info).toMatch(/Page size:\s+595\.28 x 841\.89 pts \(A4\)/u);
    expect(info).toContain("Keputusan Nomor 131/TEL.05.05/2026: Penetapan Kode Akses 1500123");
    expect(Buffer.from(sample).includes("/Lang (id-ID)")).toBe(true);
    expect((await runOnPdf(sample, "qpdf", ["--check", "FILE"])).exitCode).toBe(0);
  });

  it("embeds every font it uses", async () => {
    const lines = (await runOnPdf(sample, "pdffonts", ["FILE"])).output.trim().split("\n").slice(2);
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.filter((line) => !/NotoSans.* yes yes yes /u.test(line))).toEqual([]);
  });

  it("gives a screen reader a heading, lists, a table with row headings and a described figure", async () => {
    const structure = (await runOnPdf(sample, "pdfinfo", ["-struct-text", "FILE"])).output;
    for (const part of [
      "H1 (block)",
      "H2 (block)",
      "L (block)",
      "LBody (block)",
      "Table",
      "TR",
      "TH",
      "TD",
      "Figure",
    ]) {
      expect(structure).toContain(part);
    }
    expect(structure.indexOf(DEMONSTRATION_MARK)).toBeLessThan(structure.indexOf("KEPUTUSAN"));
  });

  it("says who holds which code, by which request and where to check", async () => {
    const text = flat(await textOf(sample));
    for (const part of [
      "NOMOR 131/TEL.05.05/2026",
      "PT Suara Khatulistiwa Mandiri",
      "1500 123",
      "1234567890123",
      "0123456789012345",
      "NOM-2026111800007, 18 November 2026",
      "Jasa Pusat Panggilan Informasi (KBLI 82200)",
      "Peraturan Menteri Komunikasi dan Informatika Nomor 5 Tahun 2021",
      "pada tanggal 25 November 2026",
      "Halaman 2 dari 2",
    ]) {
      expect(text).toContain(part);
    }
    expect(text.replaceAll(/[ -]/gu, "")).toContain(SAMPLE_DECREE.verificationUrl.replaceAll("-", ""));
  });

  it("carries a QR with the address of its public page that a reader decodes from the picture", async () => {
    expect(qrOn(await pagePicture(sample, 2, 150))).toBe(SAMPLE_DECREE.verificationUrl);
  });

  it("keeps long names and addresses inside the margins and loses no word of them", async () => {
    const text = flat(await textOf(long));
    expect(text).toContain(LONG_DECREE.holder.name);
    expect(text).toContain(LONG_DECREE.holder.address);
    const boxes = (await runOnPdf(long, "pdftotext", ["-bbox", "FILE", "-"])).output;
    const upright = [...boxes.matchAll(/xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">([^<]*)</gu)]
      .map(([, left, top, right, bottom, word]) => ({
        left: Number(left),
        top: Number(top),
        right: Number(right),
        bottom: Number(bottom),
        word,
      }))
      .filter(({ bottom, top }) => bottom - top < 25);
    expect(upright.length).toBeGreaterThan(300);
    expect(upright.filter(({ left, right }) => left < 60 || right > 535)).toEqual([]);
  });

  it("never leaves the signature alone on a page", async () => {
    const pages = (await textOf(long)).split("\f").filter((page) => page.includes("Ditetapkan di"));
    expect(pages).toHaveLength(1);
    expect(pages[0]).toContain("KEEMPAT");
  });

  it("draws names in other alphabets and refuses what no font holds", async () => {
    const name = "PT Čakrawala Łódź Ăn Việt Ωμέγα Кирилл";
    const pdf = await render({ ...SAMPLE_DECREE, holder: { ...SAMPLE_DECREE.holder, name } });
    expect(flat(await textOf(pdf))).toContain(name);
    for (const undrawable of ["PT Ceria 😀", "PT Balik \u202Eidnatab", "PT Sunyi\u0007"]) {
      const facts = { ...SAMPLE_DECREE, holder: { ...SAMPLE_DECREE.holder, name: undrawable } };
      expect(() => render(facts)).toThrow(UndrawableTextError);
    }
  });

  it("prints what is not signed with a question mark in the place of what no font holds", async () => {
    const name = "PT Ceria 😀 Balik";
    const facts = { ...SAMPLE_DECREE, holder: { ...SAMPLE_DECREE.holder, name } };
    const pdf = await renderLetter(drawableLetter(decreeDocument(facts)));
    expect(flat(await textOf(pdf))).toContain("PT Ceria ? Balik");
  });

  it("keeps its description well-formed when a name holds markup", async () => {
    const pdf = await render({ ...SAMPLE_DECREE, holder: { ...SAMPLE_DECREE.holder, name: "PT <Satu> & Dua" } });
    expect(Buffer.from(pdf).toString("latin1")).toMatch(
      /Penetapan penomoran 1500123 untuk PT {2}Satu {2}dan Dua<\/rdf:li>/u,
    );
    expect(flat(await textOf(pdf))).toContain("PT <Satu> & Dua");
  });
});

describe("the demonstration mark", () => {
  it("is written on every page, large and in the header", async () => {
    for (const pdf of [sample, long]) {
      const pages = (await textOf(pdf)).split("\f").filter((page) => page.trim() !== "");
      expect(pages.length).toBeGreaterThan(1);
      // The diagonal letters are extracted one by one, so spaces are ignored.
      for (const page of pages) expect(page.replaceAll(/\s/gu, "").split("CONTOH–TIDAKBERLAKU")).toHaveLength(3);
    }
  });

  it("is seen along the diagonal of the picture of every page, and only on demonstrations", async () => {
    const real = await render({ ...SAMPLE_DECREE, demonstration: false });
    for (const page of [1, 2]) {
      const [marked, clean] = await Promise.all([pagePicture(sample, page, 60), pagePicture(real, page, 60)]);
      expect(reddishShare(marked)).toBeGreaterThan(0.2);
      expect(reddishShare(clean)).toBe(0);
    }
    expect(await textOf(real)).not.toContain("TIDAK BERLAKU");
  });
});

/** Share of reddish points in a band along the diagonal from lower left to upper right, ends left out. */
function reddishShare(picture: PNG): number {
  const points = Array.from({ length: 400 }, (_, index) => 0.15 + (index / 400) * 0.7).flatMap((part) =>
    [-8, -4, 0, 4, 8].map((shift) => ({
      x: Math.round(part * picture.width) + shift,
      y: Math.round((1 - part) * picture.height) + shift,
    })),
  );
  const reddish = points.filter(({ x, y }) => {
    const at = (y * picture.width + x) * 4;
    const [red = 0, green = 0, blue = 0] = picture.data.subarray(at, at + 3);
    return red > green + 12 && red > blue + 12;
  });
  return reddish.length / points.length;
}
