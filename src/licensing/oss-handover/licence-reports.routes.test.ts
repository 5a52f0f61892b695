import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  acceptAll,
  checkedLicence,
  declareNone,
  done,
  endorsedLicence,
  hangPaper,
  type LicenceDesk,
  openLicenceDesk,
  returnedWith,
  submittedLicenceFor,
} from "../../../testkit/licence-case.ts";
import { tokenFor } from "../../../testkit/oss.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";

let portal: TestPortal;
let desk: LicenceDesk;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  desk = await openLicenceDesk(portal);
});
afterAll(() => portal.close());

/** OSS asks a company for its number (K03) and for the licence itself (02), under one code. */
async function ossAsks(nib: string): Promise<void> {
  const kdIzin = "059000000052";
  const dataNIB = {
    ...{ nib, nama_perseroan: "PT Contoh Uji", status_nib: "01", tipe_dokumen: "9", tgl_perubahan_nib: "2026-11-10" },
    ...{ oss_id: "P-1", data_proyek: [{ id_proyek: "R-1", kbli: "82200", skala_resiko: "Tinggi" }] },
    data_checklist: [
      { id_izin: `I-${nib}-N`, jenis_izin: "K03", kd_izin: kdIzin, flag_checklist: "Y" },
      { id_izin: `I-${nib}-L`, jenis_izin: "02", kd_izin: kdIzin, flag_checklist: "Y" },
    ],
  };
  const headers = { "content-type": "application/json", token: tokenFor(nib) };
  const answer = await fetch(`${portal.url}/v1/kl/rba/receiveNIB`, {
    method: "POST",
    headers,
    body: JSON.stringify({ dataNIB }),
  });
  expect(answer.status).toBe(200);
}

async function reportsOf(applicationId: string): Promise<readonly string[]> {
  const rows = await portal.kit.db
    .selectFrom("ossReport")
    .select("status")
    .where("applicationId", "=", applicationId)
    .orderBy("sequence")
    .execute();
  return rows.map(({ status }) => status);
}

describe("OSS and a licence application", () => {
  it("are tied by the licence itself, never by the number, and OSS hears of every step once and in order", async () => {
    const company = await portal.company();
    await ossAsks(company.nib);
    const { id } = await submittedLicenceFor(portal, company);
    const link = await portal.kit.db
      .selectFrom("ossCase")
      .select("licenseId")
      .where("applicationId", "=", id)
      .executeTakeFirst();
    expect(link?.licenseId).toBe(`I-${company.nib}-L`);
    await declareNone(desk.evaluator, id);
    await done(desk.evaluator, id, { command: "take" });
    const about = { requirement: "D12", rule: "D12", reason: "KSWP mana yang berlaku?" };
    await done(desk.evaluator, id, { command: "pause", ...about });
    await done(desk.evaluator, id, { command: "resume", ...about });
    await returnedWith(desk.evaluator, id, ["D12"]);
    await hangPaper(company.owner.client, id, { slot: "D12", name: "baru" });
    await done(company.owner, id, { command: "resubmit" });
    await acceptAll(desk.evaluator, id);
    await checkedLicence(desk.evaluator, id);
    await endorsedLicence(desk, id);
    await declareNone(desk.coordinator, id);
    await done(desk.coordinator, id, { command: "verify", reason: "" });
    expect(await reportsOf(id)).toEqual([
      "requirements-sent",
      "documents-complete",
      "validating",
      "confirmation-asked",
      "confirmation-given",
      "correction-asked",
      "correction-given",
      "validating",
      "documents-complete",
    ]);
  });

  it("are tied as well where OSS asks for the licence only after the application was sent", async () => {
    const company = await portal.company();
    const { id } = await submittedLicenceFor(portal, company);
    expect(await reportsOf(id)).toEqual([]);
    await ossAsks(company.nib);
    expect(await reportsOf(id)).toEqual(["requirements-sent"]);
    await done(company.owner, id, { command: "withdraw" });
    expect(await reportsOf(id)).toEqual(["requirements-sent", "rejected"]);
  });
});
