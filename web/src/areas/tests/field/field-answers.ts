/** Merges answers queued on this device with those of the server: the state shown, and the next batch to send. */
import { outcomeOf, testItemStatesOf } from "../../../../../src/licensing/operational-tests/test-item-state.shared.ts";
import type { AnswerValue, TestAnswers, TestItem } from "../test-types.ts";

/** A photo of an answer; it is uploaded before the answer is sent. */
export interface AnswerPhoto {
  readonly id: string;
  readonly name: string;
}

/** A queued answer. `value.evidence` holds files that are already on the server. */
export interface StoredAnswer {
  readonly id: string;
  readonly item: string;
  readonly replaces: readonly string[];
  readonly answeredAt: string;
  readonly value: AnswerValue;
  readonly photos: readonly AnswerPhoto[];
  /** "kept" = waiting to be sent; "sent" until the server's list contains the answer. */
  readonly state: "kept" | "sent" | "refused";
  /** The reason of the refusal. */
  readonly code: string | null;
}

/** The state of an item on this device. */
export interface ShownItem {
  readonly item: TestItem;
  readonly outcome: "pass" | "fail" | "not-applicable" | "open";
  readonly isConflict: boolean;
  readonly isToConfirm: boolean;
  /** Ids of the answers that no other answer replaces. */
  readonly heads: readonly string[];
  /** The value of the newest own or only answer; empty before the first. */
  readonly value: AnswerValue;
  readonly photos: readonly AnswerPhoto[];
  /** Where the answer shown is stored. */
  readonly place: "nowhere" | "here" | "sent";
  /** The conflicting answers; empty without a conflict. */
  readonly sides: readonly { readonly id: string; readonly by: string; readonly outcome: ShownItem["outcome"] }[];
  /** Answers to this item that the server refused. */
  readonly refused: readonly StoredAnswer[];
}

/** An empty answer. */
export const NO_ANSWER: AnswerValue = {
  outcome: null,
  measurement: null,
  checks: {},
  serial: null,
  note: "",
  evidence: [],
  confirmedBecause: null,
};

/** Batch size. Below the server's limit, so that a batch passes over a poor connection. */
const BATCH_MAX = 25;

const NONE: readonly StoredAnswer[] = [];

/** The state of all items, including queued answers. */
export function shownItems(
  items: readonly TestItem[],
  server: Pick<TestAnswers, "answers">,
  queue: readonly StoredAnswer[],
  me: string,
): readonly ShownItem[] {
  const known = new Set(server.answers.map(({ id }) => id));
  const waiting = queue.filter(({ id, state }) => state !== "refused" && !known.has(id));
  const all = [
    ...server.answers.map(({ id, item, replaces, value, by }) => ({ id, item, replaces, value, answeredBy: by.name })),
    ...waiting.map(({ id, item, replaces, value }) => ({ id, item, replaces, value, answeredBy: me })),
  ];
  const byId = new Map(all.map((answer) => [answer.id, answer]));
  const refused = Map.groupBy(
    queue.filter(({ state }) => state === "refused"),
    ({ item }) => item,
  );
  const here = new Map(waiting.map((answer) => [answer.id, answer]));
  return testItemStatesOf(items, all).map((itemState, at): ShownItem => {
    const item = items[at] as TestItem;
    const heads = itemState.heads.flatMap((id) => byId.get(id) ?? []);
    const shown = heads.findLast(({ id }) => here.has(id)) ?? itemState.counts;
    return {
      item,
      outcome: itemState.outcome,
      isConflict: itemState.isConflict,
      isToConfirm: itemState.isToConfirm,
      heads: itemState.heads,
      value: shown?.value ?? NO_ANSWER,
      photos: shown === null ? [] : (here.get(shown.id)?.photos ?? []),
      place: heads.length === 0 ? "nowhere" : heads.some(({ id }) => here.get(id)?.state === "kept") ? "here" : "sent",
      sides: itemState.isConflict
        ? heads.map(({ id, answeredBy, value }) => ({ id, by: answeredBy, outcome: outcomeOf(item, value) }))
        : [],
      refused: refused.get(item.key) ?? NONE,
    };
  });
}

const isListAlike = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((entry, at) => entry === other[at]);

/** Whether two states look the same. The content of an answer never changes under its id, so ids are sufficient. */
export function isShownAlike(one: ShownItem, other: ShownItem): boolean {
  return (
    one.item.key === other.item.key &&
    one.outcome === other.outcome &&
    one.place === other.place &&
    one.isConflict === other.isConflict &&
    one.isToConfirm === other.isToConfirm &&
    isListAlike(one.heads, other.heads) &&
    isListAlike(idsOf(one.photos), idsOf(other.photos)) &&
    isListAlike(idsOf(one.refused), idsOf(other.refused)) &&
    isListAlike(idsOf(one.sides), idsOf(other.sides))
  );
}

const idsOf = (list: readonly { readonly id: string }[]): readonly string[] => list.map(({ id }) => id);

/** The next answers to send, oldest first. An answer is sent after the answers that it replaces. */
export function nextBatch(queue: readonly StoredAnswer[]): readonly StoredAnswer[] {
  return queue
    .filter(({ state }) => state === "kept")
    .toSorted((left, right) => (left.answeredAt < right.answeredAt ? -1 : 1))
    .slice(0, BATCH_MAX);
}

/** Applies the server's results to the queue. */
export function afterSending(
  queue: readonly StoredAnswer[],
  results: readonly { readonly id: string; readonly result: "stored" | "refused"; readonly code: string | null }[],
): readonly StoredAnswer[] {
  const said = new Map(results.map((result) => [result.id, result]));
  return queue.map((answer) => {
    const result = said.get(answer.id);
    if (result === undefined) return answer;
    return result.result === "stored"
      ? { ...answer, state: "sent", code: null }
      : { ...answer, state: "refused", code: result.code };
  });
}

/** Ids of queued answers that the server's list contains and that can be deleted here. */
export function arrived(queue: readonly StoredAnswer[], server: Pick<TestAnswers, "answers">): readonly string[] {
  const known = new Set(server.answers.map(({ id }) => id));
  return queue.filter(({ id, state }) => state !== "refused" && known.has(id)).map(({ id }) => id);
}

/** Counts of items by state, for the bar at the top. */
export function counts(shown: readonly ShownItem[], queue: readonly StoredAnswer[]) {
  return {
    total: shown.length,
    answered: shown.filter(({ outcome }) => outcome !== "open").length,
    here: queue.filter(({ state }) => state === "kept").length,
    refused: queue.filter(({ state }) => state === "refused").length,
    conflicts: shown.filter(({ isConflict }) => isConflict).length,
    toConfirm: shown.filter(({ isToConfirm }) => isToConfirm).length,
  };
}
