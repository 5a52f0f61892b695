import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { addQueue, changeQueue, endQueue, type QueueNeed, type SaveResult } from "./keep-queue.effects.ts";
import { countQueuesSince, findQueue, type QueueFormRefusal } from "./queue-form.store.ts";
import { USUAL_RULES, WAIT_MAX_MS } from "./queue-rules.ts";
import { type QueueRulesForm, queueRulesSchema } from "./rules-form.ts";

/** For which call centre a program asks, in which request. */
export interface ApiQueueContext {
  readonly tenantId: string;
  readonly requestId: string;
  /** The key that it showed; null for none. */
  readonly keyId: string | null;
}

/** What a program says of a queue: its name, and how many may wait. */
export interface ProgramQueueForm {
  readonly name?: string | undefined;
  readonly waitingMax?: number | undefined;
}

/** Queues that a call centre's programs make in 24 hours: each is kept for ever, for what is told of it. */
const CREATED_PER_DAY_MAX = 5_000;
const DAY_MS = 86_400_000;
/** Times that a change is tried where somebody else changes the queue. */
const TRIES_MAX = 5;

const { isClosed: _, ...usual } = USUAL_RULES;
/** Nobody need be logged in for somebody to wait: programs take him out, or a call that takes the first one. What he hears is his document's. */
const PROGRAM_RULES: QueueRulesForm = queueRulesSchema.parse({
  ...usual,
  joinWhile: "always",
  stayWhile: "always",
  waitMaxMs: WAIT_MAX_MS,
  tellEveryMs: 0,
});

/** Queues of programs: those of supervisors, with usual rules; each change on record, though nobody's name stands behind it. */
export function openProgramQueues(kit: Kit) {
  const actor = (queueContext: ApiQueueContext) => ({ ...queueContext, personId: null, role: null });
  return {
    add: (
      asking: ApiQueueContext,
      { name, waitingMax = PROGRAM_RULES.waitingMax }: ProgramQueueForm & { readonly name: string },
    ): Promise<SaveResult<QueueFormRefusal | "queue-day-limit">> =>
      addQueue(
        kit,
        actor(asking),
        { name, isOpen: true, rules: { ...PROGRAM_RULES, waitingMax } },
        async (trx): Promise<"queue-day-limit" | undefined> => {
          const since = new Date(kit.clock.nowMs() - DAY_MS);
          const made = await countQueuesSince(trx, { since, most: CREATED_PER_DAY_MAX });
          return made < CREATED_PER_DAY_MAX ? undefined : "queue-day-limit";
        },
      ),
    /** What is left out stays as it is. */
    change: async (
      asking: ApiQueueContext,
      { id, name, waitingMax }: ProgramQueueForm & { readonly id: string },
    ): Promise<SaveResult<QueueFormRefusal>> => {
      for (let tries = 1; ; tries += 1) {
        const found = await inTenant(kit.db, asking.tenantId, (trx) => findQueue(trx, id));
        const rules = queueRulesSchema.safeParse(found?.rules).data;
        if (found === undefined || rules === undefined) return { refusal: "no-such-queue" };
        // Nothing is changed, and nobody who has it on his screen is told that it was.
        if ((name ?? found.name) === found.name && (waitingMax ?? rules.waitingMax) === rules.waitingMax) return { id };
        const form = {
          id,
          expectedVersion: found.version,
          name: name ?? found.name,
          isOpen: found.isOpen,
          rules: { ...rules, waitingMax: waitingMax ?? rules.waitingMax },
        };
        const done = await changeQueue(kit, actor(asking), form);
        if (!("refusal" in done) || done.refusal !== "queue-stale" || tries === TRIES_MAX) return done;
      }
    },
    /** Ends a queue that nothing needs, as `needOf` says. */
    end: (
      asking: ApiQueueContext,
      id: string,
      needOf: (trx: DatabaseTransaction) => Promise<QueueNeed | undefined>,
    ): Promise<SaveResult<QueueFormRefusal | QueueNeed>> => endQueue(kit, actor(asking), id, needOf),
  };
}
