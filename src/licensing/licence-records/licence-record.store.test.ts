import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { approve, toDirector } from "../../../testkit/code-case.ts";
import type { GuestCompany } from "../../../testkit/guests.ts";
import { licenceRecordsOf, licenseCompany, skloOf } from "../../../testkit/licence-record.ts";
import {
  additionalFor,
  addNumberingOfficers,
  checked,
  command,
  holderOf,
  type NumberingOfficers,
  succeeded,
} from "../../../testkit/numbering-case.ts";
import { authenticatorOf } from "../../../testkit/operational-test.ts";
import { openTestPortal, type TestPortal } from "../../../testkit/portal.ts";

let portal: TestPortal;
let desk: NumberingOfficers;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  desk = await addNumberingOfficers(portal);
});
afterAll(() => portal.close());

const modeOf = async (code: string) => {
  const { db } = portal.kit;
  const known = db.selectFrom("accessCode").select("mode").where("code", "=", code).executeTakeFirst();
  const bridged = db.selectFrom("numberMode").select("mode").where("code", "=", code).executeTakeFirst();
  return [(await known)?.mode, (await bridged)?.mode];
};

async function licensed(code: string, number: string): Promise<{ company: GuestCompany; licenceId: string }> {
  const company = await portal.company();
  await holderOf(company, { code, desk });
  expect(await modeOf(code)).toEqual(["test", "test"]);
  const asked = { organisationId: company.id, signer: desk.director, number };
  return { company, licenceId: await licenseCompany(portal.kit, asked) };
}

interface RecordBody {
  readonly standing: string;
  readonly version: number;
  readonly outcomes: readonly { readonly act: string; readonly codesMode: string; readonly codes: readonly string[] }[];
  readonly changes: readonly { readonly change: string; readonly rule: { readonly id: string } | null }[];
}

async function followNib(company: GuestCompany, nibStatus: "frozen" | "revoked" | "active"): Promise<void> {
  const { kit } = portal;
  await kit.db
    .updateTable("organisation")
    .set({ ossRecord: JSON.stringify({ nibStatus }) })
    .where("id", "=", company.id)
    .execute();
  await kit.db
    .transaction()
    .execute((trx) => licenceRecordsOf(kit).followNib(trx, { organisationId: company.id, nibStatus }));
}

describe("a licence that OSS issued", () => {
  it("opens the codes of its company in the transaction that makes it active, or not at all", async () => {
    await licensed("1500741", "8120741");
    expect(await modeOf("1500741")).toEqual(["open", "open"]);
    const company = await portal.company();
    await holderOf(company, { code: "1500742", desk });
    const { applicationId, decreeId } = await skloOf(portal.kit, { organisationId: company.id, signer: desk.director });
    const { kit } = portal;
    const file = await kit.db.selectFrom("storedFile").select("id").where("purpose", "=", "izin").executeTakeFirst();
    const failed = kit.db.transaction().execute(async (trx) => {
      await licenceRecordsOf(kit).activate(trx, {
        id: kit.ids.next(),
        organisationId: company.id,
        applicationId,
        decreeId,
        fileId: file?.id ?? "",
        number: "8120742",
        grantedOn: "2026-11-25",
        kbli: "82200",
        service: "Jasa",
        at: new Date(),
        reason: "Izin",
      });
      throw new Error("the line went down");
    });
    await expect(failed).rejects.toThrow("the line went down");
    expect(await modeOf("1500742")).toEqual(["test", "test"]);
  });

  it("is put on record once, however often OSS tells of it", async () => {
    const company = await portal.company();
    const sklo = await skloOf(portal.kit, { organisationId: company.id, signer: desk.director });
    const { kit } = portal;
    const { id: fileId } = await kit.db
      .selectFrom("storedFile")
      .select("id")
      .where("purpose", "=", "izin")
      .limit(1)
      .executeTakeFirstOrThrow();
    const activate = () =>
      kit.db.transaction().execute((trx) =>
        licenceRecordsOf(kit).activate(trx, {
          id: kit.ids.next(),
          organisationId: company.id,
          applicationId: sklo.applicationId,
          decreeId: sklo.decreeId,
          fileId,
          number: "8120743",
          grantedOn: "2026-11-25",
          kbli: "82200",
          service: "Jasa",
          at: new Date(),
          reason: "Izin 8120743",
        }),
      );
    const outcomes = await Promise.all(Array.from({ length: 6 }, activate));
    expect(outcomes.filter((isNew) => isNew)).toHaveLength(1);
  });

  it("opens a further code of its company at once, and a suspended one opens none", async () => {
    const { company, licenceId } = await licensed("1500744", "8120744");
    const { id } = await additionalFor(company, "1500745");
    succeeded(await command(company.owner.client, id, { command: "submit" }), "a submission");
    await checked(desk, id);
    await toDirector(desk, id);
    succeeded(await approve(desk, id), "an approval");
    expect(await modeOf("1500745")).toEqual(["open", "open"]);
    const { client } = desk.director;
    const { version } = (await client.get<RecordBody>(`/api/licence-records/${licenceId}`)).body;
    const body = { act: "suspend", expectedVersion: version, reason: "Diperiksa" };
    const suspended = await client.post<RecordBody>(`/api/licence-records/${licenceId}/commands`, body);
    expect(suspended.body).toMatchObject({ standing: "suspended", codes: [{ mode: "off" }, { mode: "off" }] });
    expect(await modeOf("1500744")).toEqual(["off", "off"]);
  });

  it("says before what an act does to the codes, and does just that, by the rule that is named", async () => {
    const { licenceId } = await licensed("1500751", "8120751");
    const { client } = desk.director;
    const path = `/api/licence-records/${licenceId}`;
    const before = (await client.get<RecordBody>(path)).body;
    expect(before.outcomes).toEqual([
      { act: "suspend", codesMode: "off", codes: ["1500751"] },
      { act: "revoke", codesMode: "off", codes: ["1500751"] },
    ]);
    const wish = { act: "suspend", expectedVersion: before.version, reason: "Diperiksa" };
    const unknown = await client.post(`${path}/commands`, { ...wish, ruleId: "no-such-rule" });
    expect([unknown.status, unknown.text]).toEqual([400, expect.stringContaining("rule-unknown")]);
    const ruled = await client.post<RecordBody>(`${path}/commands`, { ...wish, ruleId: "unused-revocable-months" });
    expect(ruled.body.changes.at(-1)?.rule?.id).toBe("unused-revocable-months");
    expect(ruled.body.outcomes[0]).toEqual({ act: "resume", codesMode: "open", codes: ["1500751"] });
    expect(await modeOf("1500751")).toEqual(["off", "off"]);
  });

  it("is revoked with the second factor only, and an act that is refused uses up no code", async () => {
    const { licenceId } = await licensed("1500752", "8120752");
    const { client } = desk.director;
    const shown = await authenticatorOf(portal, desk.director.id);
    const path = `/api/licence-records/${licenceId}/commands`;
    const wish = { act: "revoke", expectedVersion: 1, reason: "Dicabut" };
    const refused = async (more: object) => {
      const answer = await client.post<{ readonly error: { readonly code: string } }>(path, { ...wish, ...more });
      return [answer.status, answer.body.error.code];
    };
    expect(await refused({})).toEqual([403, "second-factor-needed"]);
    expect(await refused({ code: "000000" })).toEqual([403, "second-factor-wrong"]);
    expect(await refused({ code: shown(), expectedVersion: 7 })).toEqual([409, "version-stale"]);
    expect(await modeOf("1500752")).toEqual(["open", "open"]);
    const revoked = await client.post<RecordBody>(path, { ...wish, code: shown() });
    expect(revoked.body).toMatchObject({ standing: "revoked", outcomes: [] });
    expect(await modeOf("1500752")).toEqual(["off", "off"]);
  });

  it("is found by its number, its company and its codes", async () => {
    const { company } = await licensed("1500753", "8120753");
    const { client } = desk.director;
    for (const text of ["8120753", company.nib, "1500 753", company.name.toLowerCase()]) {
      const asked = `/api/licence-records?scope=all&search=${encodeURIComponent(text)}`;
      const found = await client.get<{ items: readonly { readonly number: string }[] }>(asked);
      expect(
        found.body.items.map(({ number }) => number),
        text,
      ).toContain("8120753");
    }
  });

  it("is not changed by whoever may not, and not seen by another company", async () => {
    const { company, licenceId } = await licensed("1500746", "8120746");
    const path = `/api/licence-records/${licenceId}`;
    const body = { act: "suspend", expectedVersion: 1, reason: "Iseng" };
    expect((await company.owner.client.post(`${path}/commands`, body)).status).toBe(403);
    expect((await desk.coordinator.client.post(`${path}/commands`, body)).status).toBe(403);
    expect((await company.owner.client.get<RecordBody>(path)).body).toMatchObject({ standing: "active", acts: [] });
    const stranger = await portal.company();
    expect((await stranger.owner.client.get(path)).status).toBe(404);
    const list = await stranger.owner.client.get<{ total: number }>("/api/licence-records?scope=all");
    expect(list.body.total).toBe(0);
  });
});

describe("a NIB that OSS freezes or revokes", () => {
  it("suspends the licence by the rule that says so, and is not lifted by itself when it is in force again", async () => {
    const { company, licenceId } = await licensed("1500747", "8120747");
    await followNib(company, "frozen");
    await followNib(company, "frozen");
    expect(await modeOf("1500747")).toEqual(["off", "off"]);
    const { client } = desk.director;
    const read = async () => (await client.get<RecordBody>(`/api/licence-records/${licenceId}`)).body;
    const { version, changes } = await read();
    expect(changes.map(({ change, rule }) => [change, rule?.id])).toEqual([
      ["activate", undefined],
      ["suspend", "licence-on-nib-frozen"],
    ]);
    const resume = (expectedVersion: number) =>
      client.post<RecordBody>(`/api/licence-records/${licenceId}/commands`, {
        act: "resume",
        expectedVersion,
        reason: "Sudah beres",
      });
    expect((await resume(version)).status).toBe(409);
    await followNib(company, "active");
    expect((await read()).standing).toBe("suspended");
    expect((await resume(version)).body).toMatchObject({ standing: "active" });
    expect(await modeOf("1500747")).toEqual(["open", "open"]);
  });

  it("revokes the licence for good", async () => {
    const { company, licenceId } = await licensed("1500748", "8120748");
    await followNib(company, "revoked");
    const record = await desk.director.client.get<RecordBody>(`/api/licence-records/${licenceId}`);
    expect(record.body).toMatchObject({ standing: "revoked", standingGround: "nib-revoked" });
    expect(await modeOf("1500748")).toEqual(["off", "off"]);
  });
});

describe("the messages about a licence", () => {
  it.each(["id", "en"] as const)("leave out the codes where there are none (%s)", (locale) => {
    const { texts } = portal.kit;
    const messages = Object.keys(texts.branch(locale, "mail.licence-record") as object);
    expect(messages.length).toBeGreaterThan(3);
    for (const message of messages) {
      const given = { name: "Rini", number: "8120", company: "PT Contoh", reason: "Sebab.", codes: "" };
      const text = texts.text(locale, `mail.licence-record.${message}.body`, given);
      expect([message, text]).toEqual([message, expect.not.stringMatching(/[{}[\]–]|: *[.\n]|: *$/)]);
    }
  });
});
