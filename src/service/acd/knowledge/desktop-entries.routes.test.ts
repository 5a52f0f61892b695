import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addAgentPerson, writeContact } from "../../../../testkit/agent-contact.ts";
import { type CallCentre, GOOD_AGENT, GOOD_QUEUE, openCallCentre } from "../../../../testkit/call-centre.ts";
import type { ProblemBody } from "../../../../testkit/client.ts";
import { testLog } from "../../../../testkit/database.ts";
import type { Guest } from "../../../../testkit/guests.ts";
import { importedList } from "../../../../testkit/imported-list.ts";
import { openTestPortal, type TestPortal } from "../../../../testkit/portal.ts";
import { ok, refuse } from "../../../kernel/index.ts";
import { inTenant } from "../../../platform/database/index.ts";
import type { DesktopInformation } from "./contract.ts";
import { searchEntries } from "./find-entries.store.ts";
import { type LookupOptions, openLookupService } from "./lookup.effects.ts";

let portal: TestPortal;
let centre: CallCentre;
let sari: Guest;
let budi: Guest;
let prices: string;
let places: string;
let contactId: string;
let agentId: string;

const made = async (path: string, form: object) =>
  (await centre.operator.client.post<{ id: string }>(path, form)).body.id;

beforeAll(async () => {
  portal = await openTestPortal({ works: false });
  centre = await openCallCentre(portal);
  [sari, budi] = [await addAgentPerson(portal, centre.tenantId), await addAgentPerson(portal, centre.tenantId)];
  const queueId = await made("/api/service/queues", { ...GOOD_QUEUE, name: "Tagihan" });
  const queues = [{ queueId, tier: 1 }];
  agentId = await made("/api/service/agents", { ...GOOD_AGENT, name: "Sari", personId: sari.id, queues });
  await made("/api/service/agents", { ...GOOD_AGENT, name: "Budi", personId: budi.id, queues });
  const place = { ...portal.kit, tenantId: centre.tenantId };
  prices = await importedList(place, {
    name: "Harga eceran",
    kind: "prices",
    rows: [
      ["2001", "Pemasangan baru", "rumah", "250000", "Belum termasuk pajak", "", ""],
      ["2002", "Pemasangan lama", "rumah", "200000", "", "", "2026-11-24"],
    ],
  });
  places = await importedList(place, {
    name: "Cabang",
    kind: "locations",
    rows: [
      ["C1", "Cabang Depok", "Kantor", "Jalan Margonda 1", "Depok", "Jawa Barat", "16424", "", "", "", "", "", ""],
    ],
  });
  contactId = await writeContact(portal.kit, {
    tenantId: centre.tenantId,
    queueId,
    agentId,
    caller: "081234567890",
    called: "1500881",
    choice: "Tagihan",
    atMs: portal.kit.clock.nowMs() - 300_000,
    sequence: 10,
    isOpen: false,
  });
});

afterAll(() => portal.close());

const search = async (text: string) =>
  (await sari.client.get<DesktopInformation>(`/api/service/desk/information?search=${encodeURIComponent(text)}`)).body;
const namesOf = async (text: string) => (await search(text)).entries.map(({ name }) => name);
const tell = (guest: Guest, line: number, number = 1) =>
  guest.client.post(`/api/service/desk/contacts/${contactId}/entries`, { listId: prices, number, line });
const refusalOf = (answer: { readonly status: number; readonly body: unknown }) =>
  `${answer.status} ${(answer.body as ProblemBody).error?.code}`;

describe("places and prices at the desk", () => {
  it("are found by beginnings, stems, codes and what stands in their lines, where they hold today", async () => {
    expect(await namesOf("pasang")).toEqual(["Pemasangan baru"]);
    expect(await namesOf("pemasa")).toEqual(["Pemasangan baru"]);
    expect(await namesOf("2001")).toEqual(["Pemasangan baru"]);
    expect(await namesOf("margonda")).toEqual(["Cabang Depok"]);
    expect(await namesOf("16424")).toEqual(["Cabang Depok"]);
    expect((await search("pajak")).entries).toMatchObject([
      { list: "Harga eceran", kind: "prices", number: 1, line: 2, priceRupiah: 250_000, fields: { unit: "rumah" } },
    ]);
    expect(await namesOf("'; drop & |")).toEqual([]);
  });

  it("are found at no cost of versions that are not in force and of other call centres", async () => {
    const other = await openCallCentre(portal);
    const row = ["1", "Kabel serat", "meter", "5000", "", "", ""];
    const listed = async (tenantId: string) => {
      const place = { ...portal.kit, tenantId };
      const listId = await importedList(place, { name: "Kabel", kind: "prices", rows: [row] });
      await inTenant(portal.kit.db, tenantId, async (trx) => {
        await sql`insert into information_list_version
          select v.list_id, n, v.tenant_id, v.in_force_from, v.note, v.file_name, 100, v.imported_by, v.imported_at
          from information_list_version v, generate_series(2, 21) n where v.list_id = ${listId}`.execute(trx);
        await sql`insert into information_entry (list_id, number, line, tenant_id, code, name, fields, words)
          select e.list_id, n, l, e.tenant_id, e.code || l, e.name || ' ' || n, e.fields, e.words
          from information_entry e, generate_series(2, 21) n, generate_series(2, 101) l
          where e.list_id = ${listId}`.execute(trx);
      });
      return listId;
    };
    const listId = await listed(centre.tenantId);
    await listed(other.tenantId);
    const found = await inTenant(portal.kit.db, centre.tenantId, async (trx) => {
      const entries = await searchEntries(trx, { question: "kabel", today: "2026-11-27" });
      const { rows } = await sql<{ read: number }>`select (seq_tup_read + coalesce(idx_tup_fetch, 0))::int as read
        from pg_stat_xact_user_tables where relname = 'information_entry'`.execute(trx);
      return { entries, read: rows[0]?.read };
    });
    expect(found.entries.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, () => 21));
    expect(found.entries.every((entry) => entry.listId === listId)).toBe(true);
    // A hundred lines in force, and the displayed ones once more; 4,000 contain the word.
    expect(found.read).toBeGreaterThan(99);
    expect(found.read).toBeLessThan(400);
  });

  it("that were found are no question without an answer", async () => {
    await sari.client.post("/api/service/desk/information/misses", { search: "margonda" });
    const rows = await inTenant(portal.kit.db, centre.tenantId, (trx) =>
      trx.selectFrom("informationMiss").select("words").execute(),
    );
    expect(rows).toEqual([]);
  });

  it("that were told stay with the contact, once, beside what its flow said", async () => {
    for (let nth = 0; nth < 2; nth += 1) expect((await tell(sari, 2)).status).toBe(204);
    expect([refusalOf(await tell(budi, 2)), refusalOf(await tell(sari, 2, 9))]).toEqual([
      "404 no-such-contact",
      "404 no-such-list-version",
    ]);
    const shown = await sari.client.get<DesktopInformation>(`/api/service/desk/contacts/${contactId}/information`);
    expect(shown.body.usedEntries).toEqual([{ listId: prices, number: 1, line: 2 }]);
    await inTenant(portal.kit.db, centre.tenantId, async (trx) => {
      const call = await trx
        .selectFrom("queueEvent")
        .select("body")
        .where("contactId", "=", contactId)
        .where("kind", "=", "contact.entered")
        .executeTakeFirstOrThrow();
      const data = {
        stepId: "harga",
        step: "Harga",
        result: "found",
        listId: prices,
        list: "Harga eceran",
        version: 1,
      };
      const told = [
        { ...data, said: "Harga 250000 rupiah." },
        { ...data, said: "Harga 200000 rupiah.", result: "unheard" },
      ].map((one, nth) => ({
        callId: (call.body as { callId: string }).callId,
        tenantId: centre.tenantId,
        sequence: 8 + nth,
        kind: "flow.looked-up",
        at: new Date(portal.kit.clock.nowMs() - 400_000 + nth),
        elapsedUs: 8 + nth,
        data: JSON.stringify(one),
      }));
      await trx.insertInto("callEvent").values(told).execute();
    });
    const { body } = await centre.operator.client.get<{ events: { kind: string; body: object }[] }>(
      `/api/service/contacts/${contactId}`,
    );
    const told = body.events.filter(({ kind }) => /informed|heard/.test(kind));
    expect(told.map((event) => [event.kind, event.body])).toEqual([
      ["contact.heard", { title: "Harga 250000 rupiah.", number: 1 }],
      ["contact.unheard", { title: "Harga 200000 rupiah.", number: 1 }],
      ["contact.informed", { agentId, title: "Harga eceran: Pemasangan baru", number: 1 }],
    ]);
  });
});

describe("what a caller's digits mean", () => {
  const lookUp = (wish: object, change: Partial<LookupOptions> = {}) => {
    const speak: LookupOptions["speak"] = async ({ text }) => ok(`said.${text}`);
    const asked = {
      listId: prices,
      by: "code",
      digits: "2001",
      says: "{name}: {price}",
      language: "id",
      ...wish,
    } as const;
    const desk = openLookupService({ ...portal.kit, log: testLog, speak, ...change });
    return desk.lookUp({ callId: "1", tenantId: centre.tenantId }, asked);
  };

  it("is spoken from the version in force, of lines that hold today, by code or by postcode", async () => {
    const found = { is: "found", list: "Harga eceran", version: 1, said: "Pemasangan baru: 250000." };
    expect(await lookUp({})).toEqual({ ...found, prompt: `said.${found.said}` });
    expect(await lookUp({ listId: places, by: "postcode", digits: "16424", says: "{address}, {city}." })).toMatchObject(
      {
        said: "Jalan Margonda 1, Depok.",
      },
    );
    const missing = { is: "not-found", list: "Harga eceran", version: 1 };
    for (const digits of ["2002", "", "200", "'; --"]) expect(await lookUp({ digits })).toEqual(missing);
  });

  it("is a fault for a list that is not there or another call centre's, a voice that fails, and one that never ends", async () => {
    const failed = { is: "failed" };
    expect(await lookUp({ listId: contactId })).toEqual(failed);
    const other = await openCallCentre(portal);
    const desk = openLookupService({ ...portal.kit, log: testLog, speak: async () => ok("x") });
    const stolen = { listId: prices, by: "code", digits: "2001", says: "{name}", language: "id" } as const;
    expect(await desk.lookUp({ callId: "1", tenantId: other.tenantId }, stolen)).toEqual(failed);
    expect(await lookUp({}, { speak: async () => refuse("speech-busy") })).toEqual(failed);
    expect(await lookUp({}, { speak: () => new Promise(() => undefined), msMax: 300 })).toEqual(failed);
  });
});
