/** Undo and redo history of a flow. Pure functions. */
import type { Flow } from "../../../../src/service/flows/ivr/contract.ts";

/** The edited data: the flow and its name. */
export interface Edited {
  readonly name: string;
  readonly flow: Flow;
}

/** The present state, past states, and undone states. */
export interface FlowHistory {
  readonly past: readonly Edited[];
  readonly present: Edited;
  readonly future: readonly Edited[];
  /** The group of the last change; successive changes of the same group, such as typing a name, are one undo step. */
  readonly group: string | null;
}

/** Maximum number of undo steps. */
export const UNDO_MAX = 200;

/** Starts a history. */
export function beginHistory(present: Edited): FlowHistory {
  return { past: [], present, future: [], group: null };
}

/** Replaces the present state. A change in the same group as the previous one is merged with it. */
export function change(history: FlowHistory, present: Edited, group: string | null = null): FlowHistory {
  if (present === history.present) return history;
  const isSame = group !== null && group === history.group;
  const past = isSame ? history.past : [...history.past, history.present].slice(-UNDO_MAX);
  return { past, present, future: [], group };
}

/** Undoes the last change. */
export function undo(history: FlowHistory): FlowHistory {
  const before = history.past.at(-1);
  if (before === undefined) return history;
  const future = [history.present, ...history.future];
  return { past: history.past.slice(0, -1), present: before, future, group: null };
}

/** Redoes the last undone change. */
export function redo(history: FlowHistory): FlowHistory {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, group: null };
}
