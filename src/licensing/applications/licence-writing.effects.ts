import type { Caller } from "../../platform/http/index.ts";
import type { LicenceCommand, LicenceDecision } from "./decide-licence.ts";
import type { KnownCase } from "./licence-facts.effects.ts";

/** A command with its caller and the version it applies to. */
export interface CommandRequest {
  readonly id: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly version: number;
  readonly command: LicenceCommand;
}

/** A decision with its context, to be stored. */
export interface Writing {
  readonly known: KnownCase;
  readonly request: CommandRequest;
  readonly decision: LicenceDecision;
  readonly at: Date;
}

/** The round after a decision: the first submission is round 0, each correction increments it. */
export function roundAfter({ known: { row }, decision }: Writing): number {
  return decision.isNewRound && row.submittedAt !== null ? row.round + 1 : row.round;
}
