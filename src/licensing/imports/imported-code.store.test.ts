import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Answer, ProblemBody } from "../../../testkit/client.ts";
import {
  approve,
  checkedInHand,
  fill,
  openRevocation,
  returnDraft,
  sent,
  toDirector,
  uploadPdf,
} from "../../../testkit/code-case.ts";
import type { GuestCompany } from "../../../testkit/guests.ts";
import { GOOD_LINES, type SpreadsheetLine, spreadsheetFile, uploadSheets } from "../../../testkit/import-sheets.ts";
import {
  addNumberingOfficers,
  type CaseView,
  command,
  type NumberingOfficers,
  succeeded,
} from "../../../testkit/numbering-case.ts";
import { pagePicture, qrOn, runOnPdf } from "../../../testkit/pdf-tools.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { cases } from "../../../testkit/run-seed.ts";

let portal: TestPortal;
let desk: NumberingOfficers;
let made = 0;

beforeAll(async () => {
  portal = await openTestPortal();
  desk = await addNumberingOfficers(portal);
});

afterAll(() => portal.close());

const said = (answer: Answer<unknown>): string =>
  answer.status < 300 ? "done" : (answer.body as ProblemBody).error.code;

interface ImportView {
  readonly id: string;
  readonly version: number;
}

async function imported(view: Pick<ImportView, "id">, step: "carry-out" | "undo"): Promise<Answer<ImportView>> {
  const { client } = desk.coordinator;
  const { version } = succeeded(await client.get<ImportView>(`/api/imports/${view.id}`), "an import");
  const reason = step === "undo" ? { reason: "Lembar yang salah." } : {};
  return client.post(`/api/imports/${view.id}/${step}`, { expectedVersion: version, ...reason });
}

/** A code that a company holds by a decree from before Sambung, added by an import. */
async function importedFor(company: GuestCompany, code: string) {
  made += 1;
  const decree = `0${made}/TEL.05.05/2019`;
  const line = { ...GOOD_LINES.codes, nib: company.nib, kode: code, nomor_sk: decree };
  const look = succeeded(await uploadSheets(desk.coordinator.client, [spreadsheetFile("codes", [line])]), "a look");
  succeeded(await imported(look, "carry-out"), "an import");
  return { decree, import: look };
}

/** An unclaimed operator with one code. */
async function unclaimedWith(code: string) {
  made += 1;
  const nib = String(9_440_000_000_000 + made);
  const decree = `0${made}/TEL.05.05/2019`;
  const operator: SpreadsheetLine = { ...GOOD_LINES.operators, nib, npwp: String(8_100_000_000_000_000 + made) };
  const files = [
    spreadsheetFile("operators", [operator]),
    spreadsheetFile("codes", [{ ...GOOD_LINES.codes, nib, kode: code, nomor_sk: decree }]),
  ];
  const look = succeeded(await uploadSheets(desk.coordinator.client, files), "a look");
  succeeded(await imported(look, "carry-out"), "an import");
  return { nib, decree, name: String(operator["nama"]), import: look };
}

async function codeNow(code: string): Promise<string> {
  return (await portal.anonymous.get<{ state: string }>(`/api/inventory/codes/${code}`)).body.state;
}

/** The file of a case's published decree. */
async function decreeOf(id: string): Promise<{ readonly bytes: Uint8Array; readonly decreeId: string }> {
  const view = async () => (await desk.director.client.get<CaseView>(`/api/applications/${id}`)).body.decree;
  await vi.waitUntil(async () => (await view())?.state === "published", { timeout: 60_000, interval: 100 });
  const decreeId = String((await view())?.id);
  const answer = await fetch(`${portal.url}/api/decrees/${decreeId}/file`);
  return { bytes: new Uint8Array(await answer.arrayBuffer()), decreeId };
}

describe("the revocation of an imported code", () => {
  it("ends in a decree that names the earlier one, is checked by its QR, and puts the code into quarantine", async () => {
    const company = await portal.company();
    const { decree } = await importedFor(company, "1500871");
    const { id } = succeeded(await openRevocation(desk.evaluator, "1500871"), "a revocation");
    const answer = { command: "answer", text: "Kode masih dipakai oleh pelanggan kami.", fileId: null };
    succeeded(await command(company.owner.client, id, answer), "an answer");
    await checkedInHand(desk, id);
    await toDirector(desk, id);
    expect(said(await approve(desk, id))).toBe("done");
    expect(await codeNow("1500871")).toBe("quarantine");
    const { bytes, decreeId } = await decreeOf(id);
    const text = (await runOnPdf(bytes, "pdftotext", ["-layout", "FILE", "-"])).output.replaceAll(/\s+/g, " ");
    expect(text).toContain(`Keputusan Nomor ${decree} tanggal 20 Juni 2019`);
    expect(text).toContain("Mencabut penetapan kode akses 1500 871");
    expect(text).toContain(company.name);
    const pages = Number(/Pages:\s+(\d+)/.exec((await runOnPdf(bytes, "pdfinfo", ["FILE"])).output)?.[1]);
    const codes = await Promise.all(
      Array.from({ length: pages }, async (_, index) => qrOn(await pagePicture(bytes, index + 1))),
    );
    expect(codes).toContain(`${portal.kit.publicUrl()}/validasi-sk/${decreeId}`);
  });

  it("goes through for an operator that nobody has claimed, once its time to answer is over", async () => {
    const { name } = await unclaimedWith("1500872");
    const { id } = succeeded(await openRevocation(desk.evaluator, "1500872"), "a revocation");
    expect(said(await command(desk.evaluator.client, id, { command: "finish-check" }))).toBe("answer-period-open");
    await portal.kit.db
      .updateTable("numberingApplication")
      .set(({ ref, fn, val }) => ({
        form: fn("jsonb_set", [ref("form"), val("{revocation,answerDue}"), val('"2026-01-05"')]),
      }))
      .where("id", "=", id)
      .execute();
    await checkedInHand(desk, id);
    await toDirector(desk, id);
    expect(said(await approve(desk, id))).toBe("done");
    const { bytes } = await decreeOf(id);
    const text = (await runOnPdf(bytes, "pdftotext", ["-layout", "FILE", "-"])).output.replaceAll(/\s+/g, " ");
    expect(text).toContain(name);
    expect(text).toContain("pemegang tidak menyampaikan jawaban");
  });
});

describe("an import in which a case has been opened since", () => {
  it("is not undone, and says that the case is to be decided first", async () => {
    const company = await portal.company();
    const { import: look, decree } = await importedFor(company, "1500873");
    const draft = await returnDraft(company, "1500873");
    const earlier = { number: decree, date: "2019-06-20", fileId: await uploadPdf(company.owner) };
    await fill(company, draft.id, { return: { ...(draft.form["return"] as object), earlier } });
    await sent(company, draft);
    const refused = await imported(look, "undo");
    expect([refused.status, said(refused)]).toEqual([409, "import-has-case"]);
    expect(await codeNow("1500873")).toBe("active");
  });

  it("either is undone or gets the case, when both happen at once", async () => {
    const company = await portal.company();
    for (let round = 0; round < cases({ short: 2, long: 8 }); round += 1) {
      const code = `150088${round}`;
      const { import: look } = round % 2 === 0 ? await importedFor(company, code) : await unclaimedWith(code);
      const [undo, revocation] = await Promise.all([imported(look, "undo"), openRevocation(desk.evaluator, code)]);
      const both = [said(undo), said(revocation)].join(", ");
      expect(["done, code-not-active", "import-has-case, done"]).toContain(both);
      expect(await codeNow(code)).toBe(said(undo) === "done" ? "idle" : "active");
    }
  });
});
