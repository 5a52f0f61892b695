import type { Caller } from "../../platform/http/index.ts";
import type { LicenceCommand, LicenceDecision } from "./decide-licence.ts";
import type { KnownCase } from "./licence-facts.effects.ts";

/** A command with who gave it and on which version. */
export interface CommandRequest {
  readonly id: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly version: number;
  readonly command: LicenceCommand;
}

/** A decision that is being written. */
export interface Writing {
  readonly known: KnownCase;
  readonly request: CommandRequest;
  readonly decision: LicenceDecision;
  readonly at: Date;
}

/** The round after a decision: the first hand-in is round 0, each correction one more. */
export function roundAfter({ known: { row }, decision }: Writing): number {
  return decision.isNewRound && row.submittedAt !== null ? row.round + 1 : row.round;
}
