import { ok, type Result, refuse } from "../../../kernel/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../platform/database/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { addQueue, changeQueue, endQueue, type QueueNeed } from "./keep-queue.effects.ts";
import { countQueuesSince, findQueue } from "./queue-form.store.ts";
import type { QueueFormRefusal } from "./queue-refusal.ts";
import { USUAL_RULES, WAIT_MAX_MS } from "./queue-rules.ts";
import { type QueueRulesForm, queueRulesSchema } from "./rules-form.ts";

/** The context of an API client's request. */
export interface ApiQueueContext {
  readonly tenantId: string;
  readonly requestId: string;
  /** The id of the API key; null without one. */
  readonly keyId: string | null;
}

/** The settings of a queue in the API: its name, and the maximum of waiting calls. */
export interface ProgramQueueForm {
  readonly name?: string | undefined;
  readonly waitingMax?: number | undefined;
}

/** The maximum of queues that a call centre's API clients create in 24 hours: ended queues stay stored for their history. */
const CREATED_PER_DAY_MAX = 5_000;
const DAY_MS = 86_400_000;
/** The maximum of attempts of a change under concurrent changes. */
const TRIES_MAX = 5;

const { isClosed: _, ...usual } = USUAL_RULES;
/** Callers wait without logged-in agents: an API client takes them out, or a call dequeues the first one. The document defines the wait treatment. */
const PROGRAM_RULES: QueueRulesForm = queueRulesSchema.parse({
  ...usual,
  joinWhile: "always",
  stayWhile: "always",
  waitMaxMs: WAIT_MAX_MS,
  tellEveryMs: 0,
});

/** Queues of API clients: ordinary queues with default rules; each change is in the audit log, without a person. */
export function openProgramQueues(kit: Kit) {
  const actor = (queueContext: ApiQueueContext) => ({ ...queueContext, personId: null, role: null });
  return {
    add: (
      asking: ApiQueueContext,
      { name, waitingMax = PROGRAM_RULES.waitingMax }: ProgramQueueForm & { readonly name: string },
    ): Promise<Result<{ readonly id: string }, QueueFormRefusal | "queue-day-limit">> =>
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
    /** Properties that are left out do not change. */
    change: async (
      asking: ApiQueueContext,
      { id, name, waitingMax }: ProgramQueueForm & { readonly id: string },
    ): Promise<Result<{ readonly id: string }, QueueFormRefusal>> => {
      for (let tries = 1; ; tries += 1) {
        const found = await inTenant(kit.db, asking.tenantId, (trx) => findQueue(trx, id));
        const rules = queueRulesSchema.safeParse(found?.rules).data;
        if (found === undefined || rules === undefined) return refuse("no-such-queue");
        // Without a difference nothing is changed, so that open forms do not become stale.
        if ((name ?? found.name) === found.name && (waitingMax ?? rules.waitingMax) === rules.waitingMax)
          return ok({ id });
        const form = {
          id,
          expectedVersion: found.version,
          name: name ?? found.name,
          isOpen: found.isOpen,
          rules: { ...rules, waitingMax: waitingMax ?? rules.waitingMax },
        };
        const done = await changeQueue(kit, actor(asking), form);
        if (done.ok) return ok({ id });
        if (done.refusal !== "queue-stale" || tries === TRIES_MAX) return done;
      }
    },
    /** Ends an unused queue, as `needOf` requires. */
    end: (
      asking: ApiQueueContext,
      id: string,
      needOf: (trx: DatabaseTransaction) => Promise<QueueNeed | undefined>,
    ): Promise<Result<null, QueueFormRefusal | QueueNeed>> => endQueue(kit, actor(asking), id, needOf),
  };
}
