/** What was done to a flow, to be undone and done again. Pure. */
import type { Flow } from "../../../../src/service/flows/ivr/contract.ts";

/** What is edited: the flow, and what it is called. */
export interface Edited {
  readonly name: string;
  readonly flow: Flow;
}

/** What stands now, what stood before, and what was undone. */
export interface FlowHistory {
  readonly past: readonly Edited[];
  readonly present: Edited;
  readonly future: readonly Edited[];
  /** What the last change was about: going on with the same, such as typing a name, is one change. */
  readonly group: string | null;
}

/** Changes that can be undone. */
export const UNDO_MAX = 200;

/** A history that begins. */
export function beginHistory(present: Edited): FlowHistory {
  return { past: [], present, future: [], group: null };
}

/** Puts something in the place of what stands; in the same group as the change before it is one with it. */
export function change(history: FlowHistory, present: Edited, group: string | null = null): FlowHistory {
  if (present === history.present) return history;
  const isSame = group !== null && group === history.group;
  const past = isSame ? history.past : [...history.past, history.present].slice(-UNDO_MAX);
  return { past, present, future: [], group };
}

/** Takes the last change back. */
export function undo(history: FlowHistory): FlowHistory {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  const future = [history.present, ...history.future];
  return { past: history.past.slice(0, -1), present: before, future, group: null };
}

/** Does again what was taken back last. */
export function redo(history: FlowHistory): FlowHistory {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, group: null };
}
