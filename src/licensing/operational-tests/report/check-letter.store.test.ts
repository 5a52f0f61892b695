import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GuestCompany } from "../../../../testkit/guests.ts";
import {
  type FilledTemplate,
  renderSignedTemplate,
  VALID_TEMPLATE_FACTS,
} from "../../../../testkit/licence-documents.ts";
import { succeeded } from "../../../../testkit/numbering-case.ts";
import { askForTest, verifiedApplication } from "../../../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { reorderPdf } from "../../../../testkit/signed-pdf.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { openDocumentPool, openPdfReader } from "../../../platform/pdf/index.ts";
import { currentTemplates } from "../../../regulation/index.ts";

const paper = openDocumentPool();
const reader = openPdfReader();
const tools = { paper, reader };
const OTHER_CASE = "0193b0c4-7a10-7c3e-9d2f-000000000001";

let portal: TestPortal;
let company: GuestCompany;
let licence: { readonly id: string };

beforeAll(async () => {
  portal = await openTestPortal({ runtimeContext: createVirtualContext({ seed: "letters of tests" }), works: false });
  company = await portal.company();
  licence = await verifiedApplication(portal, company);
});
afterAll(async () => {
  await portal?.close();
  await Promise.all([paper.close(), reader.close()]);
});

/** A letter of this licence application, filled in and signed by default. */
const letter = (more: Partial<FilledTemplate> = {}) =>
  renderSignedTemplate(tools, { requirement: "D14", facts: { ...VALID_TEMPLATE_FACTS, caseId: licence.id }, ...more });

async function uploaded(bytes: Uint8Array): Promise<string> {
  const file = { name: "permohonan-ulo.pdf", bytes };
  const path = "/api/files?purpose=test-paper";
  return succeeded(await company.owner.client.upload<{ readonly id: string }>(path, file), "a file").id;
}

/** The findings of a letter, by code and level. */
async function saidOf(bytes: Uint8Array): Promise<readonly string[]> {
  const path = `/api/licences/${licence.id}/test-letter?file=${await uploaded(bytes)}`;
  const answer = await company.owner.client.get<{
    readonly findings: readonly { readonly code: string; readonly level: string }[];
  }>(path);
  return succeeded(answer, "findings").findings.map(({ code, level }) => `${code} ${level}`);
}

describe("the letter of request", () => {
  it("is found sound when it is the form of this case with all its pages, filled in and signed", async () => {
    expect(await saidOf(await letter())).toEqual([]);
  });

  it("is told to be another form, of another case, of an older version, incomplete or unsigned", async () => {
    const facts = { ...VALID_TEMPLATE_FACTS, caseId: OTHER_CASE };
    const older = { ...currentTemplates, version: "2026.10" };
    expect(await saidOf(await letter({ requirement: "D07" }))).toContain("template-wrong blocks");
    expect(await saidOf(await letter({ facts }))).toContain("template-other-case blocks");
    expect(await saidOf(await letter({ edition: older }))).toContain("template-outdated blocks");
    expect(await saidOf(await reorderPdf(await letter(), [1]))).toContain("pages-missing blocks");
    const unsigned = { requirement: "D14", facts: { ...VALID_TEMPLATE_FACTS, caseId: licence.id } };
    expect(await saidOf(await renderSignedTemplate(tools, unsigned, ["signature"]))).toContain("signature-blank warns");
  });

  it("counts as not checked when it cannot be read", async () => {
    const broken = new TextEncoder().encode(
      "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
    );
    const said = await saidOf(broken);
    expect(said.length).toBeGreaterThan(0);
    expect(said.every((one) => one.endsWith("not-checked"))).toBe(true);
  });

  it("is nobody else's to look into", async () => {
    const file = await uploaded(await letter());
    const other = await portal.company();
    const answer = await other.owner.client.get(`/api/licences/${licence.id}/test-letter?file=${file}`);
    expect(answer.status).toBe(404);
  });

  it("keeps a request back when it is the wrong one, and stands beside the request otherwise", async () => {
    const wrong = await uploaded(await letter({ requirement: "D07" }));
    const refused = await askForTest(company, licence.id, { letterFileId: wrong });
    expect([refused.status, (refused.body as unknown as { error: { code: string } }).error.code]).toEqual([
      409,
      "test-letter-unfit",
    ]);
    const unsigned = { requirement: "D14", facts: { ...VALID_TEMPLATE_FACTS, caseId: licence.id } };
    const letterFileId = await uploaded(await renderSignedTemplate(tools, unsigned, ["signature"]));
    const asked = succeeded(await askForTest(company, licence.id, { letterFileId }), "a request");
    expect(asked.letterFindings?.map(({ code, level }) => `${code} ${level}`)).toEqual(["signature-blank warns"]);
  });
});
