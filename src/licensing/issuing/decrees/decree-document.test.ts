import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SAMPLE_DECREE } from "../../../../testkit/decree-sample.ts";
import { indonesianDate } from "../indonesian-date.ts";
import { DEMONSTRATION_MARK, decreeDocument } from "./decree-document.ts";
import { decreeFactsSchema } from "./decree-facts.ts";
import { readableCode } from "./decree-parts.ts";

const wordsOf = (facts = SAMPLE_DECREE) => JSON.stringify(decreeDocument(facts));

describe("the words of a decree", () => {
  it("stand in the order of a decree: title, reasons, basis, request, decision, particulars, closing", () => {
    const kinds = decreeDocument(SAMPLE_DECREE).blocks.map((block) =>
      block.kind === "basis" ? block.name : block.kind,
    );
    expect(kinds).toEqual([
      "title",
      "Menimbang",
      "Mengingat",
      "Memperhatikan",
      "heading",
      "dictums",
      "particulars",
      "dictums",
      "closing",
    ]);
  });

  it("name the request with its date among what was regarded", () => {
    expect(wordsOf()).toContain(
      "permohonan PT Suara Khatulistiwa Mandiri dengan nomor NOM-2026111800007 tanggal 18 November 2026;",
    );
  });

  it("call a number in OSS by the full name of its licence, and not that of a body that applies outside OSS", () => {
    const permit = "yang dalam OSS berupa Perizinan Berusaha Untuk Menunjang Kegiatan Usaha (PB UMKU)";
    expect(wordsOf()).toContain(permit);
    expect(wordsOf({ ...SAMPLE_DECREE, holder: { ...SAMPLE_DECREE.holder, nib: null } })).not.toContain("PB UMKU");
  });

  it("name the new service of a holder among the reasons and the particulars, and none in other decrees", () => {
    const act = { kind: "assignment", newService: "Layanan Darurat Medis" } as const;
    const words = wordsOf({ ...SAMPLE_DECREE, act });
    expect(words).toContain("untuk menyelenggarakan layanan baru “Layanan Darurat Medis” di samping");
    expect(words).toContain('{"label":"Layanan baru","text":"Layanan Darurat Medis"}');
    expect(wordsOf()).not.toContain("ayanan baru");
  });

  it("leave the tax number out when there is none", () => {
    expect(wordsOf()).toContain('"NPWP"');
    expect(wordsOf({ ...SAMPLE_DECREE, holder: { ...SAMPLE_DECREE.holder, npwp: null } })).not.toContain("NPWP");
  });

  it("carry the demonstration mark exactly when the facts say so", () => {
    expect(decreeDocument(SAMPLE_DECREE).demonstration?.mark).toBe(DEMONSTRATION_MARK);
    expect(decreeDocument({ ...SAMPLE_DECREE, demonstration: false }).demonstration).toBeNull();
  });

  it("keep id and number where a reader without network finds them", () => {
    expect(decreeDocument(SAMPLE_DECREE).properties).toEqual({
      SambungDecreeId: SAMPLE_DECREE.decreeId,
      SambungDecreeNumber: "131/TEL.05.05/2026",
    });
  });
});

describe("the facts of a decree", () => {
  it("are accepted as the sample has them", () => {
    expect(decreeFactsSchema.parse(SAMPLE_DECREE)).toEqual(SAMPLE_DECREE);
  });

  it.each([
    ["a code with letters", { code: "15o0123" }],
    ["a short NIB", { holder: { ...SAMPLE_DECREE.holder, nib: "123" } }],
    ["a number that would break out of the file's properties", { number: "131)/JS (" }],
    ["a script as verification address", { verificationUrl: "javascript:alert(1)" }],
    ["no legal basis", { legalBasis: [] }],
    ["a date that does not exist", { decidedOn: "2026-02-30" }],
  ])("are refused with %s", (_what, change) => {
    expect(decreeFactsSchema.safeParse({ ...SAMPLE_DECREE, ...change }).success).toBe(false);
  });
});

describe("writing codes and dates", () => {
  it("groups long codes and leaves short ones", () => {
    expect(["14045", "150164", "1500123"].map(readableCode)).toEqual(["14045", "150 164", "1500 123"]);
  });

  it("changes no digit of a code", () => {
    fc.assert(fc.property(fc.stringMatching(/^\d{3,8}$/u), (code) => readableCode(code).replaceAll(" ", "") === code));
  });

  it("writes dates as Indonesian letters do", () => {
    expect([indonesianDate("2026-11-05"), indonesianDate("2027-08-17")]).toEqual([
      "5 November 2026",
      "17 Agustus 2027",
    ]);
  });
});
