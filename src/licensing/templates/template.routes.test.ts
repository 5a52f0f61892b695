import { createHash } from "node:crypto";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { COOKIE } from "../../../testkit/client.ts";
import type { Guest, GuestCompany } from "../../../testkit/guests.ts";
import { addLicenceOfficers, beginLicenceFor, type LicenceView, savePart } from "../../../testkit/licence-case.ts";
import { renderSignedTemplate, VALID_TEMPLATE_FACTS } from "../../../testkit/licence-documents.ts";
import { SOUND_FORM } from "../../../testkit/licence-form.ts";
import { succeeded } from "../../../testkit/numbering-case.ts";
import { dataMatrixOn, runOnPdf } from "../../../testkit/pdf-tools.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { openSessionOf } from "../../../testkit/users.ts";
import { openDocumentPool, openPdfReader } from "../../platform/pdf/index.ts";
import { readMark } from "./mark.ts";

const paper = openDocumentPool();
const reader = openPdfReader();
let portal: TestPortal;
let company: GuestCompany;
let stranger: GuestCompany;
let evaluator: Guest;
let id: string;

beforeAll(async () => {
  portal = await openTestPortal();
  [company, stranger] = [await portal.company(), await portal.company()];
  ({ evaluator } = await addLicenceOfficers(portal));
  ({ id } = await beginLicenceFor(portal, company));
  for (const key of [
    "service",
    "commitment",
    "configuration",
    "devices",
    "agreements",
    "funds",
    "shareholding",
  ] as const) {
    succeeded(await savePart(company.owner.client, id, { key, value: SOUND_FORM[key] }), key);
  }
});

afterAll(async () => {
  await Promise.all([paper.close(), reader.close()]);
  await portal?.close();
});

async function fetchBytes(guest: Guest, path: string) {
  const token = await openSessionOf(portal.kit, guest.id);
  const answer = await fetch(`${portal.url}${path}`, { headers: { cookie: `${COOKIE}=${token}` } });
  return { status: answer.status, headers: answer.headers, bytes: new Uint8Array(await answer.arrayBuffer()) };
}

async function hang(slot: string, bytes: Uint8Array): Promise<void> {
  const { client } = company.owner;
  const uploaded = await client.upload<{ readonly id: string }>("/api/files?purpose=licence-paper", {
    name: `${slot}.pdf`,
    bytes,
  });
  const stated = { number: "", issuedOn: "", validUntil: "" };
  const { id: fileId } = succeeded(uploaded, slot);
  succeeded(await client.put(`/api/licences/${id}/documents/${slot}`, { version: 0, fileId, stated }), slot);
}

describe("a template to download", () => {
  it("is filled in with what is known of the case, and marked with it on every page", async () => {
    const { status, headers, bytes } = await fetchBytes(company.owner, `/api/licences/${id}/templates/D07`);
    expect(status).toBe(200);
    expect(headers.get("content-disposition")).toBe('attachment; filename="D07-pernyataan-dana.pdf"');
    const looked = await reader.look(bytes);
    if (!looked.ok) throw new Error(looked.refusal);
    expect(looked.value.fields).toMatchObject({
      investasi: "Rp3.000.000.000",
      minimum: "Rp150.000.000",
      bank: "Bank Contoh",
    });
    expect(readMark(await dataMatrixOn(bytes, 1))).toMatchObject({ requirement: "D07", caseId: id, page: 1, pages: 2 });
    expect((await runOnPdf(bytes, "qpdf", ["--check", "FILE"])).exitCode).toBe(0);
  });

  it("comes as a text where it is worded freely, and nowhere else", async () => {
    const word = await fetchBytes(company.owner, `/api/licences/${id}/templates/D04?format=docx`);
    expect(word.status).toBe(200);
    expect(Object.keys(unzipSync(word.bytes))).toContain("word/document.xml");
    expect((await fetchBytes(company.owner, `/api/licences/${id}/templates/D07?format=docx`)).status).toBe(404);
    expect((await fetchBytes(company.owner, `/api/licences/${id}/templates/D99`)).status).toBe(404);
  });

  it("is for the company of the case, and for nobody else while it is a draft", async () => {
    for (const guest of [stranger.owner, evaluator]) {
      for (const path of ["templates/D07", "file.pdf", "file.zip", "diagram.svg", "documents/D07/page/1.png"]) {
        expect((await fetchBytes(guest, `/api/licences/${id}/${path}`)).status, path).toBe(404);
      }
    }
  });
});

describe("a paper that was handed in", () => {
  const facts = () => ({ ...VALID_TEMPLATE_FACTS, caseId: id });

  beforeAll(async () => {
    await hang("D07", await renderSignedTemplate({ paper, reader }, { requirement: "D07", facts: facts() }));
    await hang(
      "D08",
      await renderSignedTemplate({ paper, reader }, { requirement: "D08", facts: facts() }, ["signature"]),
    );
  });

  it("is read in the background, and what is missing on it is found with its place", async () => {
    const view = async () => succeeded(await company.owner.client.get<LicenceView>(`/api/licences/${id}`), "a case");
    await expect
      .poll(async () => (await view()).documents.filter(({ facts: read }) => read !== null).length, { timeout: 30_000 })
      .toBe(2);
    const { documents, preCheck } = await view();
    expect(documents.find(({ slot }) => slot === "D07")?.facts).toMatchObject({ pages: 2, template: { caseId: id } });
    const blank = preCheck.filter(({ code }) => code === "signature-blank");
    expect(blank).toMatchObject([
      { requirement: "D08", level: "warns", place: { slot: "D08" }, params: { left: 392 } },
    ]);
  });

  it("is shown page by page as a picture", async () => {
    const page = await fetchBytes(company.owner, `/api/licences/${id}/documents/D07/page/2.png?side=800`);
    expect(page.headers.get("content-type")).toBe("image/png");
    expect([...page.bytes.subarray(1, 4)]).toEqual([...Buffer.from("PNG")]);
    expect((await fetchBytes(company.owner, `/api/licences/${id}/documents/D07/page/9.png`)).status).toBe(404);
    expect((await fetchBytes(company.owner, `/api/licences/${id}/documents/D10/page/1.png`)).status).toBe(404);
  });

  it("comes with the whole case as one PDF: a cover that says where it begins, then its pages with what was typed on them", async () => {
    const { status, bytes } = await fetchBytes(company.owner, `/api/licences/${id}/file.pdf`);
    expect(status).toBe(200);
    expect((await runOnPdf(bytes, "qpdf", ["--check", "FILE"])).exitCode).toBe(0);
    const looked = await reader.look(bytes);
    if (!looked.ok) throw new Error(looked.refusal);
    const marked = looked.value.seen.filter(({ marks }) => marks.length > 0);
    expect(marked.map(({ marks }) => readMark(marks[0]?.text ?? "")?.requirement)).toEqual([
      "D07",
      "D07",
      "D08",
      "D08",
    ]);
    const first = marked[0]?.page ?? 0;
    const cover = looked.value.seen.find(({ page }) => page === 1)?.text ?? "";
    expect(cover).toMatch(new RegExp(`D07\\s+D07\\.pdf\\s+2\\s+${first}\\s`, "u"));
    // Form fields are lost, so their values must be part of the pages.
    expect(marked[0]?.text).toContain("Rp150.000.000");
  });

  it("comes with the whole case as an archive, each file as it was handed in, with its digest", async () => {
    const { status, bytes } = await fetchBytes(company.owner, `/api/licences/${id}/file.zip`);
    expect(status).toBe(200);
    const entries = unzipSync(bytes);
    const names = Object.keys(entries);
    expect(names).toEqual(
      expect.arrayContaining(["00-permohonan.pdf", "00-isian.json", "01-D07-D07.pdf", "02-D08-D08.pdf"]),
    );
    const sums = Buffer.from(entries["SHA256SUMS.txt"] ?? []).toString();
    for (const name of names.filter((one) => one !== "SHA256SUMS.txt")) {
      const sum = createHash("sha256")
        .update(entries[name] ?? new Uint8Array())
        .digest("hex");
      expect(sums).toContain(`${sum}  ${name}\n`);
    }
  });
});
