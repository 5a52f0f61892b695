import { ok, type Result, refuse } from "../../../kernel/index.ts";
import type { WebCallerRefusal } from "./widget-limits.shared.ts";

/** The facts that decide on a call by WebRTC. */
export interface TalkFacts {
  readonly isOn: boolean;
  /** The widget offers it, its number exists, and the installation accepts such calls. */
  readonly isOffered: boolean;
  readonly isOpen: boolean;
  readonly isBlocked: boolean;
  /** The visits that the widget admitted in the last hour, and their maximum. */
  readonly inHour: number;
  readonly hourMax: number;
}

/** Decides whether a web caller may call. Refusals that apply to every caller come before a block, so that they do not reveal it. */
export function decideTalk(facts: TalkFacts): Result<null, WebCallerRefusal> {
  if (!facts.isOn || !facts.isOffered) return refuse("widget-off");
  if (!facts.isOpen) return refuse("widget-talk-closed");
  if (facts.inHour >= facts.hourMax) return refuse("widget-busy");
  return facts.isBlocked ? refuse("widget-talk-blocked") : ok(null);
}
