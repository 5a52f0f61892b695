import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../../testkit/clone.ts";
import { testLog } from "../../../../../testkit/database.ts";
import { addTestCarrier } from "../../../../../testkit/short-messages.ts";
import { createVirtualContext } from "../../../../../testkit/virtual-context.ts";
import {
  type ChangeFeed,
  type Database,
  type OpenDatabase,
  openDatabase,
} from "../../../../platform/database/index.ts";
import { openRun } from "./house-keeping.effects.ts";

type Execute = ReturnType<Database["getExecutor"]>["executeQuery"];

const BEAT = /update sms_gateway_run set beat_at/;
const virtualContext = createVirtualContext();
const changeFeed: ChangeFeed = {
  announce: () => undefined,
  listen: () => () => undefined,
  close: async () => undefined,
};
let clone: ClonedDatabase;
let database: OpenDatabase;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 6, log: testLog });
});

afterAll(async () => {
  await database?.close();
  await clone?.close();
});

/** `target` with one member replaced. */
const replacing = <Target extends object>(target: Target, member: keyof Target, value: unknown): Target =>
  new Proxy(target, {
    get: (_, name) => {
      if (name === member) return value;
      const own: unknown = Reflect.get(target, name);
      return typeof own === "function" ? (own.bind(target) as unknown) : own;
    },
  });

/** The database, and the highest number of concurrent heartbeats. */
function countingBeats(db: Database): { readonly db: Database; readonly atOnceMax: () => number } {
  let [atOnce, atOnceMax] = [0, 0];
  const executor = db.getExecutor();
  const executeQuery: Execute = async (query, ...rest) => {
    if (!BEAT.test(query.sql)) return executor.executeQuery(query, ...rest);
    atOnce += 1;
    atOnceMax = Math.max(atOnceMax, atOnce);
    try {
      return await executor.executeQuery(query, ...rest);
    } finally {
      atOnce -= 1;
    }
  };
  const counted = replacing(db, "getExecutor", () => replacing(executor, "executeQuery", executeQuery));
  return { db: counted, atOnceMax: () => atOnceMax };
}

describe("the run of a gateway", () => {
  it("writes one sign of life after the other, so that the last state of a carrier is the one that stays", async () => {
    const { db, atOnceMax } = countingBeats(database.db);
    const carrierId = await addTestCarrier({ ...virtualContext, db, key: randomBytes(32) }, { name: "Uji" });
    const newId = () => virtualContext.ids.next();
    const rules = () => {
      throw new Error("no rules are needed");
    };
    const run = await openRun({ db, clock: virtualContext.clock, log: testLog, changeFeed, newId, rules });
    await Promise.all([false, true, false, true].map((isUp) => run.stands(carrierId, isUp)));
    expect(atOnceMax()).toBe(1);
    const { rows } = await sql<{ readonly reached: readonly string[]; readonly unreached: readonly string[] }>`
      select reached, unreached from sms_gateway_run where id = ${run.id()}::uuid`.execute(db);
    expect(rows).toEqual([{ reached: [carrierId], unreached: [] }]);
    await run.close();
  });
});
