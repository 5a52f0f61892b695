import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openClonedDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { inTenant, type OpenDatabase } from "../../../platform/database/index.ts";
import { createRuntimeContext } from "../../../platform/world/index.ts";
import { defaultTenant } from "../../tenancy/tenants/wire.ts";
import { openExchangeWriter } from "./exchange-writer.effects.ts";

const OLD = 12_000;
const runtimeContext = createRuntimeContext();
let database: OpenDatabase;
let tenantId: string;

beforeAll(async () => {
  database = await openClonedDatabase(4);
  tenantId = await defaultTenant(database.db, { id: runtimeContext.ids.next(), name: "Uji", at: new Date() });
});

afterAll(() => database?.close());

const kept = () =>
  inTenant(database.db, tenantId, (trx) => trx.selectFrom("hookExchange").select(["answer", "fields"]).execute());
const open = (log = testLog) =>
  openExchangeWriter({
    db: database.db,
    clock: runtimeContext.clock,
    ids: runtimeContext.ids,
    log,
    tenantIds: async () => [tenantId],
  });

describe("the writer of exchanges", () => {
  it("takes away all that is older than a week, however much it is, and nothing younger", async () => {
    await inTenant(database.db, tenantId, (trx) =>
      sql`insert into hook_exchange (id, tenant_id, call_id, nth, at, kind, method, url, duration_ms, fields, answer)
        select gen_random_uuid(), ${tenantId}::uuid, gen_random_uuid(), 1,
          ${new Date(runtimeContext.clock.nowMs())}::timestamptz - case when n > ${OLD}::int then interval '6 days' else interval '8 days' end,
          'voice', 'POST', '', 1, '{}', 'lama' from generate_series(1, ${OLD}::int + 5) n`.execute(trx),
    );
    const writer = open();
    try {
      await expect.poll(async () => (await kept()).length).toBe(5);
    } finally {
      await writer.close();
    }
  });

  it("holds of what hooks answered no more than is kept, masked", async () => {
    const writer = open();
    writer.add({
      tenantId,
      callId: runtimeContext.ids.next(),
      nth: 1,
      atMs: runtimeContext.clock.nowMs(),
      kind: "voice",
      method: "POST",
      url: "https://contoh.id/?kunci=1",
      status: 200,
      durationMs: 1,
      error: null,
      warnings: [],
      fields: { Digits: "1234" },
      answer: `PIN 123456 ${"x".repeat(65_536)}`,
    });
    await writer.close();
    const row = (await kept()).find(({ answer }) => answer.startsWith("PIN"));
    expect(row?.answer).toHaveLength(4_096);
    expect(row).toMatchObject({ answer: expect.stringMatching(/^PIN \*{6} x/) as string, fields: { Digits: "****" } });
    expect(writer.dropped()).toBe(0);
  });

  it("loses of some that are written together the one alone that the database refuses, and tells nothing of what is in it", async () => {
    const told: object[] = [];
    const log = { ...testLog, warn: (what: object) => void told.push(what) } as typeof testLog;
    const writer = open(log);
    const one = (answer: string, callId = runtimeContext.ids.next()) => ({
      tenantId,
      callId,
      nth: 1,
      atMs: runtimeContext.clock.nowMs(),
      kind: "voice" as const,
      method: "POST" as const,
      url: "",
      status: 200,
      durationMs: 1,
      error: null,
      warnings: [],
      fields: {},
      answer,
    });
    for (const bad of ["bukan-id", runtimeContext.ids.next(), runtimeContext.ids.next()])
      writer.add(one("bersama", bad));
    await writer.close();
    expect((await kept()).filter(({ answer }) => answer === "bersama")).toHaveLength(2);
    expect(writer.dropped()).toBe(1);
    expect(told).toEqual([{ state: "22P02", dropped: 1 }]);
  });
});
