import { z } from "zod";
import { ANSWERING_WARNINGS } from "./answering.ts";

/** The answering of each number of the call centre. */
export const answeringSchema = z.object({
  trunks: z.array(
    z.object({ id: z.uuid(), name: z.string(), isOn: z.boolean(), state: z.enum(["up", "down"]).nullable() }),
  ),
  items: z.array(
    z.object({
      code: z.string(),
      label: z.string(),
      mode: z.enum(["off", "test", "open"]),
      by: z.enum(["flow", "phones", "nobody"]),
      phones: z.number(),
      registered: z.number(),
      /** The flow of the number; without version when none is published. */
      flow: z.object({ id: z.uuid(), name: z.string(), version: z.number().nullable() }).nullable(),
      hours: z.array(
        z.object({
          stepId: z.string(),
          step: z.string(),
          /** The name of named hours; null for hours of the step itself. */
          named: z.string().nullable(),
          opening: z.enum(["open", "closed", "dayOff"]),
          changesAt: z.iso.datetime().nullable(),
          /** The step that a caller without input reaches while it is closed. */
          closedTo: z.object({ kind: z.string(), step: z.string() }).nullable(),
        }),
      ),
      queues: z.array(
        z.object({ id: z.uuid(), name: z.string(), isOpen: z.boolean(), agents: z.number(), atWork: z.number() }),
      ),
      transfersTo: z.array(z.string()),
      lastCall: z
        .object({ id: z.uuid(), at: z.iso.datetime(), outcome: z.string(), trunk: z.string().nullable() })
        .nullable(),
      warnings: z.array(z.object({ warning: z.enum(ANSWERING_WARNINGS), queue: z.string().nullable() })),
    }),
  ),
});
