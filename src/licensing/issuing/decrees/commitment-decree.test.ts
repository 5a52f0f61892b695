import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LONG_DECREE, SAMPLE_COMMITMENT, SAMPLE_DECREE } from "../../../../testkit/decree-sample.ts";
import { AUTHORITY_NAMES } from "../../../../testkit/demonstration-authority.ts";
import { inFolder, pagePicture, pdfsigOf, qrOn, runOnPdf } from "../../../../testkit/pdf-tools.ts";
import { openDocumentPool } from "../../../platform/pdf/index.ts";
import { type LocalAuthority, localSigner, openLocalAuthority } from "../../../platform/signing/index.ts";
import { verifyDocument } from "../verification/verify-document.effects.ts";
import { commitmentYears } from "./commitment-years.ts";
import { decreeDocument } from "./decree-document.ts";
import { type CommitmentDecreeFacts, decreeFactsSchema } from "./decree-facts.ts";
import { issueOne } from "./issue-decree.effects.ts";

const pool = openDocumentPool();
let authority: LocalAuthority;
let pdf: Uint8Array;

beforeAll(async () => {
  authority = await inFolder((folder) => openLocalAuthority(folder, AUTHORITY_NAMES, SAMPLE_COMMITMENT.issuedAtMs));
  pdf = await issueOne(SAMPLE_COMMITMENT, { pool, signer: localSigner(authority, pool.sign) });
});

afterAll(() => pool.close());

/** The rows of the table of years. */
function rowsOf(facts: CommitmentDecreeFacts): readonly (readonly string[])[] {
  const table = decreeDocument(facts).blocks.find((block) => block.kind === "table");
  return table?.kind === "table" ? table.rows : [];
}

const words = (facts: CommitmentDecreeFacts) => JSON.stringify(decreeDocument(facts));
const textOf = async (file: Uint8Array) =>
  (await runOnPdf(file, "pdftotext", ["-layout", "FILE", "-"])).output.replaceAll(/\s+/gu, " ");

describe("a city that holds signs no font draws", () => {
  it("does not hold up the decree: they are printed as question marks, while a company's name loses no letter", async () => {
    const years = SAMPLE_COMMITMENT.act.years.map((year) => ({
      ...year,
      rows: year.rows.map((row) => ({ ...row, city: "Kota 😀 Depok\u0007" })),
    }));
    const facts = { ...SAMPLE_COMMITMENT, act: { ...SAMPLE_COMMITMENT.act, years } };
    const signer = localSigner(authority, pool.sign);
    expect(await textOf(await issueOne(facts, { pool, signer }))).toContain("Kota ? Depok?");
    const holder = { ...facts.holder, name: "PT Ceria 😀" };
    await expect(issueOne({ ...facts, holder }, { pool, signer })).rejects.toThrow();
  });
});

describe("the words of a commitment decree", () => {
  it("have a row for each year with its window, its additions and the running total, a year without any too", () => {
    expect(rowsOf(SAMPLE_COMMITMENT)).toEqual([
      ["1", "25 November 2026 – 31 Desember 2026", "Kota Depok", "1", "1 E1 (30 kanal)", "1 E1 (30 kanal)"],
      ["2", "1 Januari 2027 – 31 Desember 2027", "Kota Depok", "0", "0 E1 (15 kanal)", "1 E1 (45 kanal)"],
      ["3", "1 Januari 2028 – 31 Desember 2028", "Kota Surabaya", "1", "1 E1 (45 kanal)", "3 E1 (90 kanal)"],
      ["4", "1 Januari 2029 – 31 Desember 2029", "tanpa tambahan", "0", "0 E1 (0 kanal)", "3 E1 (90 kanal)"],
      ["5", "1 Januari 2030 – 31 Desember 2030", "tanpa tambahan", "0", "0 E1 (0 kanal)", "3 E1 (90 kanal)"],
    ]);
  });

  it("name request, company, NIB, KBLI, configuration, rule of counting, duties and evaluations, and no access code", () => {
    const said = words(SAMPLE_COMMITMENT);
    for (const part of [
      "TENTANG PENETAPAN KOMITMEN LAYANAN",
      "IZN-2026111800007 tanggal 18 November 2026",
      SAMPLE_DECREE.holder.name,
      "1234567890123",
      "KBLI 82200",
      "IPBX/Cloud PBX, CPaaS, dengan SMS A2P",
      "1 (satu) E1 sama dengan 30 kanal",
      "20 hari kerja sebelum tahun yang berjalan berakhir",
      "50 persen dari komitmen lima tahun",
      "evaluasi setiap tahun dan evaluasi lima tahunan",
      "tahun kelima berakhir pada 31 Desember 2030",
    ])
      expect(said).toContain(part);
    expect(said.toLowerCase()).not.toContain("kode akses");
  });

  it("leave the NIB out for a government body, which has none", () => {
    const facts = { ...SAMPLE_COMMITMENT, holder: { ...SAMPLE_COMMITMENT.holder, nib: null } };
    expect(words(facts)).not.toContain('"NIB"');
  });

  it("keep their facts as they are checked, and the facts of a decree about a code are none of theirs", () => {
    expect(decreeFactsSchema.parse(SAMPLE_COMMITMENT)).toEqual(SAMPLE_COMMITMENT);
    expect(decreeFactsSchema.safeParse({ ...SAMPLE_COMMITMENT, code: "1500123" }).success).toBe(false);
    expect(decreeFactsSchema.safeParse({ ...SAMPLE_DECREE, code: null }).success).toBe(false);
    const four = { ...SAMPLE_COMMITMENT.act, years: SAMPLE_COMMITMENT.act.years.slice(1) };
    expect(decreeFactsSchema.safeParse({ ...SAMPLE_COMMITMENT, act: four }).success).toBe(false);
  });
});

describe("the paper of a commitment decree", () => {
  it("is signed, sound and found valid by an outside verifier and by our own", async () => {
    expect(await pdfsigOf(pdf, authority.anchorPem)).toContain("Signature is Valid.");
    expect(await runOnPdf(pdf, "qpdf", ["--check", "FILE"])).toMatchObject({ exitCode: 0 });
    expect(verifyDocument(pdf, [authority.anchorPem])).toMatchObject({
      verdict: "valid",
      decreeId: SAMPLE_COMMITMENT.decreeId,
      decreeNumber: "0001/Tel.03.03/2026",
    });
  });

  it("holds every row of the table as text, and a QR that leads to its page", async () => {
    const { output } = await runOnPdf(pdf, "pdftotext", ["-raw", "FILE", "-"]);
    const text = output.replaceAll(/\s+/gu, " ");
    for (const [year, period = "", city = "", centres, added = "", total = ""] of rowsOf(SAMPLE_COMMITMENT)) {
      for (const cell of [period, city, added, total]) expect(text).toContain(cell);
      expect(text).toMatch(new RegExp(`${year} \\d{1,2} (?:Januari|November) .* ${city} ${centres} `, "u"));
    }
    const { output: info } = await runOnPdf(pdf, "pdfinfo", ["FILE"]);
    const pages = Number(/Pages:\s+(\d+)/u.exec(info)?.[1]);
    const codes = await Promise.all(
      Array.from({ length: pages }, async (_, nth) => qrOn(await pagePicture(pdf, nth + 1))),
    );
    expect(codes).toContain(SAMPLE_COMMITMENT.verificationUrl);
  });

  it("goes on over pages with sixty rows and names as long as they come", async () => {
    const rows = Array.from({ length: 60 }, (_, nth) => ({
      id: `r${nth}`,
      year: 1 + (nth % 5),
      city: `Kabupaten Kepulauan Nusantara Timur Jauh Nomor Urut ${nth}`,
      centres: 1,
      capacity: 2,
      unit: "e1" as const,
    }));
    const years = commitmentYears("2026-11-25", { rows }, { linesPerE1: 30, bookYearEnd: "12-31" });
    const act = { ...SAMPLE_COMMITMENT.act, years: years.map((year) => ({ ...year, rows: [...year.rows] })) };
    const facts = { ...SAMPLE_COMMITMENT, holder: LONG_DECREE.holder, act };
    const long = await issueOne(facts, { pool, signer: localSigner(authority, pool.sign) });
    const text = await textOf(long);
    expect(text).toContain("120 E1 (3600 kanal)");
    expect(await runOnPdf(long, "qpdf", ["--check", "FILE"])).toMatchObject({ exitCode: 0 });
  });
});
