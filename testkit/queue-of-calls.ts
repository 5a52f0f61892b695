import { inTenant } from "../src/platform/database/index.ts";
import { createRuntimeContext } from "../src/platform/world/index.ts";
import type { QueueRules } from "../src/service/acd/queues/index.ts";
import { orderAct, queueEvents, rulesText } from "./queue-fixture.ts";
import type { TestSwitch } from "./switch.ts";

const runtime = createRuntimeContext();

/** The queues of a switch's call centre, as used by supervisors and agents. */
export interface QueuesOfCalls {
  add(queueId: string, rules: Partial<Omit<QueueRules, "id">>): Promise<void>;
  /** Adds an agent of a queue, signed out. */
  addAgent(queueId: string, phoneId: string): Promise<string>;
  logIn(agentId: string): Promise<void>;
  logOut(agentId: string): Promise<void>;
  /** Contact events since `forget`, oldest first. */
  news(): Promise<readonly string[]>;
  forget(): Promise<void>;
}

/** Opens the queues of a switch. */
export function queuesOfCalls({ database, tenantId, running }: TestSwitch): QueuesOfCalls {
  const { db } = database;
  let since = 0;
  const contacts = async () =>
    (await queueEvents(db, tenantId)).filter(({ kind }) => kind.startsWith("contact.")).map(({ kind }) => kind);
  const order = async (agentId: string, act: Parameters<typeof orderAct>[2]["act"]): Promise<void> => {
    await orderAct(db, runtime, { tenantId, agentId, act });
    await running.refresh();
  };
  return {
    add: async (id, rules) => {
      const usual = { joinWhile: "always", stayWhile: "always", wrapUpMs: 0, restMs: 1_000, connectMs: 5_000 } as const;
      const row = { id, tenantId, name: id, rules: rulesText({ ...usual, ...rules }), createdAt: new Date() };
      await inTenant(db, tenantId, (trx) => trx.insertInto("queue").values(row).execute());
      await running.refresh();
    },
    addAgent: async (queueId, phoneId) => {
      const id = runtime.ids.next();
      await inTenant(db, tenantId, async (trx) => {
        const agent = { id, tenantId, name: "Agen", homePhoneId: phoneId, createdAt: new Date() };
        await trx.insertInto("agent").values(agent).execute();
        await trx.insertInto("agentQueue").values({ agentId: id, queueId, tenantId, tier: 1 }).execute();
      });
      await running.refresh();
      return id;
    },
    logIn: (agentId) => order(agentId, { act: "log-in", phoneId: null }),
    logOut: (agentId) => order(agentId, { act: "log-out" }),
    news: async () => (await contacts()).slice(since),
    forget: async () => {
      since = (await contacts()).length;
    },
  };
}
