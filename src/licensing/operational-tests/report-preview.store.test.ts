import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GuestCompany } from "../../../testkit/guests.ts";
import {
  addTestOfficers,
  answerAll,
  begunTest,
  doneOnTest,
  reportedTest,
  requestedTest,
  scheduledTest,
  signedTest,
  type TestOfficers,
  type TestView,
} from "../../../testkit/operational-test.ts";
import { runOnPdf } from "../../../testkit/pdf-tools.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { createVirtualContext, type VirtualContext } from "../../../testkit/virtual-context.ts";

const DAY_MS = 86_400_000;
const PAPER_MS_MAX = 60_000;

let portal: TestPortal;
let virtualContext: VirtualContext;
let desk: TestOfficers;
let company: GuestCompany;
let test: TestView;

beforeAll(async () => {
  virtualContext = createVirtualContext({ seed: "previews of reports" });
  portal = await openTestPortal({ runtimeContext: virtualContext });
  desk = await addTestOfficers(portal);
  company = await portal.company();
  const { id } = await requestedTest(portal, company);
  await scheduledTest(desk, id);
  virtualContext.advance(8 * DAY_MS);
  const [lead, member, coordinator, owner] = await Promise.all(
    [desk.lead, desk.member, desk.coordinator, company.owner].map((guest) => portal.again(guest)),
  );
  if (lead === undefined || member === undefined || coordinator === undefined || owner === undefined)
    throw new Error("four came again");
  desk = { ...desk, lead, member, coordinator };
  company = { ...company, owner };
  await begunTest(desk, id);
  await answerAll(portal, lead, id);
  test = await reportedTest(lead, id);
});
afterAll(() => portal?.close());

const previewFor = ({ client }: GuestCompany["owner"], digest: string | null) =>
  client.get(`/api/tests/${test.id}/report.pdf?digest=${digest}`);

/** The text of a PDF file with normalised white space. */
async function wordsOf(pdf: Uint8Array): Promise<string> {
  const { output } = await runOnPdf(pdf, "pdftotext", ["-layout", "FILE", "-"]);
  return output.replaceAll(/\s+/g, " ");
}

describe("a Berita Acara before it is signed", () => {
  it("is read as a PDF that says that it is a preview and names the digest that is signed", async () => {
    const path = `/api/tests/${test.id}/report.pdf?digest=${test.reportDigest}`;
    const words = await wordsOf(await company.owner.client.fetchBytes(path));
    expect(words).toContain("PRATINJAU");
    expect(words).toContain("HASIL: LAIK OPERASI");
    expect(words.replaceAll(" ", "")).toContain(test.reportDigest);
    expect(words).not.toContain("Yang menandatangani pada akunnya");
  });

  it("is shown to both sides and for what stands now only", async () => {
    expect((await previewFor(desk.lead, test.reportDigest)).status).toBe(200);
    expect((await previewFor(company.owner, "0".repeat(64))).status).toBe(409);
    const other = await portal.company();
    expect((await previewFor(other.owner, test.reportDigest)).status).toBe(404);
    await doneOnTest(desk.lead, test.id, { command: "reopen", reason: "Catatan kurang." });
    expect((await previewFor(company.owner, test.reportDigest)).status).toBe(409);
    test = await reportedTest(desk.lead, test.id);
  });

  it("is closed with the same digest and the same findings as were shown", async () => {
    const path = `/api/tests/${test.id}/report.pdf?digest=${test.reportDigest}`;
    const shown = await wordsOf(await company.owner.client.fetchBytes(path));
    await signedTest(portal, { desk, company }, test.id);
    const closed = async () => (await company.owner.client.get<TestView>(`/api/tests/${test.id}`)).body;
    await expect
      .poll(async () => (await closed()).papers.find(({ kind }) => kind === "test-report")?.state, {
        timeout: PAPER_MS_MAX,
      })
      .toBe("issued");
    const paper = (await closed()).papers.find(({ kind }) => kind === "test-report");
    const issued = await wordsOf(await company.owner.client.fetchBytes(`/api/decrees/${paper?.id}/file`));
    expect(issued.replaceAll(" ", "")).toContain(test.reportDigest);
    expect(issued).toContain("Yang menandatangani pada akunnya");
    const found = (words: string) => /Dari \d+ butir uji.*?tidak berlaku\./.exec(words)?.[0];
    expect(found(shown)).toBeDefined();
    expect(found(issued)).toBe(found(shown));
  });
});
