import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { WebCallerRefusal } from "./widget-limits.shared.ts";

/** What is known of a visitor who wants to call by his browser's sound. */
export interface TalkFacts {
  readonly isOn: boolean;
  /** The widget offers it, to a number that is there, and the installation takes such calls. */
  readonly isOffered: boolean;
  readonly isOpen: boolean;
  readonly isBlocked: boolean;
  /** Visits that the widget let in during the last hour, and how many it may. */
  readonly inHour: number;
  readonly hourMax: number;
}

/** Whether a visitor is let call. Nothing is said of a block before what everybody is told. */
export function decideTalk(facts: TalkFacts): Result<null, WebCallerRefusal> {
  if (!facts.isOn || !facts.isOffered) return refuse("widget-off");
  if (!facts.isOpen) return refuse("widget-talk-closed");
  if (facts.inHour >= facts.hourMax) return refuse("widget-busy");
  return facts.isBlocked ? refuse("widget-talk-blocked") : ok(null);
}
