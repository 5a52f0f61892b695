import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ProblemBody } from "../../../testkit/client.ts";
import type { Guest, GuestCompany } from "../../../testkit/guests.ts";
import { command, draftFor, holdCode, submittedFor } from "../../../testkit/numbering-case.ts";
import { type OssSimulatorControl, openOssSimulatorControl, tokenFor } from "../../../testkit/oss.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { present } from "../../kernel/index.ts";

let portal: TestPortal;
let oss: OssSimulatorControl;
let coordinator: Guest;
let evaluator: Guest;

beforeAll(async () => {
  portal = await openTestPortal();
  oss = openOssSimulatorControl(present(portal.kit.settings.oss.url, "the simulator"), () => portal.url);
  coordinator = await portal.officer("coordinator", "numbering");
  evaluator = await portal.officer("evaluator", "numbering");
});

afterAll(() => portal.close());

beforeEach(() => oss.control({ mode: "normal" }));

interface CaseAtOss {
  readonly isConfigured: boolean;
  readonly license: { readonly licenseId: string; readonly linkedBy: string } | null;
  readonly waiting: readonly { readonly licenseId: string }[];
  readonly mayChoose: boolean;
  readonly mayRetry: boolean;
  readonly standing: {
    readonly nibStatus: string;
    readonly isBlocked: boolean;
    readonly dispute: string | null;
  } | null;
  readonly reports: readonly {
    readonly status: string;
    readonly delivery: string;
    readonly lastError: string | null;
  }[];
}

const atOss = async (guest: Guest, id: string) =>
  (await guest.client.get<CaseAtOss>(`/api/applications/${id}/oss`)).body;
const push = (company: GuestCompany, wish: Readonly<Record<string, unknown>>) =>
  oss.push({ nib: company.nib, document: "update", ...wish });
const codeOf = (answer: { readonly body: unknown }) => (answer.body as ProblemBody).error.code;

/** Whether an attempt has failed and its error is stored; before that, its count would overwrite the test's. */
const failedAttempt = async (company: GuestCompany, id: string) =>
  (await atOss(company.owner, id)).reports.some((one) => one.delivery === "queued" && one.lastError !== null);

interface Listed {
  readonly total: number;
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

const list = async (guest: Guest, path: string) => (await guest.client.get<Listed>(path)).body;

describe("an applicant whose company OSS asks for two licences", () => {
  it("chooses one for his draft, may change his mind, and keeps it from the submission on", async () => {
    const company = await portal.company();
    const { client } = company.owner;
    await push(company, { licenses: [{ licenseId: "I-71" }, { licenseId: "I-72" }], date: "2026-11-02" });
    const waiting = await client.get<Listed>("/api/oss/licenses");
    expect(waiting.body.items.map((one) => one["licenseId"])).toEqual(["I-71", "I-72"]);
    const draft = await draftFor(company, "1500301");
    const chosen = await client.put<CaseAtOss>(`/api/applications/${draft.id}/oss-license`, { licenseId: "I-72" });
    expect(chosen.body).toMatchObject({ license: { licenseId: "I-72", linkedBy: "applicant" }, mayChoose: true });
    await client.put(`/api/applications/${draft.id}/oss-license`, { licenseId: "I-71" });
    expect((await atOss(company.owner, draft.id)).waiting.map((one) => one.licenseId)).toEqual(["I-72"]);
    await command(client, draft.id, { command: "submit" });
    const late = await client.put(`/api/applications/${draft.id}/oss-license`, { licenseId: "I-72" });
    expect([late.status, codeOf(late)]).toEqual([409, "license-not-now"]);
    expect(await atOss(company.owner, draft.id)).toMatchObject({ license: { licenseId: "I-71" }, mayChoose: false });
  });

  it("cannot take the licence of another company, nor one that does not exist", async () => {
    const [own, other] = [await portal.company(), await portal.company()];
    await push(other, { licenses: [{ licenseId: "I-73" }], date: "2026-11-02" });
    const draft = await draftFor(own, "1500302");
    for (const licenseId of ["I-73", "I-none"]) {
      const refused = await own.owner.client.put(`/api/applications/${draft.id}/oss-license`, { licenseId });
      expect([refused.status, codeOf(refused)]).toEqual([404, "no-such-license"]);
    }
  });

  it("leaves the licence waiting when the draft is withdrawn", async () => {
    const company = await portal.company();
    await push(company, { licenses: [{ licenseId: "I-74" }], date: "2026-11-02" });
    const draft = await draftFor(company, "1500303");
    await company.owner.client.put(`/api/applications/${draft.id}/oss-license`, { licenseId: "I-74" });
    await command(company.owner.client, draft.id, { command: "withdraw" });
    const waiting = await company.owner.client.get<Listed>("/api/oss/licenses");
    expect(waiting.body.items.map((one) => one["licenseId"])).toEqual(["I-74"]);
    expect(await oss.taken("I-74")).toEqual([]);
  });
});

describe("a NIB that OSS freezes", () => {
  it("holds no code and sends nothing until OSS releases it; nothing of the draft is lost", async () => {
    const company = await portal.company();
    const { client } = company.owner;
    const draft = await draftFor(company, "1500304");
    await push(company, { document: "freeze", date: "2026-11-10" });
    const hold = await holdCode(company, "1500305");
    expect([hold.status, codeOf(hold)]).toEqual([403, "nib-not-in-force"]);
    expect((hold.body as unknown as ProblemBody).error.rule?.id).toBe("oss-nib-blocks");
    const sent = await command(client, draft.id, { command: "submit" });
    expect([sent.status, codeOf(sent)]).toEqual([403, "nib-not-in-force"]);
    expect(await atOss(company.owner, draft.id)).toMatchObject({ standing: { nibStatus: "frozen", isBlocked: true } });
    await push(company, { document: "unfreeze", date: "2026-11-11" });
    const again = await command(client, draft.id, { command: "submit" });
    expect(again.status, again.text).toBe(200);
    expect(again.body.form).toEqual(draft.form);
  });

  it("with a case under way stands before the officers, and the case goes on", async () => {
    const company = await portal.company();
    const { id, number } = await submittedFor(company, "1500306");
    await push(company, { document: "revocation", date: "2026-11-12" });
    const flagged = await list(evaluator, `/api/oss/companies?search=${company.nib}`);
    expect(flagged.items).toMatchObject([{ nib: company.nib, nibStatus: "revoked", openCases: [{ id, number }] }]);
    expect((await command(evaluator.client, id, { command: "take" })).status).toBe(200);
  });

  it("that two messages of one day dispute stays revoked until an officer asks OSS", async () => {
    const company = await portal.company();
    await push(company, { document: "revocation", date: "2026-11-12" });
    const [answer] = await push(company, { document: "update", date: "2026-11-12" });
    expect(answer?.body).toContain('"status":"1"');
    expect((await holdCode(company, "1500307")).status).toBe(403);
    const flagged = await list(coordinator, `/api/oss/companies?search=${company.nib}`);
    expect(flagged.items).toMatchObject([{ dispute: "same-day-as-revocation" }]);
    const asked = await coordinator.client.post(`/api/oss/companies/${company.nib}/inquiry`);
    expect([asked.status, asked.body]).toMatchObject([200, { nibStatus: "active" }]);
    expect((await list(coordinator, `/api/oss/companies?search=${company.nib}`)).total).toBe(0);
    expect((await holdCode(company, "1500307")).status).toBe(201);
  });
});

describe("a company that OSS calls of another risk than high", () => {
  it("stands before the officers", async () => {
    const company = await portal.company();
    const body = { nib: company.nib, nama_perseroan: company.name, status_nib: "01", tipe_dokumen: "5" };
    const data_proyek = [{ id_proyek: "R-1", kbli: "82200", skala_resiko: "Menengah Rendah" }];
    const answer = await fetch(`${portal.url}/v1/kl/rba/receiveNIB`, {
      method: "POST",
      headers: { "content-type": "application/json", token: tokenFor(company.nib) },
      body: JSON.stringify({ dataNIB: { ...body, data_proyek } }),
    });
    expect(answer.status).toBe(200);
    const flagged = await list(evaluator, `/api/oss/companies?search=${company.nib}`);
    expect(flagged.items).toMatchObject([{ nib: company.nib, risk: "medium-low" }]);
  });
});

describe("a report that OSS refuses", () => {
  it("is stuck with its reason and holds back only its own case, until an officer lets it go", async () => {
    const [stuck, other] = [await portal.company(), await portal.company()];
    await push(stuck, { licenses: [{ licenseId: "I-75" }], date: "2026-11-02" });
    await push(other, { licenses: [{ licenseId: "I-76" }], date: "2026-11-02" });
    await oss.control({ mode: "error-500", only: "licenses" });
    const { id } = await submittedFor(stuck, "1500308");
    await expect.poll(() => failedAttempt(stuck, id)).toBe(true);
    await portal.kit.db.updateTable("ossReport").set({ attempts: 11 }).where("applicationId", "=", id).execute();
    await expect
      .poll(async () => (await atOss(coordinator, id)).reports.map((one) => one.delivery), { timeout: 15_000 })
      .toEqual(["stuck"]);
    await oss.control({ mode: "normal" });
    await command(evaluator.client, id, { command: "take" });
    const { id: otherId } = await submittedFor(other, "1500309");
    await expect.poll(() => oss.taken("I-76")).toHaveLength(1);
    expect(await oss.taken("I-75")).toEqual([]);
    const listed = await list(coordinator, "/api/oss/reports?state=stuck");
    expect(listed.items).toMatchObject([
      { applicationId: id, lastError: "oss-unavailable", behind: 1, licenseId: "I-75" },
    ]);
    expect(await atOss(stuck.owner, id)).toMatchObject({ mayRetry: false });
    expect(await atOss(coordinator, id)).toMatchObject({ mayRetry: true });
    expect((await evaluator.client.post(`/api/oss/reports/${id}/retry`)).status).toBe(403);
    expect((await coordinator.client.post(`/api/oss/reports/${id}/retry`)).status).toBe(204);
    await expect
      .poll(async () => (await oss.taken("I-75")).map(({ status }) => status), { timeout: 15_000 })
      .toEqual(["09", "20"]);
    const twice = await coordinator.client.post(`/api/oss/reports/${otherId}/retry`);
    expect([twice.status, codeOf(twice)]).toEqual([404, "nothing-to-retry"]);
  });
});

describe("the officers' lists", () => {
  it("find reports by number, company, NIB and licence", async () => {
    const company = await portal.company();
    await push(company, { licenses: [{ licenseId: "I-77" }], date: "2026-11-02" });
    const { id, number } = await submittedFor(company, "1500310");
    for (const search of [number, company.name, company.nib, "i-77"]) {
      const found = await list(evaluator, `/api/oss/reports?state=all&search=${encodeURIComponent(search ?? "")}`);
      expect(
        found.items.map((one) => one["applicationId"]),
        String(search),
      ).toContain(id);
    }
    expect((await list(evaluator, "/api/oss/reports?state=all&search=%25")).total).toBe(0);
  });

  it("show what became of each message, and page through them", async () => {
    const company = await portal.company();
    await push(company, { document: "original", date: "2026-11-05", licenses: [{ licenseId: "I-78" }], copies: 2 });
    await push(company, { document: "update", date: "2026-11-04" });
    const found = await list(evaluator, `/api/oss/messages?search=${company.nib}`);
    expect(found.items.map((one) => String(one["outcome"])).toSorted()).toEqual(["applied", "older", "repeated"]);
    expect(found.items.find((one) => one["outcome"] === "applied")).toMatchObject({ licenses: ["I-78"] });
    const second = await list(evaluator, `/api/oss/messages?search=${company.nib}&page=2&pageSize=2`);
    expect([second.total, second.items.length]).toEqual([3, 1]);
    expect((await list(evaluator, "/api/oss/messages?search=I-78&state=older")).total).toBe(1);
  });
});

describe("an officer's number", () => {
  it("goes with his reports once he gave it", async () => {
    const company = await portal.company();
    await push(company, { licenses: [{ licenseId: "I-79" }], date: "2026-11-02" });
    const nip = "198001012005011001";
    expect((await evaluator.client.put("/api/oss/reporter", { nip: "1980" })).status).toBe(400);
    expect((await evaluator.client.put("/api/oss/reporter", { nip })).body).toEqual({ nip });
    const { id } = await submittedFor(company, "1500311");
    await command(evaluator.client, id, { command: "take" });
    await expect.poll(() => oss.taken("I-79")).toHaveLength(2);
    const [sent, taken] = await oss.taken("I-79");
    expect(sent?.message).toMatchObject({ nip_status: "-", nama_status: "-" });
    expect(taken?.message).toMatchObject({ nip_status: nip, nama_status: evaluator.name });
  });
});
