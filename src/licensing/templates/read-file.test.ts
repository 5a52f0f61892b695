import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  CLEAN_SCAN,
  filledLetter,
  renderSignedTemplate,
  scanned,
  VALID_TEMPLATE_FACTS,
} from "../../../testkit/licence-documents.ts";
import { LICENCE_CASE } from "../../../testkit/licence-form.ts";
import { dataMatrixOn } from "../../../testkit/pdf-tools.ts";
import { isLongRun, runSeed } from "../../../testkit/run-seed.ts";
import type { ScanSettings } from "../../../testkit/scan.ts";
import { reorderPdf } from "../../../testkit/signed-pdf.ts";
import { mulberry32 } from "../../kernel/index.ts";
import { openDocumentPool, openPdfReader } from "../../platform/pdf/index.ts";
import { currentTemplates } from "../../regulation/index.ts";
import { readMark } from "./mark.ts";
import { readFileFacts } from "./read-file.effects.ts";

const paper = openDocumentPool();
const reader = openPdfReader();
const tools = { paper, reader };
const read = (bytes: Uint8Array) => readFileFacts(bytes, { reader, bytesMax: 20_000_000 });
const sound = { requirement: "D07", version: "2026.11", caseId: LICENCE_CASE, pagesOf: 2, isMixed: false };
const blanks = (facts: Awaited<ReturnType<typeof read>>) =>
  facts.areas?.map(({ kind, page, isBlank }) => [kind, page, isBlank]);
let whole: Uint8Array;
let unsigned: Uint8Array;

beforeAll(async () => {
  whole = await renderSignedTemplate(tools, { requirement: "D07" });
  unsigned = await renderSignedTemplate(tools, { requirement: "D07" }, ["signature"]);
});
afterAll(async () => {
  await Promise.all([paper.close(), reader.close()]);
});

describe("a template that comes back as a form", () => {
  it("tells its requirement, version, case, pages, fields and signatures", async () => {
    const facts = await read(whole);
    expect(facts).toMatchObject({ type: "application/pdf", pages: 2, hasText: true, unread: [] });
    expect(facts.template).toEqual({ ...sound, pagesFound: [1, 2] });
    expect(facts.fields).toMatchObject({ perusahaan: VALID_TEMPLATE_FACTS.company.name, saldo: "Rp150.000.000" });
    expect(blanks(facts)).toEqual([
      ["e-meterai", 2, false],
      ["signature", 2, false],
    ]);
  });

  it("tells which fields are empty, and leaves out those that may be", async () => {
    const facts = await read(
      await renderSignedTemplate(tools, { requirement: "D05", empty: ["situs", "telepon", "surelLayanan"] }),
    );
    const empty = Object.entries(facts.fields ?? {}).filter(([, value]) => value === "");
    expect(empty.map(([name]) => name)).toEqual(["surelLayanan"]);
  });

  it("tells a blank signature from a blank e-meterai", async () => {
    const unstamped = await renderSignedTemplate(tools, { requirement: "D08" }, ["e-meterai"]);
    expect(blanks(await read(unsigned))?.map(([kind, , isBlank]) => [kind, isBlank])).toEqual([
      ["e-meterai", false],
      ["signature", true],
    ]);
    expect(blanks(await read(unstamped))?.map(([kind, , isBlank]) => [kind, isBlank])).toEqual([
      ["e-meterai", true],
      ["signature", false],
    ]);
  });

  it("tells pages in another order, missing, doubled, of an older version and of another case", async () => {
    const older = { ...currentTemplates, version: "2026.10" };
    const outdated = await renderSignedTemplate(tools, { requirement: "D07", edition: older });
    const other = await renderSignedTemplate(tools, {
      requirement: "D07",
      facts: { ...VALID_TEMPLATE_FACTS, caseId: "0193b0c4-7a10-7c3e-9d2f-000000000001" },
    });
    const found = async (pages: readonly number[]) => (await read(await reorderPdf(whole, pages))).template?.pagesFound;
    expect(await found([2, 1])).toEqual([2, 1]);
    expect(await found([1])).toEqual([1]);
    expect(await found([1, 1, 2])).toEqual([1, 1, 2]);
    expect((await read(outdated)).template?.version).toBe("2026.10");
    expect((await read(other)).template?.caseId).not.toBe(LICENCE_CASE);
    expect((await read(await reorderPdf(whole, [1], [other]))).template?.isMixed).toBe(true);
  });

  it("says nothing of a template for a file that carries no mark", async () => {
    const letter = await paper.render({
      ...filledLetter({ requirement: "D07" }),
      mark: { text: "some other mark", readable: "" },
    });
    expect(await read(letter)).toMatchObject({ template: null, fields: null, areas: null, hasText: true, unread: [] });
  });
});

type Scan = readonly [name: string, look: Partial<ScanSettings>, pages: readonly number[], isSigned: boolean];

/** Three scans that together have each resolution, rotation, skew, margin, noise and compression of the eleven below. */
const COMBINED_SCANS: readonly Scan[] = [
  ["a quarter turned, 150 dots to the inch, wide edge", { dpi: 150, degrees: 90, margin: 40 }, [2, 1], true],
  ["two degrees askew, upside down, noise, compression", { degrees: 178, noise: 30, quality: 35 }, [2], false],
  [
    "three degrees askew, three quarters turned, cut at the edge, 300 dots to the inch, in colour",
    { dpi: 300, isGrey: false, degrees: 273, margin: -10 },
    [2],
    true,
  ],
];
const LOOKS: readonly (readonly [string, Partial<ScanSettings>])[] = [
  ["straight, 200 dots to the inch", {}],
  ["150 dots to the inch", { dpi: 150 }],
  ["300 dots to the inch, in colour", { dpi: 300, isGrey: false }],
  ["a quarter turned", { degrees: 90 }],
  ["upside down", { degrees: 180 }],
  ["three quarters turned", { degrees: 270 }],
  ["three degrees askew", { degrees: 3 }],
  ["two degrees askew the other way and upside down", { degrees: 178 }],
  ["with much noise and strong compression", { noise: 30, quality: 35 }],
  ["with a wide edge", { margin: 40 }],
  ["cut at the edge", { margin: -10 }],
];
const SINGLE_SCANS = LOOKS.flatMap(([name, look]): Scan[] => [
  [name, look, [2, 1], true],
  [`${name}, unsigned`, look, [2], false],
]);

describe("a template that comes back as a scan", () => {
  it.each([...COMBINED_SCANS, ...(isLongRun ? SINGLE_SCANS : [])])(
    "is recognised %s, with its signatures",
    async (_name, look, pages, isSigned) => {
      const scan = { pages, look: { ...CLEAN_SCAN, ...look }, chance: mulberry32(runSeed) };
      const facts = await read(await scanned(reader, isSigned ? whole : unsigned, scan));
      expect(facts).toMatchObject({ pages: pages.length, hasText: false, fields: null, unread: [] });
      expect(facts.template).toEqual({ ...sound, pagesFound: pages });
      expect(blanks(facts)).toEqual([
        ["e-meterai", 1, false],
        ["signature", 1, !isSigned],
      ]);
    },
  );
});

describe("the mark on paper", () => {
  it("is read by a reader of another family, on every page", async () => {
    const places = ["-", /M\d+/u.source];
    for (const [index, place] of places.entries()) {
      const text = await dataMatrixOn(whole, index + 1);
      expect(text).toMatch(new RegExp(`^SMB1 D07 2026\\.11 [0-9A-V]{26} ${index + 1} 2 ${place}$`, "u"));
      expect(readMark(text)?.caseId).toBe(LICENCE_CASE);
    }
  });
});

describe("a file that cannot be read", () => {
  it.each([
    ["broken bytes", Buffer.from("%PDF-1.7\nnothing\n%%EOF\n"), "file-damaged"],
    ["an empty body", Buffer.from("%PDF-1.4\n%%EOF\n"), "file-damaged"],
  ])("of %s is not called wrong", async (_name, bytes, code) => {
    const facts = await read(new Uint8Array(bytes));
    expect(facts).toMatchObject({
      type: "application/pdf",
      pages: null,
      hasText: null,
      template: null,
      unread: [code],
    });
  });

  it("of another type is told by its content", async () => {
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
    expect(await read(png)).toMatchObject({ type: "image/png", pages: null, unread: [] });
    expect(await read(new Uint8Array([1, 2, 3]))).toMatchObject({ type: "application/octet-stream" });
  });

  it("costs its thread at most: time runs out, and the next file is read", async () => {
    const hurried = openPdfReader({ taskMsMax: 1 });
    const bytes = await paper.render(filledLetter({ requirement: "D09" }));
    const facts = await readFileFacts(bytes, { reader: hurried, bytesMax: 1_000_000 });
    expect(facts).toMatchObject({ pages: null, template: null, unread: ["reading-took-too-long"] });
    await hurried.close();
    expect((await read(bytes)).template?.requirement).toBe("D09");
  });
});
