/** The keys of an officer's desk: from item to item, to the verdict, to a finding. */
import { isTyping, usePageKeys } from "../../../parts/page-keys.ts";
import type { Item } from "../licence-types.ts";
import { neighbour, nextToJudge } from "./judged-items.ts";

/** Where the keys lead; controls carry these as ids. */
export const ACCEPT_ID = "desk-accept";

interface ReviewKeysOptions {
  readonly items: readonly Item[];
  readonly chosen: Item | undefined;
  readonly isWriting: boolean;
  readonly onChoose: (key: string) => void;
  readonly onBegin: () => void;
}

/**
 * j and k go up and down the items, n to the next that waits, f begins a finding. a only goes to the button that accepts:
 * what is accepted is locked, so it takes an Enter of its own.
 */
export function useReviewKeys({ items, chosen, isWriting, onChoose, onBegin }: ReviewKeysOptions): void {
  const go = (item: Item | undefined): void => {
    if (item === undefined) return;
    onChoose(item.key);
    document.getElementById(`item-${item.key}`)?.scrollIntoView({ block: "nearest" });
  };
  usePageKeys((event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isWriting) return;
    const acts: Readonly<Record<string, () => void>> = {
      j: () => go(neighbour(items, chosen?.key, 1)),
      k: () => go(neighbour(items, chosen?.key, -1)),
      n: () => go(nextToJudge(items, chosen?.key)),
      a: () => document.getElementById(ACCEPT_ID)?.focus(),
      f: onBegin,
    };
    const act = acts[event.key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
}
