import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  type CallCentre,
  GOOD_NUMBER,
  GOOD_TRUNK,
  giveCode,
  openCallCentre,
  withoutInventory,
} from "../../testkit/call-centre.ts";
import type { Answer, ProblemBody } from "../../testkit/client.ts";
import type { Guest } from "../../testkit/guests.ts";
import { succeeded } from "../../testkit/numbering-case.ts";
import { openTestPortal, type TestPortal } from "../../testkit/portal.ts";
import { wordsOf } from "../../testkit/words.ts";

const NOBODYS = "0193b0c4-7a10-7c3e-9d2f-5a6b7c8d9e0f";
const FREE = ["1500881", "1500882"];

interface Fixture {
  readonly portal: TestPortal;
  readonly centre: CallCentre;
  readonly administrator: Guest;
  readonly trunk: string;
  readonly phone: string;
  readonly defaultTenant: string;
  readonly company: string;
  readonly unfit: string;
}

interface Row {
  readonly sends: string;
  readonly attempt: (fixture: Fixture) => Promise<Answer>;
  readonly status: number;
  readonly code: string;
  /** The field of the error, if any. */
  readonly at?: string;
  /** The rule behind the refusal, if any. */
  readonly rule?: string;
}

let fixture: Fixture;

beforeAll(async () => {
  const portal = await openTestPortal({ works: false });
  await withoutInventory(portal.access, FREE);
  const centre = await openCallCentre(portal);
  const { client } = centre.operator;
  const trunk = succeeded(await client.post<{ id: string }>("/api/service/trunks", GOOD_TRUNK), "a line");
  const phone = succeeded(
    await client.post<{ id: string }>("/api/service/phones", { extension: "101", name: "Meja 1" }),
    "a phone",
  );
  succeeded(await client.post("/api/service/numbers", GOOD_NUMBER), "a number");
  const [tied, unfit] = [await portal.company(), await portal.company()];
  await giveCode(portal.kit, { code: "1500885", to: tied.id });
  await openCallCentre(portal, { organisationId: tied.id });
  const { id: defaultTenant } = await portal.kit.db
    .selectFrom("tenant")
    .select("id")
    .where("isDefault", "=", true)
    .executeTakeFirstOrThrow();
  const administrator = await portal.officer("administrator");
  const ids = { trunk: trunk.id, phone: phone.id, company: tied.id, unfit: unfit.id, defaultTenant };
  fixture = { portal, centre, administrator, ...ids };
});

afterAll(() => fixture?.portal.close());

const line = ({ centre }: Fixture, changes: object) =>
  centre.operator.client.post("/api/service/trunks", {
    ...GOOD_TRUNK,
    name: "Lain",
    addresses: ["10.1.2.3"],
    ...changes,
  });
const newPhone = ({ centre }: Fixture, changes: object) =>
  centre.operator.client.post("/api/service/phones", { extension: "301", name: "Meja", ...changes });
const number = ({ centre }: Fixture, changes: object) =>
  centre.operator.client.post("/api/service/numbers", { ...GOOD_NUMBER, code: "1500882", ...changes });
const changeNumber = ({ centre }: Fixture, code: string, changes: object) => {
  const { code: _code, ...form } = GOOD_NUMBER;
  return centre.operator.client.put(`/api/service/numbers/${code}`, { ...form, expectedVersion: 1, ...changes });
};
const tie = ({ administrator, defaultTenant }: Fixture, changes: object, id = defaultTenant) =>
  administrator.client.put(`/api/service/tenants/${id}/company`, { before: null, organisationId: null, ...changes });

const LINES: readonly Row[] = [
  {
    sends: "a line without its agreement",
    attempt: (own) => line(own, { agreementNumber: " " }),
    status: 400,
    code: "trunk-agreement-missing",
    at: "agreementNumber",
    rule: "licence-documents",
  },
  {
    sends: "an agreement without its last day",
    attempt: (own) => line(own, { agreementUntil: null }),
    status: 400,
    code: "trunk-agreement-day-missing",
    at: "agreementUntil",
    rule: "licence-documents",
  },
  {
    sends: "an agreement that is over",
    attempt: (own) => line(own, { agreementUntil: "2020-01-01" }),
    status: 400,
    code: "trunk-agreement-over",
    at: "agreementUntil",
    rule: "licence-documents",
  },
  {
    sends: "a host that is none",
    attempt: (own) => line(own, { host: "http://x" }),
    status: 400,
    code: "trunk-host-unfit",
    at: "host",
  },
  {
    sends: "a range of addresses",
    attempt: (own) => line(own, { addresses: ["10.0.0.0/8"] }),
    status: 400,
    code: "trunk-address-unfit",
    at: "addresses",
  },
  {
    sends: "every address there is",
    attempt: (own) => line(own, { addresses: ["0.0.0.0"] }),
    status: 400,
    code: "trunk-address-unfit",
    at: "addresses",
  },
  {
    sends: "an address that a line has",
    attempt: (own) => line(own, { addresses: ["10.20.30.40"] }),
    status: 409,
    code: "trunk-address-taken",
    at: "addresses",
  },
  {
    sends: "an approval of an address that no trunk has",
    attempt: (own) =>
      own.administrator.client.put(`/api/service/tenants/${own.centre.tenantId}/trunk-addresses`, {
        address: "10.20.30.99",
        isApproved: true,
      }),
    status: 404,
    code: "no-such-trunk-address",
  },
  {
    sends: "a name that a line has",
    attempt: (own) => line(own, { name: GOOD_TRUNK.name }),
    status: 409,
    code: "trunk-name-taken",
    at: "name",
  },
  {
    sends: "no channel",
    attempt: (own) => line(own, { channelsMax: 0 }),
    status: 400,
    code: "invalid-input",
    at: "channelsMax",
  },
  {
    sends: "too many channels",
    attempt: (own) => line(own, { channelsMax: 10_001 }),
    status: 400,
    code: "invalid-input",
    at: "channelsMax",
  },
  {
    sends: "port 65536",
    attempt: (own) => line(own, { port: 65_536 }),
    status: 400,
    code: "invalid-input",
    at: "port",
  },
  {
    sends: "keys of sound that anybody could read",
    attempt: (own) => line(own, { isEncrypted: true }),
    status: 400,
    code: "trunk-keys-in-clear",
    at: "isEncrypted",
  },
  {
    sends: "another transport",
    attempt: (own) => line(own, { transport: "sctp" }),
    status: 400,
    code: "invalid-input",
    at: "transport",
  },
  {
    sends: "a day that is none",
    attempt: (own) => line(own, { agreementUntil: "2027-02-30" }),
    status: 400,
    code: "invalid-input",
    at: "agreementUntil",
  },
  {
    sends: "no address",
    attempt: (own) => line(own, { addresses: [] }),
    status: 400,
    code: "invalid-input",
    at: "addresses",
  },
  {
    sends: "a line that is not there",
    status: 404,
    code: "no-such-trunk",
    attempt: ({ centre }) => centre.operator.client.delete(`/api/service/trunks/${NOBODYS}`),
  },
];

const PHONES: readonly Row[] = [
  {
    sends: "an extension of one digit",
    attempt: (own) => newPhone(own, { extension: "7" }),
    status: 400,
    code: "phone-extension-form",
    at: "extension",
  },
  {
    sends: "an extension that begins with 0",
    attempt: (own) => newPhone(own, { extension: "0101" }),
    status: 400,
    code: "phone-extension-form",
    at: "extension",
  },
  {
    sends: "letters as an extension",
    attempt: (own) => newPhone(own, { extension: "meja" }),
    status: 400,
    code: "phone-extension-form",
    at: "extension",
  },
  {
    sends: "an emergency number as an extension",
    attempt: (own) => newPhone(own, { extension: "112" }),
    status: 409,
    code: "phone-extension-emergency",
    at: "extension",
  },
  {
    sends: "an extension that a phone has",
    attempt: (own) => newPhone(own, { extension: "101" }),
    status: 409,
    code: "phone-extension-taken",
    at: "extension",
  },
  {
    sends: "a phone without a name",
    attempt: (own) => newPhone(own, { name: " " }),
    status: 400,
    code: "invalid-input",
    at: "name",
  },
  {
    sends: "a password of its own choice",
    attempt: (own) => newPhone(own, { password: "rahasia" }),
    status: 400,
    code: "invalid-input",
  },
  {
    sends: "an old version of a phone",
    status: 409,
    code: "phone-stale",
    attempt: ({ centre, phone }) =>
      centre.operator.client.post(`/api/service/phones/${phone}/password`, { expectedVersion: 9 }),
  },
  {
    sends: "another name for an old version of a phone",
    status: 409,
    code: "phone-stale",
    attempt: ({ centre, phone }) =>
      centre.operator.client.put(`/api/service/phones/${phone}/name`, { name: "Meja", expectedVersion: 9 }),
  },
  {
    sends: "a phone that is not there",
    status: 404,
    code: "no-such-phone",
    attempt: ({ centre }) => centre.operator.client.delete(`/api/service/phones/${NOBODYS}`),
  },
];

const NUMBERS: readonly Row[] = [
  {
    sends: "letters as a code",
    attempt: (own) => number(own, { code: "15oo882" }),
    status: 400,
    code: "number-form",
    at: "code",
  },
  {
    sends: "a code outside the plan",
    attempt: (own) => number(own, { code: "1600123" }),
    status: 400,
    code: "number-not-in-plan",
    at: "code",
  },
  {
    sends: "an emergency number as a code",
    attempt: (own) => number(own, { code: "112" }),
    status: 400,
    code: "number-not-in-plan",
    at: "code",
  },
  {
    sends: "a code by hand that Licensing keeps",
    attempt: (own) => number(own, { code: "1500883" }),
    status: 409,
    code: "number-kept-by-licensing",
    at: "code",
  },
  {
    sends: "a code by hand without a decree",
    attempt: (own) => number(own, { papers: { decreeNumber: "", licenceNumber: "" } }),
    status: 400,
    code: "number-decree-missing",
    at: "decreeNumber",
  },
  {
    sends: "a code of another company",
    attempt: (own) => number(own, { code: "1500885", papers: null }),
    status: 403,
    code: "number-not-yours",
    at: "code",
  },
  {
    sends: "a code that nobody has, as if Licensing had given it",
    attempt: (own) => number(own, { papers: null }),
    status: 403,
    code: "number-not-yours",
    at: "code",
  },
  {
    sends: "a code that is served",
    attempt: (own) => number(own, { code: "1500881" }),
    status: 409,
    code: "number-taken",
    at: "code",
  },
  {
    sends: "a phone that is not there",
    attempt: (own) => number(own, { phoneIds: [NOBODYS] }),
    status: 409,
    code: "number-phone-unknown",
    at: "phoneIds",
  },
  {
    sends: "ringing for four seconds",
    attempt: (own) => number(own, { ringSeconds: 4 }),
    status: 400,
    code: "invalid-input",
    at: "ringSeconds",
  },
  {
    sends: "an old version of a number",
    attempt: (own) => changeNumber(own, "1500881", { expectedVersion: 7 }),
    status: 409,
    code: "number-stale",
  },
  {
    sends: "a number that is not served",
    attempt: (own) => changeNumber(own, "1500882", {}),
    status: 404,
    code: "no-such-number",
  },
];

const HOUR_MS = 3_600_000;
const rehearse = (
  { centre, portal }: Fixture,
  changes: { readonly fromMs?: number; readonly forMs?: number },
  more = {},
) => {
  const beginsMs = portal.kit.clock.nowMs() + (changes.fromMs ?? 0);
  const opensAt = new Date(beginsMs).toISOString();
  const closesAt = new Date(beginsMs + (changes.forMs ?? HOUR_MS)).toISOString();
  const body = { lines: ["081234567890"], opensAt, closesAt, ...more };
  return centre.operator.client.post("/api/service/numbers/1500881/test-windows", body);
};

const REHEARSALS: readonly Row[] = [
  {
    sends: "a word as a number",
    attempt: (own) => rehearse(own, {}, { lines: ["rumah"] }),
    status: 400,
    code: "test-window-lines-wrong",
    at: "lines",
  },
  {
    sends: "an end before its beginning",
    attempt: (own) => rehearse(own, { forMs: -1 }),
    status: 400,
    code: "test-window-times-wrong",
    at: "closesAt",
  },
  {
    sends: "a rehearsal of a year",
    attempt: (own) => rehearse(own, { forMs: 8_760 * HOUR_MS }),
    status: 400,
    code: "test-window-too-long",
    at: "closesAt",
    rule: "test-window-hours-max",
  },
  {
    sends: "a rehearsal in ten years",
    attempt: (own) => rehearse(own, { fromMs: 87_600 * HOUR_MS }),
    status: 400,
    code: "test-window-too-far",
    at: "opensAt",
    rule: "test-window-days-ahead-max",
  },
  {
    sends: "an end to a rehearsal that is not there",
    status: 404,
    code: "no-such-test-window",
    attempt: ({ centre }) => centre.operator.client.delete(`/api/service/test-windows/${NOBODYS}`),
  },
];

const TENANTS: readonly Row[] = [
  {
    sends: "a company without codes",
    attempt: (own) => tie(own, { organisationId: own.unfit }),
    status: 409,
    code: "tenant-company-unfit",
  },
  {
    sends: "a company that has a call centre",
    attempt: (own) => tie(own, { organisationId: own.company }),
    status: 409,
    code: "tenant-company-taken",
  },
  {
    sends: "what has changed meanwhile",
    attempt: (own) => tie(own, { before: own.unfit }),
    status: 409,
    code: "tenant-changed-meanwhile",
  },
  {
    sends: "a call centre that is not there",
    attempt: (own) => tie(own, {}, NOBODYS),
    status: 404,
    code: "no-such-tenant",
  },
];

describe.each([
  ["lines", LINES],
  ["phones", PHONES],
  ["numbers", NUMBERS],
  ["rehearsals", REHEARSALS],
  ["companies of call centres", TENANTS],
] as const)("%s", (_, rows) => {
  it.each(rows)("refuse $sends", async ({ attempt, status, code, at, rule }) => {
    const answer = (await attempt(fixture)) as Answer<ProblemBody>;
    expect({ status: answer.status, code: answer.body.error.code }).toEqual({ status, code });
    if (at !== undefined) expect(answer.body.error.fields.map(({ path }) => path)).toContain(at);
    expect(answer.body.error.rule?.id).toBe(rule);
    for (const locale of ["id", "en"] as const) {
      const text = wordsOf(locale)(`errors.${code}`);
      expect(text).not.toContain(`errors.${code}`);
      expect(text.length).toBeGreaterThan(10);
    }
    expect(answer.body.error.message).toBe(wordsOf("id")(`errors.${code}`));
  });

  it("say in English what they say in Indonesian", async () => {
    const codes = [...new Set(rows.map(({ code }) => code))];
    const [id, en] = [wordsOf("id"), wordsOf("en")];
    expect(codes.filter((code) => id(`errors.${code}`) === en(`errors.${code}`))).toEqual([]);
  });
});

describe("a phone that gets another name", () => {
  it("has it in the list, keeps its password, and says who gave it", async () => {
    const { client } = fixture.centre.operator;
    const list = () => client.get<{ items: Record<string, unknown>[] }>("/api/service/phones");
    const before = (await list()).body.items[0];
    const wish = { name: "Meja baru", expectedVersion: before?.["version"] };
    expect((await client.put(`/api/service/phones/${String(before?.["id"])}/name`, wish)).status).toBe(204);
    const after = (await list()).body.items[0];
    expect(after).toEqual({ ...before, name: "Meja baru", version: Number(before?.["version"]) + 1 });
    const entry = await fixture.portal.kit.db
      .selectFrom("auditEntry")
      .select(["actorRole", "action"])
      .where("subjectId", "=", String(before?.["id"]))
      .where("action", "=", "phone.renamed")
      .execute();
    expect(entry).toEqual([{ action: "phone.renamed", actorRole: "operator-administrator" }]);
  });
});

describe("a phone that must speak encrypted", () => {
  it("says so in the list and tells no QR code, and who required it is on record", async () => {
    const { client } = fixture.centre.operator;
    const made = await client.post<Record<string, unknown>>("/api/service/phones", {
      extension: "7788",
      name: "Meja rahasia",
      isEncrypted: true,
    });
    expect([made.status, made.body["isEncrypted"], made.body["provisioning"]]).toEqual([201, true, null]);
    const id = String(made.body["id"]);
    const wish = { isEncrypted: false, expectedVersion: 1 };
    expect((await client.put(`/api/service/phones/${id}/encryption`, wish)).status).toBe(204);
    const stale = await client.put(`/api/service/phones/${id}/encryption`, { ...wish, isEncrypted: true });
    expect(stale.status).toBe(409);
    const listed = await client.get<{ items: Record<string, unknown>[] }>("/api/service/phones?search=7788");
    expect(listed.body.items).toEqual([expect.objectContaining({ isEncrypted: false, version: 2 })]);
    const entry = await fixture.portal.kit.db
      .selectFrom("auditEntry")
      .select(["actorRole", "detail"])
      .where("subjectId", "=", id)
      .where("action", "=", "phone.encryption-changed")
      .execute();
    expect(entry).toEqual([{ actorRole: "operator-administrator", detail: { extension: "7788", isEncrypted: false } }]);
    expect((await client.delete(`/api/service/phones/${id}`)).status).toBe(204);
  });
});

describe("a line that was changed meanwhile", () => {
  it("says which parts changed, and takes the next try; turning it off needs no agreement that is in force", async () => {
    const { client } = fixture.centre.operator;
    const path = `/api/service/trunks/${fixture.trunk}`;
    expect((await client.put(path, { ...GOOD_TRUNK, host: "10.20.30.41", expectedVersion: 1 })).status).toBe(204);
    expect(
      (await client.put(path, { ...GOOD_TRUNK, host: "10.20.30.41", channelsMax: 60, expectedVersion: 2 })).status,
    ).toBe(204);
    const late = (await client.put(path, { ...GOOD_TRUNK, port: 5070, expectedVersion: 1 })) as Answer<ProblemBody>;
    expect(late.body.error).toMatchObject({ code: "trunk-stale" });
    expect(late.body.error.fields.map((field) => field.path)).toEqual(["channelsMax", "host"]);
    expect((await client.put(`${path}/state`, { expectedVersion: 3, isOn: false })).status).toBe(204);
    const page = await client.get<{ items: { isOn: boolean; version: number }[] }>("/api/service/trunks");
    expect(page.body.items[0]).toMatchObject({ isOn: false, version: 4, dials: ["national", "short"] });
    const open = { ...GOOD_TRUNK, host: "10.20.30.41", channelsMax: 60, isOn: false, dials: ["national", "abroad"] };
    expect((await client.put(path, { ...open, expectedVersion: 4 })).status).toBe(204);
    const again = await client.get<{ items: { dials: string[] }[] }>("/api/service/trunks");
    expect(again.body.items[0]?.dials).toEqual(["national", "abroad"]);
    expect((await client.put(path, { ...open, dials: ["space"], expectedVersion: 5 })).status).toBe(400);
  });
});
