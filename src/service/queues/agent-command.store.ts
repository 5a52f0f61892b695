import type { DatabaseTransaction } from "../../platform/database/index.ts";
import type { AgentAct } from "./agent-act.ts";

/** Commands taken in one look at the most. */
const TAKEN_MAX = 200;

/** A command of an agent that waits for the owner of the floor. */
export interface WaitingAct {
  readonly id: string;
  readonly agentId: string;
  readonly act: AgentAct;
  readonly requestedAt: Date;
}

/** Commands of the transaction's tenant that wait, oldest first. Only the owner of the floor settles them. */
export async function waitingActs(trx: DatabaseTransaction): Promise<readonly WaitingAct[]> {
  const rows = await trx
    .selectFrom("agentCommand")
    .select(["id", "agentId", "act", "requestedAt"])
    .where("state", "=", "waiting")
    .orderBy("requestedAt")
    .orderBy("id")
    .limit(TAKEN_MAX)
    .execute();
  // Written by this program from a value of this shape.
  return rows.map(({ act, ...row }) => ({ ...row, act: act as unknown as AgentAct }));
}
