import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addTenant, keepCalls, type SampleCall } from "../../../../testkit/calls.ts";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import { type CallFilterQuery, readFilter } from "./call-filter.ts";
import { type CallPlace, type CallSort, callsAfter, placeOf, searchCalls } from "./call-search.store.ts";

const ZONE = "Asia/Jakarta";
const CODE = "1500881";

let cloned: ClonedDatabase;
let app: OpenDatabase;
let own: string;
let other: string;

beforeAll(async () => {
  cloned = await cloneDatabase();
  app = openDatabase({ access: cloned.access, role: "app", max: 4, log: testLog });
  own = await addTenant(app.db, "Pusat Panggilan Uji");
  other = await addTenant(app.db, "Pusat Panggilan Lain");
  await keepCalls(app.db, own, CALLS);
  await keepCalls(app.db, other, [{ caller: "+62215551234", code: CODE, at: "2026-11-25T03:00:00Z" }]);
});

afterAll(async () => {
  await app?.close();
  await cloned?.close();
});

const CALLS: readonly SampleCall[] = [
  { caller: "+62215551234", code: CODE, at: "2026-11-24T16:59:59.999Z", talkMs: 60_000 },
  { caller: "0215551234", code: CODE, at: "2026-11-24T17:00:00Z", talkMs: 30_000 },
  { caller: "62215551234", code: CODE, at: "2026-11-25T16:59:59.999Z", outcome: "busy" },
  { caller: "081234567890", code: "1500882", at: "2026-11-25T17:00:00Z", outcome: "no-answer" },
  { caller: "101", called: "+628111222333", direction: "outbound", at: "2026-11-26T01:00:00Z", talkMs: 5_000 },
  { caller: "0818000111", code: "1500883", at: "2026-11-26T01:30:00Z", outcome: "abandoned", talkMs: 9_000 },
  { caller: "anonymous", code: CODE, at: "2026-11-26T02:00:00Z", recordingId: true, talkMs: 30_000 },
];

async function find(query: CallFilterQuery, sort: CallSort = "-began") {
  const filter = readFilter(query, ZONE);
  if (!filter.ok) throw new Error(filter.refusal);
  const search = { filter: filter.value, sort, limit: 10, offset: 0 };
  return inTenant(app.db, own, (trx) => searchCalls(trx, search));
}

/** Adds phones to the other call centre by their extensions; returns their ids. */
async function addPhones(extensions: readonly string[]): Promise<readonly string[]> {
  const rows = extensions.map((extension) => ({
    id: randomUUID(),
    tenantId: other,
    extension,
    name: `Meja ${extension}`,
    username: `meja-${extension}`,
    sealedSecret: Buffer.from([0]),
    createdAt: new Date(),
  }));
  await inTenant(app.db, other, (trx) => trx.insertInto("phone").values(rows).execute());
  return rows.map(({ id }) => id);
}

const callers = async (query: CallFilterQuery, sort?: CallSort) =>
  (await find(query, sort)).items.map((row) => row.caller);

describe("the calls of a call centre", () => {
  it("come newest first, counted, and only its own", async () => {
    const { total, hasMore, items } = await find({});
    expect({ total, hasMore }).toEqual({ total: 7, hasMore: false });
    expect(items.map(({ caller }) => caller)).toEqual(CALLS.map(({ caller }) => caller).toReversed());
  });

  it.each(["021 555 1234", "+62215551234", "62215551234", "0062215551234", "5551234", "0215"])(
    "are found by the number %s however it was written",
    async (search) => {
      expect(await callers({ search })).toEqual(["62215551234", "0215551234", "+62215551234"]);
    },
  );

  it("are found by whom was called, by how a number ends, and by the code", async () => {
    expect(await callers({ search: "0811" })).toEqual(["101"]);
    expect(await callers({ search: "333" })).toEqual(["101"]);
    expect(await callers({ search: "1500882" })).toEqual(["081234567890"]);
    expect(await callers({ search: "7777" })).toEqual([]);
  });

  it("keep to local days, the last one included", async () => {
    expect(await callers({ from: "2026-11-25", to: "2026-11-25" })).toEqual(["62215551234", "0215551234"]);
    expect(await callers({ to: "2026-11-24" })).toEqual(["+62215551234"]);
  });

  it("are narrowed down by code, direction, outcome, answer and recording, all together", async () => {
    expect(await callers({ code: "1500882" })).toEqual(["081234567890"]);
    expect(await callers({ direction: "outbound" })).toEqual(["101"]);
    expect(await callers({ outcome: "busy" })).toEqual(["62215551234"]);
    expect(await callers({ answered: "no" })).toEqual(["0818000111", "081234567890", "62215551234"]);
    expect(await callers({ recorded: "yes" })).toEqual(["anonymous"]);
    expect(await callers({ code: CODE, answered: "yes", recorded: "no", search: "021" })).toEqual([
      "0215551234",
      "+62215551234",
    ]);
  });

  it.each([
    ["were handed on", 1, "inbound", "call.answered", ["211"]],
    ["went between phones", 0, "internal", "call.received", []],
  ] as const)(
    "that %s are found by either phone, and name who handed on",
    async (_how, transfers, direction, kind, names) => {
      const callId = randomUUID();
      const extensions = [`2${transfers}1`, `2${transfers}2`];
      const [first = "", second = ""] = await addPhones(extensions);
      const events = [
        { kind, data: { legId: "sari", phoneId: first } },
        { kind: transfers > 0 ? "transfer.done" : "call.answered", data: { legId: "budi", phoneId: second } },
      ];
      const at = new Date("2026-11-20T03:00:00Z");
      await inTenant(app.db, other, async (trx) => {
        const rows = events.map((event, sequence) => ({
          callId,
          tenantId: other,
          sequence,
          kind: event.kind,
          at,
          elapsedUs: sequence,
          data: JSON.stringify(event.data),
        }));
        await trx.insertInto("callEvent").values(rows).execute();
        const parties = { direction, caller: "0811", called: "1500889", sipCallId: callId };
        const lengths = { ringMs: 0, talkMs: 9_000, holdMs: 0, outcome: "answered", endedBy: "caller", transfers };
        const times = { beganAt: at, answeredAt: at, endedAt: at };
        await trx
          .insertInto("cdr")
          .values({ callId, tenantId: other, phoneId: second, ...parties, ...lengths, ...times })
          .execute();
      });
      for (const phone of [first, second]) {
        const filter = readFilter({ phone }, ZONE);
        if (!filter.ok) throw new Error(filter.refusal);
        const search = { filter: filter.value, sort: "-began", limit: 10, offset: 0 } as const;
        const { items } = await inTenant(app.db, other, (trx) => searchCalls(trx, search));
        expect(
          items.map((item) => [item.callId, item.phoneExtension, item.earlierPhones.map(({ name }) => name)]),
        ).toEqual([[callId, extensions[1], names.map((name) => `Meja ${name}`)]]);
      }
    },
  );

  it.each(["began", "-began", "talk", "-talk"] as const)("are read piece by piece by %s, each once", async (sort) => {
    const filter = readFilter({}, ZONE);
    if (!filter.ok) throw new Error(filter.refusal);
    const ids: string[] = [];
    let after: CallPlace | null = null;
    for (;;) {
      const search: Parameters<typeof callsAfter>[1] = { filter: filter.value, sort, limit: 2, after };
      const rows: Awaited<ReturnType<typeof callsAfter>> = await inTenant(app.db, own, (trx) =>
        callsAfter(trx, search),
      );
      ids.push(...rows.map(({ callId }) => callId));
      const last = rows.at(-1);
      if (last === undefined) break;
      after = placeOf(last, sort);
    }
    expect(ids).toEqual((await find({}, sort)).items.map(({ callId }) => callId));
    expect(ids.length).toBe(CALLS.length);
  });
});

describe("a number as calls keep it", () => {
  it.each([
    ["+62 21-5551234", "0215551234"],
    ["62215551234", "0215551234"],
    ["0062215551234", "0215551234"],
    ["6212345", "6212345"],
    ["+6561234567", "006561234567"],
    ["101", "101"],
    ["anonymous", ""],
  ])("%s is %s", async (said, key) => {
    const { rows } = await app.pool.query("select number_key($1) as key", [said]);
    expect(rows).toEqual([{ key }]);
  });
});
