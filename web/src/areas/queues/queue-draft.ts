/** A queue's form as it is typed: times in seconds and minutes as text until they are sent. */
import { FIRST_RULES, type QueueBody, type QueueRow } from "./queue-data.ts";

/** Why a caller may not stay, in the order of the form. */
export const REASONS = ["full", "too-long", "empty", "closed"] as const;

type Reason = (typeof REASONS)[number];

/** The fields that hold a number, with the least and the most. */
export const NUMBERS = {
  ringSeconds: [3, 120],
  wrapUpSeconds: [0, 1_800],
  missedMax: [0, 20],
  waitingMax: [1, 20_000],
  waitMinutes: [1, 240],
  tellSeconds: [0, 1_800],
} as const;

/** A field that holds a number. */
export type NumberField = keyof typeof NUMBERS;

/** The form. A place a caller goes to is the id of a queue, or empty where he goes on by himself. */
export interface QueueDraft extends Readonly<Record<NumberField, string>> {
  readonly name: string;
  readonly isOpen: boolean;
  readonly strategy: QueueBody["rules"]["strategy"];
  readonly idleClock: QueueBody["rules"]["idleClock"];
  readonly joinWhile: QueueBody["rules"]["joinWhile"];
  readonly overflow: Readonly<Record<Reason, string>>;
}

/** The form of a queue as it is kept; of a new one without. */
export function draftOf(row: QueueRow | undefined): QueueDraft {
  const rules = row?.rules ?? FIRST_RULES;
  const target = (reason: Reason): string => {
    const to = rules.overflow[reason];
    return to.to === "queue" ? to.queueId : "";
  };
  return {
    ...{ name: row?.name ?? "", isOpen: row?.isOpen ?? true },
    ...{ strategy: rules.strategy, idleClock: rules.idleClock, joinWhile: rules.joinWhile },
    ringSeconds: String(Math.round(rules.ringMs / 1_000)),
    wrapUpSeconds: String(Math.round(rules.wrapUpMs / 1_000)),
    missedMax: String(rules.missedMax),
    waitingMax: String(rules.waitingMax),
    waitMinutes: String(Math.max(1, Math.round(rules.waitMaxMs / 60_000))),
    tellSeconds: String(Math.round(rules.tellEveryMs / 1_000)),
    overflow: {
      full: target("full"),
      "too-long": target("too-long"),
      empty: target("empty"),
      closed: target("closed"),
    },
  };
}

/** What is sent: the draft over the rules that the form does not show. */
export function bodyOf(draft: QueueDraft, row: QueueRow | undefined): QueueBody {
  const before = row?.rules ?? FIRST_RULES;
  const to = (reason: Reason): QueueBody["rules"]["overflow"][Reason] => {
    const queueId = draft.overflow[reason];
    if (queueId !== "") return { to: "queue", queueId };
    return before.overflow[reason].to === "flow" ? before.overflow[reason] : { to: "hang-up" };
  };
  return {
    ...{ name: draft.name, isOpen: draft.isOpen },
    rules: {
      ...before,
      ...{ strategy: draft.strategy, idleClock: draft.idleClock, joinWhile: draft.joinWhile },
      ringMs: Number(draft.ringSeconds) * 1_000,
      wrapUpMs: Number(draft.wrapUpSeconds) * 1_000,
      missedMax: Number(draft.missedMax),
      waitingMax: Number(draft.waitingMax),
      waitMaxMs: Number(draft.waitMinutes) * 60_000,
      tellEveryMs: Number(draft.tellSeconds) * 1_000,
      overflow: { full: to("full"), "too-long": to("too-long"), empty: to("empty"), closed: to("closed") },
    },
  };
}

/** Fields whose number is none, or outside its bounds. Announcements are off or ten seconds apart. */
export function wrongNumbers(draft: QueueDraft): readonly NumberField[] {
  return (Object.keys(NUMBERS) as NumberField[]).filter((field) => {
    const [least, most] = NUMBERS[field];
    const value = Number(draft[field]);
    if (!/^\d+$/.test(draft[field]) || value < least || value > most) return true;
    return field === "tellSeconds" && value > 0 && value < 10;
  });
}
