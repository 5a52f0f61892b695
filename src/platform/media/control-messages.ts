import { z } from "zod";
import type { Result } from "../../kernel/index.ts";
import { commandSchema } from "./commands.ts";
import type { MediaEvent, MediaRefusal } from "./engine.ts";

/** From the switch. A client that was not seen before takes the engine over: what the last one left is ended. */
export const toEngineSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("hello"), client: z.string().min(1).max(64) }),
  z.object({
    kind: z.literal("request"),
    id: z.number().int().min(0),
    /** Milliseconds within which the answer is of use. */
    deadlineMs: z.number().int().min(1).max(600_000),
    command: commandSchema,
  }),
]);

/** To the switch. An engine whose `engine` is new knows nothing of what was set up before. */
export type FromEngine =
  | { readonly kind: "welcome"; readonly engine: string }
  | { readonly kind: "answer"; readonly id: number; readonly result: Result<unknown, MediaRefusal> }
  | { readonly kind: "event"; readonly event: MediaEvent };
