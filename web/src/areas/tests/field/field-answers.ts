/** Answers that wait on this device beside those that the server has: what is shown of both, and what is sent next. */
import { outcomeOf, testItemStatesOf } from "../../../../../src/licensing/operational-tests/test-item-state.shared.ts";
import type { AnswerValue, TestAnswers, TestItem } from "../test-types.ts";

/** A photo that goes with an answer; it is sent before the answer is. */
export interface AnswerPhoto {
  readonly id: string;
  readonly name: string;
}

/** An answer as it waits on this device. `value.evidence` holds files that the server has already. */
export interface StoredAnswer {
  readonly id: string;
  readonly item: string;
  readonly replaces: readonly string[];
  readonly answeredAt: string;
  readonly value: AnswerValue;
  readonly photos: readonly AnswerPhoto[];
  /** "sent" until the server's own list holds it. */
  readonly state: "kept" | "sent" | "refused";
  /** Why it was refused. */
  readonly code: string | null;
}

/** How an item stands on this device. */
export interface ShownItem {
  readonly item: TestItem;
  readonly outcome: "pass" | "fail" | "not-applicable" | "open";
  readonly isConflict: boolean;
  readonly isToConfirm: boolean;
  /** Ids of the answers that nothing has replaced. */
  readonly heads: readonly string[];
  /** What the newest own or only answer says; empty before the first. */
  readonly value: AnswerValue;
  readonly photos: readonly AnswerPhoto[];
  /** Where the answer that is shown is. */
  readonly place: "nowhere" | "here" | "sent";
  /** Whose answers stand against each other; empty without a conflict. */
  readonly sides: readonly { readonly id: string; readonly by: string; readonly outcome: ShownItem["outcome"] }[];
  /** Answers of this item that the server refused. */
  readonly refused: readonly StoredAnswer[];
}

/** An answer that says nothing. */
export const NO_ANSWER: AnswerValue = {
  outcome: null,
  measurement: null,
  checks: {},
  serial: null,
  note: "",
  evidence: [],
  confirmedBecause: null,
};

/** Most answers that the server takes at once; fewer, so that a poor link carries each batch. */
const BATCH_MAX = 25;

const NONE: readonly StoredAnswer[] = [];

/** How every item stands when what waits here is counted too. */
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

/** Whether an item is shown the same way twice. An answer never changes under its id, so that ids tell what it says. */
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

/** The next answers to be sent, oldest first. An answer goes after those that it takes the place of. */
export function nextBatch(queue: readonly StoredAnswer[]): readonly StoredAnswer[] {
  return queue
    .filter(({ state }) => state === "kept")
    .toSorted((left, right) => (left.answeredAt < right.answeredAt ? -1 : 1))
    .slice(0, BATCH_MAX);
}

/** What becomes of what waits here once the server has spoken of some of it. */
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

/** What may be forgotten here, because the server's own list holds it. */
export function arrived(queue: readonly StoredAnswer[], server: Pick<TestAnswers, "answers">): readonly string[] {
  const known = new Set(server.answers.map(({ id }) => id));
  return queue.filter(({ id, state }) => state !== "refused" && known.has(id)).map(({ id }) => id);
}

/** How many items stand how; what the bar on top tells. */
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
