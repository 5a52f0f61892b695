import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { sampled } from "../../../testkit/run-seed.ts";
import { openDocumentPool } from "../../platform/pdf/index.ts";
import { currentFormats, currentTemplates } from "../../regulation/index.ts";
import { ARCHIVE_NAME, openFormatFiles } from "./format-files.effects.ts";
import { SUMS_NAME } from "./generated-files.effects.ts";
import { TEMPLATE_ARCHIVE_NAME, templateFileNames } from "./template-files.effects.ts";

const run = promisify(execFile);
const BASE = `/formulir/${currentFormats.version}`;

let portal: TestPortal;
let folder: string;

beforeAll(async () => {
  [portal, folder] = await Promise.all([
    openTestPortal({ works: false }),
    mkdtemp(path.join(os.tmpdir(), "sambung-forms-")),
  ]);
});

afterAll(async () => {
  await portal?.close();
  await rm(folder, { recursive: true, force: true });
});

async function download(name: string, version = currentFormats.version) {
  const answer = await fetch(`${portal.url}/formulir/${version}/${name}`);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  return { answer, bytes, file };
}

/** The text of a part of an office file, extracted by `unzip`. */
async function partOf(file: string, part: string): Promise<string> {
  return (await run("unzip", ["-p", file, part])).stdout;
}

describe.each(sampled(currentFormats.formats, 3))("the files of $id", ({ id, kind, title, fields }) => {
  it("open as what they are, blank and as an example, with version and words inside", async () => {
    for (const name of [`${id}`, `${id}-contoh`]) {
      const office = await download(`${name}.${kind === "letter" ? "docx" : "xlsx"}`);
      expect(office.answer.headers.get("content-type")).toContain("officedocument");
      expect(office.answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
      expect((await run("unzip", ["-tq", office.file])).stdout).toContain("No errors detected");
      const pdf = await download(`${name}.pdf`);
      await run("qpdf", ["--check", pdf.file]);
      const text = (await run("pdftotext", ["-layout", pdf.file, "-"])).stdout.replaceAll(/\s+/gu, " ");
      expect(text).toContain(title);
      expect(text).toContain(`Format versi ${currentFormats.version}`);
      expect(text.includes("CONTOH")).toBe(name !== id);
      const words = await officeWords(office.file, kind);
      expect(words).toContain(title.toLowerCase());
      expect(words.includes((fields[0]?.example ?? "").toLowerCase())).toBe(name !== id);
    }
  }, 60_000);
});

async function officeWords(file: string, kind: "letter" | "table"): Promise<string> {
  const parts = kind === "letter" ? ["word/document.xml", "word/footer1.xml"] : ["xl/sharedStrings.xml"];
  const texts = await Promise.all(parts.map((part) => partOf(file, part)));
  return texts
    .join(" ")
    .replaceAll(/<[^>]+>/gu, " ")
    .replaceAll("&amp;", "&")
    .toLowerCase();
}

describe("all forms together", () => {
  it("are one archive that holds every file, and each has the SHA-256 that is listed", async () => {
    const archive = await download(ARCHIVE_NAME);
    const sums = new TextDecoder()
      .decode((await download(SUMS_NAME)).bytes)
      .trim()
      .split("\n");
    expect(sums).toHaveLength(currentFormats.formats.length * 4);
    const listed = (await run("unzip", ["-Z1", archive.file])).stdout.trim().split("\n");
    expect(listed.toSorted()).toEqual([...sums.map((line) => line.split("  ")[1] ?? ""), SUMS_NAME].toSorted());
    for (const line of sums) {
      const [sum, name = ""] = line.split("  ");
      const { bytes, answer } = await download(name);
      expect(createHash("sha256").update(bytes).digest("hex"), name).toBe(sum);
      expect(answer.headers.get("etag")).toContain(sum);
    }
  });

  it("have the same bytes whenever and wherever they are made", async () => {
    await using stack = new AsyncDisposableStack();
    const press = stack.adopt(openDocumentPool(), (pool) => pool.close());
    const again = await openFormatFiles(press).filesOf(currentFormats);
    const { bytes } = await download(ARCHIVE_NAME);
    expect(again.get(ARCHIVE_NAME)?.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
  }, 60_000);
});

describe("the address of a form", () => {
  it("without a version leads to the newest one", async () => {
    const answer = await fetch(`${portal.url}/formulir/terbaru/surat-kuasa.docx`, { redirect: "manual" });
    expect([answer.status, answer.headers.get("location")]).toEqual([302, `${BASE}/surat-kuasa.docx`]);
  });

  it("of an earlier edition stays when a later one is published", async () => {
    await using stack = new AsyncDisposableStack();
    const press = stack.adopt(openDocumentPool(), (pool) => pool.close());
    const later = { ...currentFormats, version: "2027.01", publishedOn: "2027-01-04" };
    const files = openFormatFiles(press, [currentFormats, later]);
    const [old, fresh] = await Promise.all(
      [currentFormats.version, later.version].map((version) => files.find(version, "surat-kuasa.docx")),
    );
    const { bytes } = await download("surat-kuasa.docx");
    expect(old?.sha256).toBe(createHash("sha256").update(bytes).digest("hex"));
    expect(fresh?.sha256).not.toBe(old?.sha256);
  }, 60_000);

  it.each([
    "/formulir/1999.01/surat-kuasa.docx",
    `${BASE}/tidak-ada.docx`,
    `${BASE}/${"x".repeat(100)}`,
    `/formulir/${"1".repeat(40)}/surat-kuasa.docx`,
    `${BASE}/..%2F..%2Fpackage.json`,
    `${BASE}/..%5C..%5Cpackage.json`,
    `${BASE}/%2Fetc%2Fpasswd`,
    `${BASE}/surat-kuasa.docx%00.pdf`,
    `${BASE}/__proto__`,
    "/formulir/__proto__/constructor",
    "/formulir/..%2Fformulir/surat-kuasa.docx",
    "/formulir/terbaru/tidak-ada.docx",
    "/formulir/terbaru/..%2F..%2F%2Fjahat.invalid",
    "/formulir/terbaru/surat-kuasa.docx%0d%0aset-cookie:%20a=b",
  ])("%s is a page that says there is none", async (address) => {
    const answer = await fetch(`${portal.url}${address}`, { redirect: "manual" });
    expect(answer.status).toBe(404);
    expect(answer.headers.get("set-cookie") ?? "").not.toContain("a=b");
    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
  });
});

describe("the blank papers of a licence application", () => {
  const base = `/formulir/izin/${currentTemplates.version}`;
  const fetched = async (name: string, version = currentTemplates.version) => {
    const answer = await fetch(`${portal.url}/formulir/izin/${version}/${name}`);
    const file = path.join(folder, name);
    await writeFile(file, new Uint8Array(await answer.arrayBuffer()));
    return { answer, file };
  };

  it.each(sampled(currentTemplates.templates, 3))(
    "come to anybody: $requirement, whole, blank and marked on every page",
    async (template) => {
      for (const name of templateFileNames(template)) {
        const { answer, file } = await fetched(name);
        expect(answer.status).toBe(200);
        expect(answer.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
        if (name.endsWith(".docx")) {
          expect((await run("unzip", ["-tq", file])).stdout).toContain("No errors detected");
          continue;
        }
        await run("qpdf", ["--check", file]);
        const text = (await run("pdftotext", ["-layout", file, "-"])).stdout.replaceAll(/\s+/gu, " ");
        expect(text).toContain(template.title.toUpperCase());
        const pages = Number(/Pages:\s+(\d+)/.exec((await run("pdfinfo", [file])).stdout)?.[1]);
        const marks = text.match(
          new RegExp(`${template.requirement} · versi ${currentTemplates.version} · kosong`, "g"),
        );
        expect(marks).toHaveLength(pages);
      }
    },
  );

  it("come all together with their fingerprints, and are found on the page of forms in both languages", async () => {
    const names = currentTemplates.templates.flatMap(templateFileNames);
    const { file } = await fetched(TEMPLATE_ARCHIVE_NAME);
    const listed = (await run("unzip", ["-Z1", file])).stdout.trim().split("\n");
    expect(listed.toSorted()).toEqual([...names, SUMS_NAME].toSorted());
    const sums = await (await fetch(`${portal.url}${base}/${SUMS_NAME}`)).text();
    for (const line of sums.trim().split("\n")) {
      const [sha256, name = ""] = line.split("  ");
      const bytes = Buffer.from(await (await fetch(`${portal.url}${base}/${name}`)).arrayBuffer());
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
    }
    for (const lang of ["id", "en"]) {
      const page = await (await fetch(`${portal.url}/formulir?lang=${lang}`)).text();
      for (const name of [...names, TEMPLATE_ARCHIVE_NAME, SUMS_NAME]) expect(page).toContain(`${base}/${name}`);
    }
  });

  it("are led to in their newest version, and nothing else is found there", async () => {
    const newest = await fetch(`${portal.url}/formulir/izin/terbaru/${TEMPLATE_ARCHIVE_NAME}`, { redirect: "manual" });
    expect([newest.status, newest.headers.get("location")]).toEqual([302, `${base}/${TEMPLATE_ARCHIVE_NAME}`]);
    for (const name of ["D99-lain.pdf", "..%2f..%2fetc%2fpasswd"])
      expect((await fetch(`${portal.url}${base}/${name}`)).status).toBe(404);
    expect((await fetch(`${portal.url}/formulir/izin/1999.1/${TEMPLATE_ARCHIVE_NAME}`)).status).toBe(404);
  });
});
