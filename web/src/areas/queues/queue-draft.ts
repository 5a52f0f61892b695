/** Form data of a queue; times are text in seconds or minutes until they are sent. */
import { FIRST_RULES, type QueueBody, type QueueRow } from "./queue-data.ts";

/** Reasons for overflow, in the order of the form. */
export const REASONS = ["full", "too-long", "empty", "closed"] as const;

type Reason = (typeof REASONS)[number];

/** The number fields with minimum and maximum. */
export const NUMBERS = {
  ringSeconds: [3, 120],
  wrapUpSeconds: [0, 1_800],
  missedMax: [0, 20],
  waitingMax: [1, 20_000],
  waitMinutes: [1, 240],
  tellSeconds: [0, 1_800],
  priority: [0, 10],
  stickySeconds: [0, 14_400],
} as const;

/** Maximum number of tiers after the first, and of relaxation steps. */
export const STAGES_MAX = { tiers: 7, relaxations: 8 } as const;
/** Maximum wait in seconds of a tier or step, and maximum number of levels that one step lowers. */
const AFTER_SECONDS_MAX = 14_400;
const BY_MAX = 10;

/** A relaxation step: the wait in seconds after which required skill levels are lowered, and by how many levels. */
export interface RelaxationDraft {
  readonly afterSeconds: string;
  readonly by: string;
}

/** The name of a number field. */
export type NumberField = keyof typeof NUMBERS;

/** The form. An overflow target is the id of a queue, or empty where the call continues in its flow. */
export interface QueueDraft extends Readonly<Record<NumberField, string>> {
  readonly name: string;
  readonly isOpen: boolean;
  readonly strategy: QueueBody["rules"]["strategy"];
  readonly idleClock: QueueBody["rules"]["idleClock"];
  readonly joinWhile: QueueBody["rules"]["joinWhile"];
  readonly overflow: Readonly<Record<Reason, string>>;
  /** The wait in seconds after which the agents of each tier after the first become available. */
  readonly tiers: readonly string[];
  readonly relaxations: readonly RelaxationDraft[];
}

/** Form data of a stored queue, or of a new one. */
export function draftOf(row: QueueRow | undefined): QueueDraft {
  const rules = row?.rules ?? FIRST_RULES;
  const target = (reason: Reason): string => {
    const to = rules.overflow[reason];
    return to.to === "queue" ? to.queueId : "";
  };
  return {
    name: row?.name ?? "",
    isOpen: row?.isOpen ?? true,
    strategy: rules.strategy,
    idleClock: rules.idleClock,
    joinWhile: rules.joinWhile,
    ringSeconds: String(Math.round(rules.ringMs / 1_000)),
    wrapUpSeconds: String(Math.round(rules.wrapUpMs / 1_000)),
    missedMax: String(rules.missedMax),
    waitingMax: String(rules.waitingMax),
    waitMinutes: String(Math.max(1, Math.round(rules.waitMaxMs / 60_000))),
    tellSeconds: String(Math.round(rules.tellEveryMs / 1_000)),
    priority: String(rules.priority),
    stickySeconds: String(Math.round(rules.stickyMs / 1_000)),
    tiers: rules.tiersOpenMs.slice(1).map((openMs) => String(Math.round(openMs / 1_000))),
    relaxations: rules.relaxations.map(({ afterMs, by }) => ({
      afterSeconds: String(Math.round(afterMs / 1_000)),
      by: String(by),
    })),
    overflow: {
      full: target("full"),
      "too-long": target("too-long"),
      empty: target("empty"),
      closed: target("closed"),
    },
  };
}

/** The request body: the form data merged over the rules that the form does not show. */
export function bodyOf(draft: QueueDraft, row: QueueRow | undefined): QueueBody {
  const before = row?.rules ?? FIRST_RULES;
  const to = (reason: Reason): QueueBody["rules"]["overflow"][Reason] => {
    const queueId = draft.overflow[reason];
    if (queueId !== "") return { to: "queue", queueId };
    return before.overflow[reason].to === "flow" ? before.overflow[reason] : { to: "hang-up" };
  };
  return {
    name: draft.name,
    isOpen: draft.isOpen,
    rules: {
      ...before,
      strategy: draft.strategy,
      idleClock: draft.idleClock,
      joinWhile: draft.joinWhile,
      ringMs: Number(draft.ringSeconds) * 1_000,
      wrapUpMs: Number(draft.wrapUpSeconds) * 1_000,
      missedMax: Number(draft.missedMax),
      waitingMax: Number(draft.waitingMax),
      waitMaxMs: Number(draft.waitMinutes) * 60_000,
      tellEveryMs: Number(draft.tellSeconds) * 1_000,
      priority: Number(draft.priority),
      stickyMs: Number(draft.stickySeconds) * 1_000,
      tiersOpenMs: [0, ...draft.tiers.map((seconds) => Number(seconds) * 1_000)],
      relaxations: draft.relaxations.map(({ afterSeconds, by }) => ({
        afterMs: Number(afterSeconds) * 1_000,
        by: Number(by),
      })),
      overflow: { full: to("full"), "too-long": to("too-long"), empty: to("empty"), closed: to("closed") },
    },
  };
}

/** Number fields that are invalid or out of bounds. The announcement interval is 0 (off) or at least ten seconds. */
export function wrongNumbers(draft: QueueDraft): readonly NumberField[] {
  return (Object.keys(NUMBERS) as NumberField[]).filter((field) => {
    const [least, most] = NUMBERS[field];
    const value = Number(draft[field]);
    if (!/^\d+$/.test(draft[field]) || value < least || value > most) return true;
    return field === "tellSeconds" && value > 0 && value < 10;
  });
}

const isWhole = (text: string, most: number): boolean => /^\d+$/.test(text) && Number(text) <= most;

const isRising = (seconds: readonly number[]): boolean =>
  seconds.every((at, index) => index === 0 || at > (seconds[index - 1] ?? 0));

/** Whether each tier opens later than the previous one; the first tier is open from the start. */
export function areTiersSound({ tiers }: Pick<QueueDraft, "tiers">): boolean {
  return tiers.every((text) => isWhole(text, AFTER_SECONDS_MAX)) && isRising([0, ...tiers.map(Number)]);
}

/** Whether each relaxation step comes later than the previous one and lowers at least one level. */
export function areRelaxationsSound({ relaxations }: Pick<QueueDraft, "relaxations">): boolean {
  const isSound = relaxations.every(
    ({ afterSeconds, by }) => isWhole(afterSeconds, AFTER_SECONDS_MAX) && isWhole(by, BY_MAX) && Number(by) >= 1,
  );
  return isSound && isRising(relaxations.map(({ afterSeconds }) => Number(afterSeconds)));
}
