import type { DatabaseTransaction } from "../../../platform/database/index.ts";

/** An agent as the feature codes need it. */
export interface FeatureCodeAgent {
  readonly id: string;
  readonly personId: string | null;
  readonly deskPinHash: string | null;
  /** The language of the agent's account; null without one. */
  readonly language: string | null;
}

function agents(trx: DatabaseTransaction) {
  return trx
    .selectFrom("agent as a")
    .leftJoin("person as p", "p.id", "a.personId")
    .select(["a.id", "a.personId", "a.deskPinHash", "p.locale as language"])
    .where("a.endedAt", "is", null);
}

/** The agent with this agent number in the transaction's tenant. */
export async function agentOfNumber(
  trx: DatabaseTransaction,
  deskNumber: string,
): Promise<FeatureCodeAgent | undefined> {
  return agents(trx).where("a.deskNumber", "=", deskNumber).executeTakeFirst();
}

/** The agent who is logged in at a phone of the transaction's tenant. */
export async function agentAtPhone(trx: DatabaseTransaction, phoneId: string): Promise<FeatureCodeAgent | undefined> {
  return agents(trx)
    .innerJoin("agentStatus as s", "s.agentId", "a.id")
    .where("s.phoneId", "=", phoneId)
    .orderBy("s.since", "desc")
    .limit(1)
    .executeTakeFirst();
}

/** Whether an agent is paused. */
export async function isAgentPaused(trx: DatabaseTransaction, agentId: string): Promise<boolean> {
  const row = await trx.selectFrom("agentStatus").select("state").where("agentId", "=", agentId).executeTakeFirst();
  return row?.state === "paused";
}

/** The pause reason with this key. */
export async function reasonOfKey(trx: DatabaseTransaction, key: string): Promise<string | undefined> {
  const row = await trx
    .selectFrom("pauseReason")
    .select("id")
    .where("digit", "=", Number(key))
    .where("endedAt", "is", null)
    .executeTakeFirst();
  return row?.id;
}
