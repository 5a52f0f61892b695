import type { Caller } from "../../platform/http/index.ts";
import type { TestCommand, TestDecision } from "./test-decision.ts";
import type { KnownTest } from "./test-facts.effects.ts";

/** A command with who gave it and on which version. */
export interface TestCommandRequest {
  readonly id: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly version: number;
  readonly command: TestCommand;
}

/** A decision that is being written. */
export interface Writing {
  readonly known: KnownTest;
  readonly request: TestCommandRequest;
  readonly decision: TestDecision;
  readonly at: Date;
}
