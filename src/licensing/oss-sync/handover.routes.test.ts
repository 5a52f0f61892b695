import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  addNumberingOfficers,
  checked,
  command,
  type NumberingOfficers,
  submittedFor,
} from "../../../testkit/numbering-case.ts";
import { type OssSimulatorControl, openOssSimulatorControl } from "../../../testkit/oss.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { present } from "../../kernel/index.ts";

let portal: TestPortal;
let oss: OssSimulatorControl;
let desk: NumberingOfficers;

beforeAll(async () => {
  portal = await openTestPortal();
  oss = openOssSimulatorControl(present(portal.kit.settings.oss.url, "the simulator"), () => portal.url);
  desk = await addNumberingOfficers(portal);
});

afterAll(() => portal.close());

async function statusesOf(licenseId: string, count: number): Promise<readonly string[]> {
  return expect
    .poll(async () => (await oss.taken(licenseId)).map(({ status }) => status), { timeout: 15_000 })
    .toHaveLength(count)
    .then(async () => (await oss.taken(licenseId)).map(({ status }) => status));
}

async function companyWithLicense(licenseId: string) {
  const company = await portal.company();
  const [answer] = await oss.push({
    nib: company.nib,
    document: "original",
    date: "2026-11-01",
    licenses: [{ licenseId }],
  });
  expect(answer).toEqual({
    status: 200,
    body: JSON.stringify({ responreceiveNIB: { status: "1", keterangan: "Berhasil menyimpan data" } }),
  });
  return company;
}

describe("a case with a licence in OSS", () => {
  it("reports each of its states once, in order, with the officer behind it", async () => {
    const company = await companyWithLicense("I-2026000001");
    const { id } = await submittedFor(company, "1500201");
    await checked(desk, id);
    await command(desk.subCoordinator.client, id, { command: "endorse" });
    await command(desk.coordinator.client, id, { command: "propose", outcome: "approve", reason: "Lengkap." });
    await command(desk.director.client, id, { command: "decide", outcome: "approve", reason: "" });
    expect(await statusesOf("I-2026000001", 3)).toEqual(["09", "20", "50"]);
    const [sent, validated] = await oss.taken("I-2026000001");
    expect(sent?.message).toMatchObject({ nib: company.nib, id_izin: "I-2026000001", kd_izin: "059000000052" });
    expect(sent?.message).toMatchObject({ kd_instansi: "059", nip_status: "-", nama_status: "-" });
    expect(validated?.message["nama_status"]).toBe(desk.evaluator.name);
    expect(validated?.message["tgl_status"]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  });

  it("is not reported a second time when OSS took a status and its answer was lost", async () => {
    const company = await companyWithLicense("I-2026000002");
    await oss.control({ mode: "lost", count: 1, only: "licenses" });
    await submittedFor(company, "1500202");
    expect(await statusesOf("I-2026000002", 1)).toEqual(["09"]);
    await expect
      .poll(() => reportsOf("I-2026000002"), { timeout: 20_000 })
      .toEqual([{ status: "requirements-sent", delivery: "delivered", deliveredHow: "found" }]);
    expect(await oss.taken("I-2026000002")).toHaveLength(1);
  });

  it("takes a licence that OSS asks for only after the case was sent", async () => {
    const company = await portal.company();
    const { id } = await submittedFor(company, "1500203");
    await checked(desk, id);
    expect(await oss.taken("I-2026000003")).toEqual([]);
    await oss.push({
      nib: company.nib,
      document: "update",
      date: "2026-11-20",
      licenses: [{ licenseId: "I-2026000003" }],
    });
    expect(await statusesOf("I-2026000003", 1)).toEqual(["20"]);
  });
});

async function reportsOf(licenseId: string) {
  return portal.kit.db
    .selectFrom("ossReport as r")
    .innerJoin("ossCase as c", "c.applicationId", "r.applicationId")
    .select(["r.status", "r.delivery", "r.deliveredHow"])
    .where("c.licenseId", "=", licenseId)
    .orderBy("r.sequence")
    .execute();
}
