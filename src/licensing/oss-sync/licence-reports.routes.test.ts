import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Guest } from "../../../testkit/guests.ts";
import {
  acceptAll,
  addLicenceOfficers,
  attachDocument,
  checkedLicence,
  declareNone,
  done,
  endorsedLicence,
  type LicenceOfficers,
  returnedWith,
  submittedLicenceFor,
} from "../../../testkit/licence-case.ts";
import { tokenFor } from "../../../testkit/oss.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { cases } from "../../../testkit/run-seed.ts";
import { testOfCompany } from "../../../testkit/test-document-order.ts";
import { addCompany } from "../../../testkit/users.ts";
import { rulesetVersion } from "../../regulation/index.ts";
import { reportCase } from "./wire.ts";

let portal: TestPortal;
let desk: LicenceOfficers;
let director: Guest;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  desk = await addLicenceOfficers(portal);
  director = await portal.officer("director");
});
afterAll(() => portal.close());

/** OSS requests a number (K03) and the licence itself (02) for a company, under one code. */
async function ossAsks(nib: string, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  const kdIzin = "059000000052";
  const dataNIB = {
    nib,
    nama_perseroan: "PT Contoh Uji",
    status_nib: "01",
    tipe_dokumen: "9",
    tgl_perubahan_nib: "2026-11-10",
    oss_id: "P-1",
    data_proyek: [{ id_proyek: "R-1", kbli: "82200", skala_resiko: "Tinggi" }],
    data_checklist: [
      { id_izin: `I-${nib}-N`, jenis_izin: "K03", kd_izin: kdIzin, flag_checklist: "Y" },
      { id_izin: `I-${nib}-L`, jenis_izin: "02", kd_izin: kdIzin, flag_checklist: "Y" },
    ],
    ...more,
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
    await attachDocument(company.owner.client, id, { slot: "D12", name: "baru" });
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

let codesUsed = 100;

/** The steps of one case, in the order of its states. */
type Step = "submitted" | "verified" | "certified" | "approved";

/** Messages of OSS about the company and about another one, in any order. */
type Arrival = "row" | "row again" | "row of another NIB";

const ARRIVALS: readonly Arrival[] = ["row", "row again", "row of another NIB"];

/** All orders of the steps with the arrivals at any place between them. */
function ordersOf(steps: readonly Step[]): readonly (readonly (Step | Arrival)[])[] {
  let orders: readonly (readonly (Step | Arrival)[])[] = [steps];
  for (const arrival of ARRIVALS)
    orders = orders.flatMap((order) =>
      Array.from({ length: order.length + 1 }, (_, index) => order.toSpliced(index, 0, arrival)),
    );
  return orders;
}

async function changeCase(
  change: Parameters<ReturnType<typeof reportCase>>[1],
  table: "licenceApplication" | "numberingApplication",
): Promise<void> {
  const { applicationId, state, at } = change;
  await portal.kit.db.transaction().execute(async (trx) => {
    const changed = { state, submittedAt: at, decidedAt: state === "submitted" ? null : at };
    await trx
      .updateTable(table)
      .set({ ...changed, number: `N-${applicationId.slice(-12)}` })
      .where("id", "=", applicationId)
      .execute();
    await reportCase(portal.kit)(trx, change);
  });
}

async function stepLicence(organisationId: string, testId: string, step: Step): Promise<void> {
  const { db, clock } = portal.kit;
  const test = await db
    .selectFrom("operationalTest")
    .select("licenceApplicationId")
    .where("id", "=", testId)
    .executeTakeFirstOrThrow();
  const applicationId = test.licenceApplicationId;
  const change = { applicationId, organisationId, at: new Date(clock.nowMs()), note: null, by: null };
  if (step !== "certified") return changeCase({ ...change, kind: "licence", state: step }, "licenceApplication");
  await db.transaction().execute(async (trx) => {
    await trx
      .updateTable("operationalTest")
      .set({ state: "certified", skloStage: "signed" })
      .where("id", "=", testId)
      .execute();
    await reportCase(portal.kit)(trx, { ...change, kind: "test", state: "certified" });
  });
}

async function numberDraft(organisationId: string): Promise<string> {
  const { db, clock, ids } = portal.kit;
  const id = ids.next();
  const at = new Date(clock.nowMs());
  codesUsed += 1;
  const draft = { id, code: `1500${codesUsed}`, kind: "new", organisationId, state: "draft", form: "{}" };
  const made = { ruleVersion: rulesetVersion, createdBy: director.id, createdAt: at, changedAt: at };
  await db
    .insertInto("numberingApplication")
    .values({ ...draft, ...made })
    .execute();
  return id;
}

async function arrive(nib: string, otherNib: string, arrival: Arrival): Promise<void> {
  if (arrival === "row") return ossAsks(nib);
  if (arrival === "row again") return ossAsks(nib, { alamat_perseroan: "Jalan Lain 2" });
  return ossAsks(otherNib);
}

const linkOf = async (applicationId: string) =>
  (
    await portal.kit.db
      .selectFrom("ossCase")
      .select("licenseId")
      .where("applicationId", "=", applicationId)
      .executeTakeFirst()
  )?.licenseId;

describe("the row of OSS for a case", () => {
  const runs = { numRuns: cases({ short: 15, long: 120 }) };

  it("is tied in every order of arrival: a licence up to its SKLO", async () => {
    const orders = ordersOf(["submitted", "verified", "certified"]);
    expect(orders).toHaveLength(120);
    const holds = async (order: (typeof orders)[number]) => {
      const { kit } = portal;
      const [company, other] = [await addCompany(kit), await addCompany(kit)];
      const test = await testOfCompany(kit, { organisationId: company.id, signer: director });
      const { licenceApplicationId: id } = test.order("sklo");
      await kit.db
        .updateTable("licenceApplication")
        .set({ state: "draft", number: null, submittedAt: null })
        .where("id", "=", id)
        .execute();
      for (const event of order) {
        if (event === "submitted" || event === "verified" || event === "certified")
          await stepLicence(company.id, test.testId, event);
        else await arrive(company.nib, other.nib, event as Arrival);
      }
      expect(await linkOf(id)).toBe(`I-${company.nib}-L`);
      expect((await reportsOf(id)).at(-1)).toBe("requirements-verified");
    };
    await holds(["submitted", "verified", "certified", "row of another NIB", "row", "row again"]);
    await fc.assert(fc.asyncProperty(fc.constantFrom(...orders), holds), runs);
  });

  it("is tied in every order of arrival: a number up to its decree", async () => {
    const orders = ordersOf(["submitted", "approved"]);
    const holds = async (order: (typeof orders)[number]) => {
      const { kit } = portal;
      const [company, other] = [await addCompany(kit), await addCompany(kit)];
      const id = await numberDraft(company.id);
      const change = { applicationId: id, organisationId: company.id, kind: "new", note: null, by: null };
      for (const event of order) {
        const at = new Date(kit.clock.nowMs());
        if (event === "submitted" || event === "approved")
          await changeCase({ ...change, state: event, at }, "numberingApplication");
        else await arrive(company.nib, other.nib, event as Arrival);
      }
      expect(await linkOf(id)).toBe(`I-${company.nib}-N`);
      expect((await reportsOf(id)).at(-1)).toBe("approved");
    };
    await holds(["submitted", "approved", "row of another NIB", "row", "row again"]);
    await fc.assert(fc.asyncProperty(fc.constantFrom(...orders), holds), runs);
  });

  it("that is dated after the decree waits for the next number, which takes it", async () => {
    const { kit } = portal;
    const company = await addCompany(kit);
    const change = { organisationId: company.id, kind: "new", note: null, by: null, at: new Date(kit.clock.nowMs()) };
    const first = await numberDraft(company.id);
    for (const state of ["submitted", "approved"])
      await changeCase({ ...change, applicationId: first, state }, "numberingApplication");
    await ossAsks(company.nib, { tgl_perubahan_nib: "2027-02-01" });
    expect(await linkOf(first)).toBeUndefined();
    const next = await numberDraft(company.id);
    await changeCase({ ...change, applicationId: next, state: "submitted" }, "numberingApplication");
    expect(await linkOf(next)).toBe(`I-${company.nib}-N`);
  });
});
