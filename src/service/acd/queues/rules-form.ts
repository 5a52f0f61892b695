import { z } from "zod";
import {
  CALLBACK_WAIT_MAX_MS,
  PRIORITY_MAX,
  type QueueRules,
  RING_AT_ONCE_MAX,
  SKILL_LEVEL_MAX,
  STAGES_MAX,
  WAIT_MAX_MS,
} from "./queue-rules.ts";
import { STRATEGIES } from "./queue-strategy.shared.ts";

const MINUTE_MS = 60_000;
const staffing = z.enum(["always", "logged-in", "at-work"]);
const ms = (least: number, most: number) => z.number().int().min(least).max(most);

const overflowTo = z.discriminatedUnion("to", [
  z.strictObject({ to: z.literal("queue"), queueId: z.uuid() }),
  z.strictObject({ to: z.literal("flow"), flowId: z.string().min(1).max(64) }),
  z.strictObject({ to: z.literal("hang-up") }),
]);

const rising = (steps: readonly number[]) => steps.every((at, index) => index === 0 || at > (steps[index - 1] ?? 0));

/**
 * The rules of a queue in storage and in the API. An agent rests at least a second after a missed offer: an unreachable phone is missed at once, and would
 * otherwise be offered contacts without end.
 */
export const queueRulesSchema = z.strictObject({
  strategy: z.enum(STRATEGIES),
  idleClock: z.enum(["since-last-contact", "since-available"]),
  priority: z.number().int().min(0).max(PRIORITY_MAX),
  ringMs: ms(3_000, 2 * MINUTE_MS),
  connectMs: ms(2_000, MINUTE_MS),
  wrapUpMs: ms(0, 30 * MINUTE_MS),
  restMs: ms(1_000, 10 * MINUTE_MS),
  missedMax: z.number().int().min(0).max(20),
  ringAtOnce: z.number().int().min(1).max(RING_AT_ONCE_MAX),
  waitingMax: z.number().int().min(1).max(20_000),
  waitMaxMs: ms(5_000, WAIT_MAX_MS),
  callbackWaitMaxMs: ms(MINUTE_MS, CALLBACK_WAIT_MAX_MS),
  overflow: z.strictObject({ full: overflowTo, empty: overflowTo, "too-long": overflowTo, closed: overflowTo }),
  joinWhile: staffing,
  stayWhile: staffing,
  tiersOpenMs: z
    .array(ms(0, WAIT_MAX_MS))
    .min(1)
    .max(STAGES_MAX)
    .refine((steps) => steps[0] === 0 && rising(steps), { error: "queue-tiers-order" }),
  relaxations: z
    .array(z.strictObject({ afterMs: ms(0, WAIT_MAX_MS), by: z.number().int().min(1).max(SKILL_LEVEL_MAX) }))
    .max(STAGES_MAX)
    .refine((steps) => rising(steps.map(({ afterMs }) => afterMs)), { error: "queue-relaxations-order" }),
  stickyMs: ms(0, WAIT_MAX_MS),
  tellEveryMs: z.union([z.literal(0), ms(10_000, 30 * MINUTE_MS)]),
});

/** The rules of a queue without its id and whether it is open. */
export type QueueRulesForm = z.infer<typeof queueRulesSchema>;

/** The stored rules of a queue for the ACD; undefined for rules that the schema rejects. */
export function parseStoredRules(queue: {
  readonly id: string;
  readonly rules: unknown;
  readonly isOpen: boolean;
}): QueueRules | undefined {
  const parsed = queueRulesSchema.safeParse(queue.rules);
  return parsed.success ? { ...parsed.data, id: queue.id, isClosed: !queue.isOpen } : undefined;
}
