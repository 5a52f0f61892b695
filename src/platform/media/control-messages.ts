import { z } from "zod";
import type { Result } from "../../kernel/index.ts";
import { commandSchema } from "./commands.ts";
import type { MediaEvent, MediaRefusal } from "./engine.ts";

/** Messages from the switch. A new client takes over the engine and ends the legs of the previous client. */
export const toEngineSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("hello"), client: z.string().min(1).max(64) }),
  z.object({
    kind: z.literal("request"),
    id: z.number().int().min(0),
    /** Milliseconds within which the response is of use. */
    deadlineMs: z.number().int().min(1).max(600_000),
    command: commandSchema,
  }),
]);

/** Messages to the switch. An engine with a new `engine` value has none of the earlier state. */
export type FromEngine =
  | { readonly kind: "welcome"; readonly engine: string }
  | { readonly kind: "answer"; readonly id: number; readonly result: Result<unknown, MediaRefusal> }
  | { readonly kind: "event"; readonly event: MediaEvent };
