import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Guest, GuestCompany } from "../../../testkit/guests.ts";
import { skloOf } from "../../../testkit/licence-record.ts";
import { addNumberingOfficers, holderOf, type NumberingOfficers } from "../../../testkit/numbering-case.ts";
import { openOssSimulatorControl } from "../../../testkit/oss.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";
import { giveRole } from "../../../testkit/users.ts";
import { present } from "../../kernel/index.ts";
import { officeDate } from "../../regulation/index.ts";

let portal: TestPortal;
let desk: NumberingOfficers;

beforeAll(async () => {
  portal = await openTestPortal();
  desk = await addNumberingOfficers(portal);
}, 120_000);
afterAll(() => portal.close());

/** A company with a code in test mode and a published SKLO of an application without a licence in OSS. */
async function unlinked(code: string): Promise<{ readonly company: GuestCompany; readonly applicationId: string }> {
  const company = await portal.company();
  await holderOf(company, { code, desk });
  const { applicationId } = await skloOf(portal.kit, { organisationId: company.id, signer: desk.director });
  portal.kit.changeFeed.announce("outbox");
  await expect.poll(() => stateOf(company, applicationId)).toBe("to-upload");
  return { company, applicationId };
}

const stateOf = async (company: GuestCompany, applicationId: string) =>
  (await company.owner.client.get<{ readonly state: string }>(`/api/licences/${applicationId}/oss-handover`)).body
    .state;
const today = () => officeDate(portal.kit.clock.nowMs());

async function uploaded({ client }: Guest, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(
    `%PDF-1.7\n% ${text}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  );
  return (await client.upload<{ readonly id: string }>("/api/files?purpose=izin-by-hand", { name: "izin.pdf", bytes }))
    .body.id;
}

async function enter(guest: Guest, applicationId: string, more: Readonly<Record<string, unknown>> = {}) {
  const fileId = await uploaded(guest, `Izin ${applicationId} ${JSON.stringify(more)}`);
  const entry = { number: "8120001234567890", grantedOn: today(), fileId, ...more };
  return guest.client.post(`/api/oss/handovers/${applicationId}/izin`, entry);
}

const decide = (guest: Guest, applicationId: string, verdict: "confirm" | "refuse") =>
  guest.client.post(`/api/oss/handovers/${applicationId}/izin/decision`, { verdict });

const answered = (answer: { readonly status: number; readonly body: unknown }) => [
  answer.status,
  (answer.body as { readonly error?: { readonly code: string } } | null)?.error?.code,
];

describe("an Izin where OSS cannot be asked for it", () => {
  it("is entered by one officer, confirmed by another, and makes the licence active and the code open", async () => {
    const { company, applicationId } = await unlinked("1500781");
    const wrongDay = await enter(desk.coordinator, applicationId, { grantedOn: "2199-01-01" });
    expect(answered(wrongDay)).toEqual([409, "izin-date-wrong"]);
    const unknown = await enter(desk.coordinator, applicationId, { fileId: applicationId });
    expect(answered(unknown)).toEqual([409, "izin-file-missing"]);
    expect((await enter(desk.coordinator, applicationId)).status).toBe(204);
    expect(answered(await enter(desk.coordinator, applicationId))).toEqual([409, "izin-entry-waiting"]);
    expect(await stateOf(company, applicationId)).toBe("to-upload");
    const list = await desk.director.client.get<{
      readonly items: readonly { readonly applicationId: string; readonly entry: { readonly number: string } | null }[];
    }>("/api/oss/handovers?state=open");
    const listed = list.body.items.find((one) => one.applicationId === applicationId);
    expect(listed?.entry?.number).toBe("8120001234567890");

    expect((await decide(desk.director, applicationId, "confirm")).status).toBe(204);
    expect(await stateOf(company, applicationId)).toBe("granted");
    const licence = await portal.kit.db
      .selectFrom("licence")
      .select(["number", "standing", "standingGround"])
      .where("applicationId", "=", applicationId)
      .executeTakeFirst();
    expect(licence).toEqual({ number: "8120001234567890", standing: "active", standingGround: "officer" });
    const code = portal.kit.db.selectFrom("accessCode").select("mode").where("code", "=", "1500781");
    expect((await code.executeTakeFirst())?.mode).toBe("open");
    const offer = await company.owner.client.get<{ readonly refusal: string | null }>(
      `/api/licences/${applicationId}/test-offer`,
    );
    expect(offer.body.refusal).toBe("test-certified");
    expect(answered(await decide(desk.director, applicationId, "confirm"))).toEqual([404, "izin-entry-missing"]);
  }, 60_000);

  it("does not count by the word of whoever entered it, and can be refused and entered again", async () => {
    const { company, applicationId } = await unlinked("1500782");
    const both = await portal.officer("director");
    await giveRole(portal.kit, both.id, { role: "coordinator", team: "licensing" });
    const officer = await portal.again(both);
    expect((await enter(officer, applicationId, { number: "8120009999999999" })).status).toBe(204);
    expect(answered(await decide(officer, applicationId, "confirm"))).toEqual([409, "izin-own-entry"]);
    expect((await decide(desk.director, applicationId, "refuse")).status).toBe(204);
    expect(await stateOf(company, applicationId)).toBe("to-upload");
    expect((await enter(officer, applicationId, { number: "8120001234567890" })).status).toBe(204);
    expect(answered(await decide(desk.director, applicationId, "confirm"))).toEqual([409, "izin-number-taken"]);
  }, 60_000);

  it("is not typed where the application is tied to OSS", async () => {
    const { company, applicationId } = await unlinked("1500783");
    const oss = openOssSimulatorControl(present(portal.kit.settings.oss.url, "the simulator"), () => portal.url);
    const licenses = [{ licenseId: "I-L-783", licenseKind: "02" }];
    await oss.push({ nib: company.nib, document: "original", date: "2026-11-01", licenses });
    const linked = { applicationId, licenseId: "I-L-783", linkedAt: new Date(), linkedBy: "submission" };
    await portal.kit.db
      .insertInto("ossCase")
      .values(linked)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    expect(answered(await enter(desk.coordinator, applicationId))).toEqual([409, "izin-comes-from-oss"]);
  }, 60_000);
});
