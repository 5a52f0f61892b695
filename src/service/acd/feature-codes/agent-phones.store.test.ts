import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { tablesThatHold } from "../../../../testkit/found-in-database.ts";
import {
  type AcdEngineFixture,
  addFixtureAgent,
  addQueueFixture,
  openAcdEngineFixture,
  type QueueFixture,
} from "../../../../testkit/queue-fixture.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { checkPassword, hashPassword } from "../../../identity/wire.ts";
import { type Database, inTenant, type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import type { AgentPhoneCommand, AgentPhoneResult, AgentPhoneService } from "../../telephony/calls/index.ts";
import { findAgentCommand, orderAgentAct } from "../queues/wire.ts";
import { openFeatureCodeService } from "./wire.ts";

/** Long enough not to occur by chance. */
const PIN = "58203917";
const WRONG = "69314028";
const MINUTE_MS = 60_000;
const KEY = Buffer.alloc(32, 9);

const { ids } = createVirtualContext({ seed: "desk" });
let clone: ClonedDatabase;
let database: OpenDatabase;
let db: Database;
let staged: AcdEngineFixture;
let hash: string;
let laterMs = 0;
/** The PIN checks so far: true where a PIN of the number is stored. */
let checks: boolean[] = [];
const shared: string[] = [];

const clock = { nowMs: () => Date.now() + laterMs };
let fixture: QueueFixture;
let phones: readonly string[];
let sari: string;
let budi: string;
let service: AgentPhoneService;

/** The agent numbers of Sari and Budi; no other number has an agent. */
const [SARI, BUDI, NOBODY] = ["305", "306", "399"];

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 12, log: testLog });
  ({ db } = database);
  staged = await openAcdEngineFixture(db, { clock, ids }, { tenantIds: async () => shared });
  hash = await hashPassword(PIN);
});

afterAll(async () => {
  await staged?.desk.close(1_000);
  await database?.close();
  await clone?.close();
});

beforeEach(async () => {
  [laterMs, checks] = [0, []];
  fixture = await addQueueFixture(db, { clock, ids });
  shared.push(fixture.tenantId);
  const agents = [
    await addFixtureAgent(db, { clock, ids }, fixture),
    await addFixtureAgent(db, { clock, ids }, fixture),
  ];
  [sari = "", budi = ""] = agents.map(({ id }) => id);
  phones = agents.map(({ phoneId }) => phoneId);
  await inTenant(db, fixture.tenantId, async (trx) => {
    for (const [id, deskNumber] of [
      [sari, SARI],
      [budi, BUDI],
    ] as const)
      await trx.updateTable("agent").set({ deskNumber, deskPinHash: hash }).where("id", "=", id).execute();
  });
  await staged.desk.refresh();
  service = opened();
});

/** A service as a switch opens it; a second one represents the next switch. */
function opened(): AgentPhoneService {
  return openFeatureCodeService({
    db,
    clock,
    ids,
    key: KEY,
    acts: { order: orderAgentAct, find: findAgentCommand, announce: () => void staged.desk.refresh() },
    checkSecret: (kept, pin) => {
      checks.push(kept !== undefined);
      return checkPassword(kept, pin);
    },
  });
}

/** The answer of the service to a phone: done, or the fault. */
async function asks(
  nth: 0 | 1,
  command: AgentPhoneCommand,
  at = { desk: service, tenantId: fixture.tenantId },
): Promise<string> {
  const asking = { callId: ids.next(), tenantId: at.tenantId, phoneId: phones[nth] ?? "", nth: 1 };
  const result: AgentPhoneResult = await at.desk.ask(asking, command);
  if (result.is === "refused") return result.why;
  return result.isPaused ? "done, paused" : "done";
}
const logIn = (nth: 0 | 1, deskNumber: string, pin = PIN) => asks(nth, { wish: "log-in", deskNumber, pin });

const seats = () =>
  inTenant(db, fixture.tenantId, async (trx) => {
    const rows = await trx.selectFrom("agentStatus").select(["agentId", "phoneId", "state", "reason"]).execute();
    return rows.map(({ phoneId, ...row }) => ({ ...row, at: phones.indexOf(phoneId ?? "") }));
  });
const audited = (action: string) =>
  db
    .selectFrom("auditEntry")
    .select(["subjectKind", "subjectId", "detail"])
    .where("action", "=", action)
    .where("subjectId", "in", [...phones, sari, budi])
    .orderBy("occurredAt")
    .execute();

describe("agents at desk phones", { timeout: 20_000 }, () => {
  it("sit where they logged in last, pause, are ready and go, as by the web desk, and all of it is on record", async () => {
    expect(await asks(0, { wish: "ready" })).toBe("nobody");
    expect(await logIn(0, SARI)).toBe("done");
    expect(await seats()).toEqual([{ agentId: sari, at: 0, state: "available", reason: null }]);
    expect(await asks(0, { wish: "pause", key: "9" })).toBe("no-reason");
    expect(await asks(0, { wish: "pause", key: "3" })).toBe("done, paused");
    // The agent desktop has one login only: the pause moves along, and the previous phone has no agent.
    expect(await logIn(1, SARI)).toBe("done, paused");
    const named = await inTenant(db, fixture.tenantId, (trx) =>
      trx.selectFrom("pauseReason").select("id").where("digit", "=", 3).executeTakeFirstOrThrow(),
    );
    expect(await seats()).toEqual([{ agentId: sari, at: 1, state: "paused", reason: named.id }]);
    expect(await asks(0, { wish: "log-out" })).toBe("nobody");
    expect(await asks(1, { wish: "ready" })).toBe("done");
    expect(await asks(1, { wish: "log-out" })).toBe("done");
    expect(await seats()).toEqual([]);
    const acts = (await audited("agent.act-ordered")).map(({ detail }) => detail);
    const places = [phones[0], phones[0], phones[1], phones[1], phones[1]];
    expect(acts).toMatchObject(
      ["log-in", "pause", "log-in", "ready", "log-out"].map((act, nth) => ({ act, phoneId: places[nth] })),
    );
  });

  it("who log in at two phones at once sit at one of them", async () => {
    for (let round = 0; round < 3; round += 1) {
      expect(await Promise.all([logIn(0, SARI), logIn(1, SARI)])).toEqual(["done", "done"]);
      const [seat, ...others] = await seats();
      expect([seat?.agentId, others]).toEqual([sari, []]);
      const answers = [await asks(0, { wish: "log-out" }), await asks(1, { wish: "log-out" })];
      expect(answers).toEqual(seat?.at === 0 ? ["done", "nobody"] : ["nobody", "done"]);
    }
  });

  it("who log in at one phone at once are one: the other is told that it is taken, until the first has gone", async () => {
    const answers = await Promise.all([logIn(0, SARI), logIn(0, BUDI)]);
    expect([...answers].sort()).toEqual(["done", "phone-taken"]);
    expect(await seats()).toHaveLength(1);
    expect(await asks(0, { wish: "log-out" })).toBe("done");
    expect(await logIn(0, BUDI)).toBe("done");
    expect(await seats()).toMatchObject([{ agentId: budi, at: 0 }]);
  });
});

describe("a PIN that does not fit", { timeout: 20_000 }, () => {
  it("is told as an unknown number is, after the same work, on record, and no number of another call centre has an agent", async () => {
    expect(await logIn(0, SARI, WRONG)).toBe("wrong");
    expect(await logIn(0, NOBODY)).toBe("wrong");
    const elsewhere = await addQueueFixture(db, { clock, ids });
    const there = { desk: service, tenantId: elsewhere.tenantId };
    expect(await asks(1, { wish: "log-in", deskNumber: SARI, pin: PIN }, there)).toBe("wrong");
    expect(await asks(1, { wish: "log-out" }, there)).toBe("nobody");
    expect(checks).toEqual([true, false, false]);
    expect(await seats()).toEqual([]);
    const known = { subjectKind: "phone", subjectId: phones[0], detail: { agentId: sari, isLockedNow: false } };
    const unknown = { subjectKind: "phone", subjectId: phones[0], detail: { agentId: null, isLockedNow: false } };
    const other = { subjectId: phones[1], detail: { agentId: null } };
    expect(await audited("agent.pin-refused")).toMatchObject([known, unknown, other]);
  });

  it("is tried five times, however many try at once; then not even the right one counts, whichever switch is asked, until it does", async () => {
    const guesses = Array.from({ length: 20 }, (_, nth) =>
      logIn(nth % 2 === 0 ? 0 : 1, SARI, String(70_000_000 + nth)),
    );
    const answers = await Promise.all(guesses);
    expect(checks).toHaveLength(5);
    expect(answers.filter((one) => one === "wrong").length).toBeLessThanOrEqual(4);
    expect(answers.filter((one) => one === "locked").length).toBeGreaterThanOrEqual(16);
    const after = { desk: opened(), tenantId: fixture.tenantId };
    const right = { wish: "log-in", deskNumber: SARI, pin: PIN } as const;
    expect(await asks(0, right, after)).toBe("locked");
    laterMs = 14 * MINUTE_MS;
    expect(await asks(1, right, after)).toBe("locked");
    expect(checks).toHaveLength(5);
    // The lock of one number does not affect the colleague's.
    expect(await logIn(0, BUDI)).toBe("done");
    laterMs = 16 * MINUTE_MS;
    expect(await asks(1, right, after)).toBe("done");
    const told = (await audited("agent.pin-refused")).map(
      ({ detail }) => (detail as { isLockedNow: boolean }).isLockedNow,
    );
    expect(told.filter((isLockedNow) => isLockedNow)).toHaveLength(1);
  });

  it("locks the phone too, whatever numbers were tried there; a right PIN meanwhile wipes nothing out", async () => {
    for (let nth = 0; nth < 9; nth += 1) expect(await logIn(0, String(4_000 + nth), WRONG)).toBe("wrong");
    expect(await logIn(0, BUDI)).toBe("done");
    expect(await logIn(0, NOBODY, WRONG)).toBe("locked");
    expect(await logIn(0, SARI)).toBe("locked");
    expect(await logIn(1, SARI)).toBe("done");
  });

  it("is no attempt where it could not be checked", async () => {
    const broken = openFeatureCodeService({
      db,
      clock,
      ids,
      key: KEY,
      acts: { order: orderAgentAct, find: findAgentCommand, announce: () => undefined },
      checkSecret: () => Promise.reject(new Error("no thread")),
    });
    const login = { wish: "log-in", deskNumber: SARI, pin: PIN } as const;
    for (let nth = 0; nth < 6; nth += 1)
      await expect(asks(0, login, { desk: broken, tenantId: fixture.tenantId })).rejects.toThrow("no thread");
    expect(await logIn(0, SARI)).toBe("done");
  });

  it("stands in no table, nor does a right one, nor a PIN that was typed where the number is asked for", async () => {
    expect(await logIn(0, PIN)).toBe("wrong");
    expect(await logIn(0, WRONG, WRONG)).toBe("wrong");
    expect(await logIn(0, SARI)).toBe("done");
    expect(await tablesThatHold(clone.access, PIN)).toEqual([]);
    expect(await tablesThatHold(clone.access, WRONG)).toEqual([]);
    expect(await tablesThatHold(clone.access, sari)).toContain("agent_command");
  });
});
