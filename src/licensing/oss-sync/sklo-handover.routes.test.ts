import { setTimeout as delay } from "node:timers/promises";
import { unzipSync } from "fflate";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Guest, GuestCompany } from "../../../testkit/guests.ts";
import { skloOf } from "../../../testkit/licence-record.ts";
import { addNumberingOfficers, holderOf, type NumberingOfficers } from "../../../testkit/numbering-case.ts";
import { type OssSimulatorControl, openOssSimulatorControl, tokenFor } from "../../../testkit/oss.ts";
import { runOnPdf } from "../../../testkit/pdf-tools.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { ok, present } from "../../kernel/index.ts";
import { reconcile } from "./wire.ts";

const READY_MS_MAX = 30_000;

interface Handover {
  readonly state: string;
  readonly sklo: { readonly id: string; readonly number: string; readonly bytes: number } | null;
  readonly isLinked: boolean;
  readonly ossPage: string;
  readonly licence: { readonly id: string; readonly number: string } | null;
  readonly refusal: { readonly reason: string } | null;
}

let portal: TestPortal;
let oss: OssSimulatorControl;
let desk: NumberingOfficers;
let ossUrl: string;

beforeAll(async () => {
  portal = await openTestPortal();
  ossUrl = present(portal.kit.settings.oss.url, "the simulator");
  oss = openOssSimulatorControl(ossUrl, () => portal.url);
  desk = await addNumberingOfficers(portal);
}, 120_000);
afterAll(() => portal.close());

interface Uploading {
  readonly company: GuestCompany;
  readonly applicationId: string;
  readonly licenseId: string;
}

/** A company with a code in test mode, a licence in OSS and an SKLO, in either order of arrival. */
async function withSklo(code: string, licenseId: string, order: "row first" | "row last" = "row first") {
  const company = await portal.company();
  await holderOf(company, { code, desk });
  const licenses = [{ licenseId, licenseKind: "02" }];
  const pushRow = () => oss.push({ nib: company.nib, document: "original", date: "2026-11-01", licenses });
  if (order === "row first") await pushRow();
  const { applicationId, testId } = await skloOf(portal.kit, { organisationId: company.id, signer: desk.director });
  const certified = { state: "certified", skloStage: "signed" };
  await portal.kit.db.updateTable("operationalTest").set(certified).where("id", "=", testId).execute();
  portal.kit.changeFeed.announce("outbox");
  const uploading: Uploading = { company, applicationId, licenseId };
  if (order === "row last") {
    await until(uploading, ({ state, isLinked }) => state === "to-upload" && !isLinked);
    await pushRow();
  }
  await until(uploading, ({ isLinked }) => isLinked);
  return uploading;
}

const read = async ({ company, applicationId }: Uploading) =>
  (await company.owner.client.get<Handover>(`/api/licences/${applicationId}/oss-handover`)).body;

async function until(uploading: Uploading, isSo: (found: Handover) => boolean): Promise<Handover> {
  const deadline = performance.now() + READY_MS_MAX;
  for (;;) {
    const found = await read(uploading);
    if (isSo(found)) return found;
    if (performance.now() > deadline) throw new Error(`still ${JSON.stringify(found)}`);
    await delay(100);
  }
}

const page = (path: string) => new URL(path, ossUrl);

/** The applicant's steps on the OSS pages: logs in and uploads the SKLO. */
async function uploadAtOss({ company, licenseId }: Uploading, given: { number: string; bytes: Uint8Array }) {
  const form = new URLSearchParams({ nib: company.nib, sandi: "x" });
  const signedIn = await fetch(page("/pelaku-usaha/masuk"), { method: "POST", body: form, redirect: "manual" });
  const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
  const body = new FormData();
  body.set("nomor", given.number);
  body.set("berkas", new File([new Uint8Array(given.bytes)], "sklo.pdf", { type: "application/pdf" }));
  const path = page(`/pelaku-usaha/izin/${licenseId}`);
  const answer = await fetch(path, { method: "POST", body, headers: { cookie } });
  return { status: answer.status, text: await answer.text(), cookie };
}

const approveAtOss = ({ licenseId }: Uploading) => fetch(page(`/petugas/izin/${licenseId}`), { method: "POST" });

const modeOf = async (code: string) =>
  (await portal.kit.db.selectFrom("accessCode").select("mode").where("code", "=", code).executeTakeFirst())?.mode;

async function lookAgain({ applicationId }: Uploading): Promise<void> {
  const asked = await desk.coordinator.client.post(`/api/oss/handovers/${applicationId}/look`);
  expect(asked.status).toBe(204);
}

describe("an SKLO on its way through OSS", () => {
  it("is packed, uploaded, found there, answered with the Izin, and opens the code; OSS hears 45 and 50 once, also where its row comes last", async () => {
    const uploading = await withSklo("1500761", "I-L-761", "row last");
    const ready = await until(uploading, ({ state, sklo }) => state === "to-upload" && sklo !== null);
    expect(ready).toMatchObject({ isLinked: true, licence: null });
    const sklo = present(ready.sklo, "SKLO");
    const { client } = uploading.company.owner;
    const zip = await client.fetchBytes(`/api/licences/${uploading.applicationId}/oss-package.zip`);
    const entries = unzipSync(zip);
    const names = Object.keys(entries);
    expect(names).toEqual([expect.stringMatching(/^SKLO-.*\.pdf$/u), "DAFTAR-DOKUMEN.csv", "SHA256SUMS.txt"]);
    const bytes = present(entries[names[0] ?? ""], "the SKLO");
    expect(bytes.byteLength).toBe(sklo.bytes);
    expect(await modeOf("1500761")).toBe("test");

    const sent = await uploadAtOss(uploading, { number: sklo.number, bytes });
    expect(sent.text).toContain("SKLO sudah diterima");
    const said = await client.post<Handover>(`/api/licences/${uploading.applicationId}/oss-handover/uploaded`);
    expect(said.status).toBe(200);
    await until(uploading, ({ state }) => state === "seen");
    expect((await approveAtOss(uploading)).status).toBe(200);
    await lookAgain(uploading);
    const granted = await until(uploading, ({ state }) => state === "granted");
    expect(await modeOf("1500761")).toBe("open");
    const izin = await client.fetchBytes(`/api/licence-records/${granted.licence?.id ?? ""}/file`);
    expect(await runOnPdf(izin, "qpdf", ["--check", "FILE"])).toMatchObject({ exitCode: 0 });
    const text = (await runOnPdf(izin, "pdftotext", ["FILE", "-"])).output;
    expect(text).toContain(`IZIN Nomor ${granted.licence?.number ?? ""}`);
    await expect
      .poll(async () => (await oss.taken("I-L-761")).map(({ status }) => status), { timeout: 15_000 })
      .toEqual(["45", "50"]);
  }, 60_000);

  it("is answered at once when OSS tells of the Izin, and telling it twice or with a wrong token does nothing", async () => {
    const uploading = await withSklo("1500762", "I-L-762");
    const { sklo } = await until(uploading, (found) => found.sklo !== null && found.state === "to-upload");
    await oss.issue({ licenseIds: ["I-L-762"], nib: uploading.company.nib, number: sklo?.number ?? "" });
    const { nib } = uploading.company;
    const tell = (token: string, licenseId = "I-L-762") =>
      fetch(`${portal.url}/v1/kl/rba/receiveFileDS`, {
        method: "POST",
        headers: { "content-type": "application/json", token },
        body: JSON.stringify({ receiveFileDS: { nib, id_izin: licenseId, file_izin: "http://127.0.0.1:1/evil.pdf" } }),
      });
    expect((await tell("wrong")).status).toBe(401);
    for (const body of ['"text"', "7", "[]", "{"]) {
      const headers = { "content-type": "application/json", token: tokenFor(nib) };
      const refused = await fetch(`${portal.url}/v1/kl/rba/receiveFileDS`, { method: "POST", headers, body });
      expect(refused.status, body).toBe(400);
      expect(await refused.json()).toMatchObject({ responreceiveFileDS: { status: "2" } });
    }
    expect(await (await tell(tokenFor(nib), "I-L-761")).json()).toMatchObject({ responreceiveFileDS: { status: "2" } });
    expect(await (await tell(tokenFor(nib))).json()).toMatchObject({ responreceiveFileDS: { status: "1" } });
    await until(uploading, ({ state }) => state === "granted");
    expect(await (await tell(tokenFor(nib))).json()).toMatchObject({ responreceiveFileDS: { status: "1" } });
    const licences = portal.kit.db.selectFrom("licence").select(sql<number>`count(*)`.as("n"));
    const { n } = await licences.where("applicationId", "=", uploading.applicationId).executeTakeFirstOrThrow();
    expect(n).toBe(1);
  }, 60_000);

  it("waits while OSS answers with a link elsewhere, an oversized file or nothing, and says so to an officer", async () => {
    const uploading = await withSklo("1500763", "I-L-763");
    await until(uploading, ({ state }) => state === "to-upload");
    await oss.issue({ licenseIds: ["I-L-763"], nib: uploading.company.nib, number: "0001" });
    await oss.control({ mode: "oversized", count: 3, only: "licenses" });
    await lookAgain(uploading);
    await expect
      .poll(
        async () => {
          const list = await desk.coordinator.client.get<{
            items: readonly { applicationId: string; lastError: string | null }[];
          }>("/api/oss/handovers?state=open");
          return list.body.items.find(({ applicationId }) => applicationId === uploading.applicationId)?.lastError;
        },
        { timeout: 15_000 },
      )
      .toMatch(/^oss-/u);
    await oss.control({ mode: "normal" });
    await lookAgain(uploading);
    await until(uploading, ({ state }) => state === "granted");
  }, 60_000);

  it("that an officer of OSS refuses is uploaded again: its company reads why and what to do, once for each refusal", async () => {
    const uploading = await withSklo("1500765", "I-L-765");
    const { company, applicationId, licenseId } = uploading;
    const { client } = company.owner;
    const said = () => client.post(`/api/licences/${applicationId}/oss-handover/uploaded`);
    const refuseAtOss = (reason: string) =>
      fetch(page(`/petugas/izin/${licenseId}/tolak`), {
        method: "POST",
        body: new URLSearchParams({ alasan: reason }),
      });
    const ready = await until(uploading, ({ state, sklo }) => state === "to-upload" && sklo !== null);
    const { number } = present(ready.sklo, "SKLO");
    const bytes = Buffer.from("%PDF-1.7");
    expect((await uploadAtOss(uploading, { number, bytes })).status).toBe(200);
    await said();
    await until(uploading, ({ state }) => state === "seen");

    expect((await refuseAtOss("Halaman kedua tidak terbaca.")).status).toBe(200);
    await lookAgain(uploading);
    const refused = await until(uploading, ({ refusal }) => refusal !== null);
    expect(refused).toMatchObject({ state: "to-upload", refusal: { reason: "Halaman kedua tidak terbaca." } });
    await lookAgain(uploading);
    await said();
    const mails = await portal.kit.db
      .selectFrom("mailMessage")
      .select(["subject", "bodyText"])
      .where("toPersonId", "=", company.owner.id)
      .where("subject", "like", "OSS menolak%")
      .execute();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.bodyText).toContain("Halaman kedua tidak terbaca.");

    expect((await uploadAtOss(uploading, { number, bytes })).status).toBe(200);
    await said();
    expect((await until(uploading, ({ state }) => state === "seen")).refusal).toBeNull();
    expect((await approveAtOss(uploading)).status).toBe(200);
    await lookAgain(uploading);
    expect((await until(uploading, ({ state }) => state === "granted")).refusal).toBeNull();
    expect(await modeOf("1500765")).toBe("open");
  }, 60_000);

  it("is nobody else's business", async () => {
    const uploading = await withSklo("1500764", "I-L-764");
    const stranger = await portal.company();
    const base = `/api/licences/${uploading.applicationId}`;
    for (const path of ["/oss-handover", "/oss-package", "/oss-package.zip"])
      expect((await stranger.owner.client.get(`${base}${path}`)).status).toBe(404);
    expect((await stranger.owner.client.post(`${base}/oss-handover/uploaded`)).status).toBe(404);
    const sent = await uploadAtOss(
      { ...uploading, company: stranger },
      { number: "1", bytes: Buffer.from("%PDF-1.7") },
    );
    expect(sent.status).toBe(400);
  });
});

describe("a licence in OSS that no case has taken", () => {
  interface Waiting {
    readonly items: readonly { readonly licenseId: string; readonly cases: readonly { readonly id: string }[] }[];
  }
  const tie = (guest: Guest, licenseId: string, applicationId: string) =>
    guest.client.post(`/api/oss/waiting-licenses/${licenseId}/case`, { applicationId });
  const answered = (answer: { readonly status: number; readonly body: unknown }) => [
    answer.status,
    (answer.body as { readonly error?: { readonly code: string } } | null)?.error?.code,
  ];

  it("is tied by an officer to a case of its NIB, once, with its reports and in the audit trail", async () => {
    const [company, other] = [await portal.company(), await portal.company()];
    await holderOf(company, { code: "1500767", desk });
    await holderOf(other, { code: "1500768", desk });
    const licenses = [{ licenseId: "I-N-767" }];
    await oss.push({ nib: company.nib, document: "update", date: "2027-02-01", licenses });
    const caseOf = async ({ id }: GuestCompany) =>
      (
        await portal.kit.db
          .selectFrom("numberingApplication")
          .select("id")
          .where("organisationId", "=", id)
          .executeTakeFirstOrThrow()
      ).id;
    const [own, foreign] = [await caseOf(company), await caseOf(other)];
    const { client } = desk.coordinator;
    const waiting = await client.get<Waiting>("/api/oss/waiting-licenses?search=I-N-767");
    expect(waiting.body.items).toMatchObject([{ licenseId: "I-N-767", cases: [{ id: own }] }]);
    expect(answered(await tie(desk.coordinator, "I-N-767", foreign))).toEqual([409, "oss-row-of-another"]);
    expect((await tie(company.owner, "I-N-767", own)).status).toBe(403);
    expect((await tie(desk.coordinator, "I-N-767", own)).status).toBe(204);
    expect(answered(await tie(desk.coordinator, "I-N-767", own))).toEqual([404, "oss-row-not-waiting"]);
    expect((await client.get<Waiting>("/api/oss/waiting-licenses?search=I-N-767")).body.items).toEqual([]);
    await expect
      .poll(async () => (await oss.taken("I-N-767")).map(({ status }) => status), { timeout: 15_000 })
      .toEqual(["50"]);
    const entry = portal.kit.db.selectFrom("auditEntry").select(["actorPersonId", "subjectId"]);
    expect(await entry.where("action", "=", "application.license-tied").execute()).toEqual([
      { actorPersonId: desk.coordinator.id, subjectId: own },
    ]);
  }, 60_000);
});

describe("holding cases against OSS", () => {
  it("finds nothing where a later status was reported while OSS was asked, and the difference where none was", async () => {
    const { applicationId, licenseId } = await withSklo("1500766", "I-L-766");
    const { db, clock } = portal.kit;
    await expect
      .poll(async () => (await oss.taken(licenseId)).map(({ status }) => status), { timeout: 15_000 })
      .toEqual(["45"]);
    await db.deleteFrom("ossReport").where("applicationId", "!=", applicationId).execute();
    const reportOn = async (sequence: number) => {
      const at = new Date(clock.nowMs());
      const delivered = { delivery: "delivered", deliveredAt: at, deliveredHow: "answered" };
      const report = { applicationId, sequence, state: "active", status: "approved", occurredAt: at };
      await db
        .insertInto("ossReport")
        .values({ ...report, ...delivered, nextAttemptAt: at })
        .execute();
    };
    const holdAgainst = async (whileAsked: () => Promise<void>) => {
      const checkStatus = async () => {
        await whileAsked();
        return ok({ status: "suspended", code: "70", note: "" } as const);
      };
      const options = { isConfigured: true, checkStatus, reportCircuit: () => "closed" as const };
      return reconcile({ kit: portal.kit, oss: options }, { limit: 10, everyMs: -1_000, settledMs: -1_000 });
    };
    await expect
      .poll(() => db.selectFrom("ossReport").select("delivery").executeTakeFirst())
      .toEqual({ delivery: "delivered" });
    expect(await holdAgainst(() => reportOn(2))).toEqual({ checked: 0, differences: 0, unanswered: 1 });
    expect(await holdAgainst(async () => undefined)).toEqual({ checked: 1, differences: 1, unanswered: 0 });
  }, 60_000);
});
