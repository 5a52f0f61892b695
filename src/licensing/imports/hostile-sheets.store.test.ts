import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer, ProblemBody } from "../../../testkit/client.ts";
import type { Guest } from "../../../testkit/guests.ts";
import { GOOD_LINES, spreadsheetFile } from "../../../testkit/import-sheets.ts";
import { succeeded } from "../../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { sampled } from "../../../testkit/run-seed.ts";

let portal: TestPortal;
let coordinator: Guest;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  coordinator = await portal.officer("coordinator", "numbering");
});

afterAll(() => portal.close());

interface Fault {
  readonly code: string;
  readonly row: number;
  readonly column: string | null;
  readonly found: string;
  readonly rule: string;
  readonly remedy: string;
}

interface ImportView {
  readonly id: string;
  readonly faultCount: number;
}

const good = spreadsheetFile("operators", [GOOD_LINES.operators]).text;
const [heading = "", line = ""] = good.split("\r\n");

function upload(bytes: Uint8Array | string, name = "lembar.csv"): Promise<Answer<ImportView>> {
  const form = new FormData();
  form.append("files", new Blob([typeof bytes === "string" ? bytes : Buffer.from(bytes)], { type: "text/csv" }), name);
  return coordinator.client.send("/api/imports", { method: "POST", body: form, signal: AbortSignal.timeout(60_000) });
}

async function faultsOf(bytes: Uint8Array | string): Promise<readonly Fault[]> {
  const { id } = succeeded(await upload(bytes), "a look");
  const faults = await coordinator.client.get<{ items: readonly Fault[] }>(`/api/imports/${id}/faults?pageSize=20`);
  return succeeded(faults, "faults").items;
}

async function registerRows(): Promise<unknown> {
  const { db } = portal.kit;
  const count = (table: "organisation" | "earlierDecree" | "licence") =>
    db
      .selectFrom(table)
      .select((eb) => eb.fn.countAll().as("n"))
      .executeTakeFirstOrThrow();
  return Promise.all([count("organisation"), count("earlierDecree"), count("licence")]);
}

const utf16 = (text: string, mark: boolean) => Buffer.from(`${mark ? "\ufeff" : ""}${text}`, "utf16le");

/** Files from spreadsheets, mistakes or attackers, each with the expected fault. */
const HOSTILE: readonly (readonly [name: string, file: () => Uint8Array | string, said: Partial<Fault>])[] = [
  ["UTF-16 with its mark", () => utf16(good, true), { code: "file-not-utf8", row: 1 }],
  ["UTF-16 without its mark", () => utf16(good, false), { code: "file-not-utf8", row: 1 }],
  ["Latin-1", () => Buffer.from(good.replace("Contoh", "Cont\u00f6h"), "latin1"), { code: "file-not-utf8" }],
  ["a NUL in a cell", () => good.replace("Contoh", "Con\0toh"), { code: "cell-unreadable", row: 2, column: "nama" }],
  ["a NUL in the heading", () => good.replace("nama", "na\0ma"), { code: "file-not-utf8", row: 1 }],
  ["only NULs", () => "\0".repeat(5_000), { code: "file-not-utf8" }],
  ["half a surrogate pair in bytes", () => Buffer.from([0xed, 0xa0, 0x80, 0x0a]), { code: "file-not-utf8" }],
  ["a line of 4.9 MB", () => `${heading}\r\n${"9".repeat(4_900_000)}`, { code: "cell-too-long", row: 2 }],
  ["a heading of 4.9 MB", () => "x".repeat(4_900_000), { code: "file-empty", row: 1 }],
  ["a million separators", () => `${heading}\r\n${";".repeat(1_000_000)}x`, { code: "cells-too-many", row: 2 }],
  ["a quote that never ends", () => `${heading}\r\n"${line}`, { code: "quote-broken" }],
  ["a heading written twice", () => good.replace("kota", "nama"), { code: "column-twice", column: "nama" }],
  ["a name of 300 faces", () => good.replace("PT Contoh", "\u{1f600}".repeat(300)), { code: "cell-too-long" }],
  ["a picture", () => Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), { code: "file-not-utf8" }],
  ["nothing but a mark", () => "\ufeff", { code: "file-empty" }],
  ["words turned round in secret", () => good.replace("Contoh", "Con\u202etoh"), { code: "cell-unreadable" }],
];

describe("a hostile sheet", () => {
  it.each(sampled(HOSTILE, 3))(
    "%s is reported with its rule and remedy, and nothing is written",
    async (_name, file, said) => {
      const before = await registerRows();
      const faults = await faultsOf(file());
      expect(faults).toContainEqual(expect.objectContaining(said));
      const fault = faults.find(({ code }) => code === said.code);
      expect(fault?.rule.length).toBeGreaterThan(10);
      expect(fault?.remedy.length).toBeGreaterThan(10);
      expect(fault?.found.length).toBeLessThanOrEqual(120);
      expect(await registerRows()).toEqual(before);
    },
  );

  it("of more than five megabytes is refused before it is read, though it were one line of a hundred", async () => {
    const answer = await upload(new Uint8Array(100_000_000).fill(0x39), "besar.csv");
    expect(answer.status).toBe(413);
    const { error } = answer.body as unknown as ProblemBody;
    expect(error).toMatchObject({ code: "import-file-too-large", params: { name: "besar.csv", megabytesMax: 5 } });
  });

  it("with the mark of UTF-8 is read like any other", async () => {
    const { id } = succeeded(await upload(`\ufeff${good}`), "a look");
    expect((await coordinator.client.get<ImportView>(`/api/imports/${id}`)).body.faultCount).toBe(0);
  });

  it("keeps no path and no control character of its name", async () => {
    const { id } = succeeded(await upload(good, "..\\..\\=cmd\u0007.csv"), "a look");
    const view = await coordinator.client.get<{ files: readonly { readonly name: string }[] }>(`/api/imports/${id}`);
    expect(view.body.files.map(({ name }) => name)).toEqual(["=cmd.csv"]);
  });
});

describe("a formula in a sheet", () => {
  it.each(sampled(["=HYPERLINK(1)", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1"], 3))(
    "%j is a text here, and harmless in the report of bad lines",
    async (formula) => {
      const cell = `"${formula}"`;
      const { id } = succeeded(await upload(good.replace("9120001234567", cell)), "a look");
      const report = await coordinator.client.get(`/api/imports/${id}/report?language=en`);
      const cells = report.text.split("\n").flatMap((row) => row.split(","));
      for (const sign of ["=", "+", "-", "@", "\t"])
        expect(cells.filter((text) => text.replace(/^"/u, "").startsWith(sign))).toEqual([]);
    },
  );
});
