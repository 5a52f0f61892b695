import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ClonedDatabase, cloneDatabase } from "../../../../testkit/clone.ts";
import { testLog } from "../../../../testkit/database.ts";
import { createVirtualContext } from "../../../../testkit/virtual-context.ts";
import { inTenant, type OpenDatabase, openDatabase } from "../../../platform/database/index.ts";
import {
  findSwitchCommand,
  orderCallAct,
  orderEndCall,
  orderTestCall,
  settleCommand,
  takeWaitingCommands,
  withdrawCommand,
} from "./switch-command.store.ts";

const virtualContext = createVirtualContext();
let clone: ClonedDatabase;
let database: OpenDatabase;
let tenantId: string;
let codes = 1_500_100;

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase({ access: clone.access, role: "app", max: 8, log: testLog });
  tenantId = virtualContext.ids.next();
  await database.db.insertInto("tenant").values({ id: tenantId, name: "Uji", createdAt: new Date() }).execute();
});

afterAll(async () => {
  await database.close();
  await clone.close();
});

async function number(): Promise<string> {
  codes += 1;
  const [code, createdAt] = [String(codes), new Date(virtualContext.clock.nowMs())];
  await database.db
    .insertInto("numberMode")
    .values({ code, mode: "off", source: "licensing", changedAt: createdAt })
    .execute();
  await inTenant(database.db, tenantId, (trx) =>
    trx.insertInto("serviceNumber").values({ code, tenantId, label: "", createdAt }).execute(),
  );
  return code;
}

const order = (code: string, idempotencyKey = virtualContext.ids.next()) =>
  inTenant(database.db, tenantId, (trx) =>
    orderTestCall(trx, {
      id: virtualContext.ids.next(),
      tenantId,
      code,
      idempotencyKey,
      requestedBy: null,
      at: new Date(virtualContext.clock.nowMs()),
    }),
  );

const settle = (id: string) =>
  inTenant(database.db, tenantId, (trx) =>
    settleCommand(trx, {
      id,
      outcome: { callId: virtualContext.ids.next() },
      at: new Date(virtualContext.clock.nowMs()),
    }),
  );

describe("test calls of a number", () => {
  it("wait one at a time, however many are ordered at once", async () => {
    const code = await number();
    const orders = await Promise.all(Array.from({ length: 8 }, () => order(code)));
    const made = orders.filter(({ ok }) => ok);
    expect(made).toHaveLength(1);
    expect(orders.filter((one) => !one.ok && one.refusal === "test-call-waiting")).toHaveLength(7);
    const [first] = made;
    await settle(first?.ok === true ? first.value.id : "");
    expect((await order(code)).ok).toBe(true);
  });

  it("that nobody carried out in half a minute make room for the next and say so", async () => {
    const code = await number();
    const late = await order(code);
    virtualContext.advance(30_000);
    expect(await order(code)).toEqual({ ok: false, refusal: "test-call-waiting" });
    virtualContext.advance(1);
    expect((await order(code)).ok).toBe(true);
    const id = late.ok ? late.value.id : "";
    const command = await inTenant(database.db, tenantId, (trx) => findSwitchCommand(trx, id));
    expect(command).toMatchObject({ state: "refused", refusal: "test-call-late", callId: null });
  });
});

describe("the end of a call", () => {
  const at = () => new Date(virtualContext.clock.nowMs());
  const order = (callId: string) =>
    inTenant(database.db, tenantId, (trx) =>
      orderEndCall(trx, { id: virtualContext.ids.next(), tenantId, callId, requestedBy: null, at: at() }),
    );
  const openCall = async (switchId: string): Promise<string> => {
    const callId = virtualContext.ids.next();
    await database.db
      .insertInto("switchRun")
      .values({ id: switchId, startedAt: at(), beatAt: at() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    await inTenant(database.db, tenantId, (trx) =>
      trx.insertInto("openCall").values({ callId, tenantId, switchId, beganAt: at() }).execute(),
    );
    return callId;
  };
  const taken = (switchId: string) =>
    inTenant(database.db, tenantId, async (trx) => {
      const commands = (await takeWaitingCommands(trx, switchId)).filter(({ callId }) => callId !== null);
      for (const { id } of commands) await settleCommand(trx, { id, outcome: { callId: id }, at: at() });
      return commands.map(({ callId }) => callId);
    });

  it("is taken by the switch whose call it is, once, however often it is ordered at once", async () => {
    const [own, other] = [virtualContext.ids.next(), virtualContext.ids.next()];
    const callId = await openCall(own);
    const orders = await Promise.all(Array.from({ length: 6 }, () => order(callId)));
    expect(orders.every(({ ok }) => ok)).toBe(true);
    expect(await taken(other)).toEqual([]);
    const looks = await Promise.all([taken(own), taken(own), taken(own)]);
    expect(looks.flat()).toEqual([callId]);
  });

  it("that no switch took is taken back, and one that a switch took first is not", async () => {
    const own = virtualContext.ids.next();
    const late = await order(await openCall(own));
    const inTime = await order(await openCall(own));
    const idOf = (ordered: typeof late) => (ordered.ok ? ordered.value.id : "");
    const withdraw = (id: string) =>
      inTenant(database.db, tenantId, (trx) => withdrawCommand(trx, { kind: "end-call", id, at: at() }));
    expect(await withdraw(idOf(late))).toBe(true);
    expect(await taken(own)).toHaveLength(1);
    expect(await withdraw(idOf(inTime))).toBe(false);
    const command = await inTenant(database.db, tenantId, (trx) => findSwitchCommand(trx, idOf(late)));
    expect(command).toMatchObject({ state: "refused", refusal: "end-call-late" });
  });

  it("is one of the acts at a call: each key is one order, ten wait at once, and who has the call takes them with their wish", async () => {
    const own = virtualContext.ids.next();
    const callId = await openCall(own);
    const wish = { phoneId: null, act: { act: "consult", number: "102" } } as const;
    const act = (idempotencyKey: string, of = callId) =>
      inTenant(database.db, tenantId, (trx) =>
        orderCallAct(trx, {
          id: virtualContext.ids.next(),
          tenantId,
          callId: of,
          ...wish,
          idempotencyKey,
          requestedBy: null,
          at: at(),
        }),
      );
    const same = await Promise.all([act("acts-same"), act("acts-same"), act("acts-same")]);
    expect(new Set(same.map((one) => (one.ok ? one.value.id : one.refusal))).size).toBe(1);
    for (let nth = 1; nth < 10; nth += 1) expect(await act(`acts-${nth}`)).toMatchObject({ ok: true });
    expect(await act("acts-more")).toEqual({ ok: false, refusal: "call-act-not-now" });
    expect(await act("acts-over", virtualContext.ids.next())).toEqual({ ok: false, refusal: "call-not-open" });
    const waiting = (switchId: string) =>
      inTenant(database.db, tenantId, async (trx) =>
        (await takeWaitingCommands(trx, switchId)).filter(({ callId: one }) => one !== null),
      );
    expect(await waiting(virtualContext.ids.next())).toEqual([]);
    const taken = await waiting(own);
    expect(taken).toHaveLength(10);
    expect(taken[0]).toMatchObject({ callId, wish });
    const [first] = same;
    const id = first?.ok === true ? first.value.id : "";
    const back = await inTenant(database.db, tenantId, (trx) =>
      withdrawCommand(trx, { kind: "call-act", id, at: at() }),
    );
    expect(back).toBe(true);
    expect(await act("acts-same")).toMatchObject({ ok: true, value: { state: "refused", refusal: "call-act-late" } });
  });

  it("may be ordered for as long as nobody has answered, and is one whatever happens once anybody orders that", async () => {
    const switchId = virtualContext.ids.next();
    const callId = await openCall(switchId);
    const ended = (unlessAnswered: boolean) =>
      inTenant(database.db, tenantId, (trx) =>
        orderEndCall(trx, {
          id: virtualContext.ids.next(),
          tenantId,
          callId,
          unlessAnswered,
          requestedBy: null,
          at: at(),
        }),
      );
    const waits = async () => {
      const all = await inTenant(database.db, tenantId, (trx) => takeWaitingCommands(trx, switchId));
      return all.filter((one) => one.callId === callId).map(({ id, unlessAnswered }) => ({ id, unlessAnswered }));
    };
    const first = await ended(true);
    const id = first.ok ? first.value.id : "";
    expect(await waits()).toEqual([{ id, unlessAnswered: true }]);
    expect(await ended(false)).toEqual({ ok: true, value: { id } });
    expect(await waits()).toEqual([{ id, unlessAnswered: false }]);
    expect(await ended(true)).toEqual({ ok: true, value: { id } });
    expect(await waits()).toEqual([{ id, unlessAnswered: false }]);
    await settle(id);
  });

  it("is not ordered for a call that is over, nor for one of another call centre", async () => {
    expect(await order(virtualContext.ids.next())).toEqual({ ok: false, refusal: "call-not-open" });
    const callId = await openCall(virtualContext.ids.next());
    const stranger = virtualContext.ids.next();
    await database.db.insertInto("tenant").values({ id: stranger, name: "Lain", createdAt: at() }).execute();
    const refused = await inTenant(database.db, stranger, (trx) =>
      orderEndCall(trx, { id: virtualContext.ids.next(), tenantId: stranger, callId, requestedBy: null, at: at() }),
    );
    expect(refused).toEqual({ ok: false, refusal: "call-not-open" });
  });
});

describe("two switches that look at once", () => {
  it("never take the same command", async () => {
    for (let nth = 0; nth < 6; nth += 1) await order(await number());
    const take = () =>
      inTenant(database.db, tenantId, async (trx) => {
        const taken = await takeWaitingCommands(trx, virtualContext.ids.next());
        for (const { id } of taken)
          await settleCommand(trx, { id, outcome: { refusal: "test-call-no-phone" }, at: new Date() });
        return taken.map(({ id }) => id);
      });
    const taken = (await Promise.all([take(), take(), take()])).flat();
    expect(new Set(taken).size).toBe(taken.length);
    expect(taken.length).toBeGreaterThanOrEqual(6);
  });
});
