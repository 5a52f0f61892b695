/** Keyboard shortcuts of the officer's view: next item, verdict, finding. */
import { isTyping, usePageKeys } from "../../../parts/page-keys.ts";
import type { Item } from "../licence-types.ts";
import { neighbour, nextToJudge } from "./judged-items.ts";

/** Ids of the controls that shortcuts focus. */
export const ACCEPT_ID = "desk-accept";

interface ReviewKeysOptions {
  readonly items: readonly Item[];
  readonly chosen: Item | undefined;
  readonly isWriting: boolean;
  readonly onChoose: (key: string) => void;
  readonly onBegin: () => void;
}

/**
 * j and k select the next and previous item, n the next without a verdict, f starts a finding. a only focuses the
 * accept button: an accepted item is locked, so acceptance needs a separate Enter.
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
