import type { Caller } from "../../platform/http/index.ts";
import type { TestCommand, TestDecision } from "./test-decision.ts";
import type { KnownTest } from "./test-facts.effects.ts";

/** A command with its caller and the version it applies to. */
export interface TestCommandRequest {
  readonly id: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly version: number;
  readonly command: TestCommand;
}

/** A decision with its context, to be stored. */
export interface Writing {
  readonly known: KnownTest;
  readonly request: TestCommandRequest;
  readonly decision: TestDecision;
  readonly at: Date;
}
