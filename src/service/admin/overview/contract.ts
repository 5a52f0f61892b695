import { z } from "zod";
import { STEPS } from "./first-hour.ts";
import { TEAM_STEPS } from "./team-steps.ts";

/** The home of a call centre. */
export const serviceHomeSchema = z.object({
  /** Where phones and lines reach the switch; null where no telephones run. */
  telephones: z.object({ server: z.string(), port: z.number(), isAlive: z.boolean() }).nullable(),
  /** The company whose codes it serves; null while none is tied to it. */
  company: z.string().nullable(),
  steps: z.array(z.object({ step: z.enum(STEPS), isDone: z.boolean() })),
  /** The first step that is not done; null once all are. */
  next: z.enum(STEPS).nullable(),
  /** The way to an agent who serves a queue; empty once a call from outside was answered. */
  team: z.array(z.object({ step: z.enum(TEAM_STEPS), isDone: z.boolean() })),
  /** Whether a call from outside was ever answered: from then on this is a home, no guide. */
  hasAnsweredCall: z.boolean(),
  phones: z.object({ total: z.number(), registered: z.number() }),
  numbers: z.array(
    z.object({
      code: z.string(),
      label: z.string(),
      mode: z.enum(["off", "test", "open"]),
      /** Phones that ring for it, and how many of them can be reached now. */
      phones: z.number(),
      registered: z.number(),
      /** Whether a published flow answers it. */
      hasFlow: z.boolean(),
      /** Calls from outside since midnight in the call centre's zone. */
      answered: z.number(),
      missed: z.number(),
    }),
  ),
  trunks: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      isOn: z.boolean(),
      channelsMax: z.number(),
      agreementUntil: z.iso.date().nullable(),
      agreement: z.enum(["in-force", "ending", "over"]),
      /** Whether it answered when the switch asked last; null while it was not asked. */
      state: z.enum(["up", "down"]).nullable(),
    }),
  ),
  /** What it has spent this month, and keeps of sound, against its limits; `standing` is the fuller of the two. */
  limits: z.object({
    spentRupiah: z.number(),
    spendingMaxRupiah: z.number().nullable(),
    storedBytes: z.number(),
    storageMaxBytes: z.number().nullable(),
  }),
  /** Calls from outside in progress now. */
  callsNow: z.number(),
});
