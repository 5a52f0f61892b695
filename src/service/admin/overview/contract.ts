import { z } from "zod";
import { STEPS } from "./first-hour.ts";
import { TEAM_STEPS } from "./team-steps.ts";

/** The home page of a call centre. */
export const serviceHomeSchema = z.object({
  /** The SIP address of the switch for phones and trunks; null without a switch. */
  telephones: z.object({ server: z.string(), port: z.number(), isAlive: z.boolean() }).nullable(),
  /** The company whose codes it has in service; null when none is tied to it. */
  company: z.string().nullable(),
  steps: z.array(z.object({ step: z.enum(STEPS), isDone: z.boolean() })),
  /** The first step that is not done; null when all are done. */
  next: z.enum(STEPS).nullable(),
  /** The steps to an agent who serves a queue; empty once an external call was answered. */
  team: z.array(z.object({ step: z.enum(TEAM_STEPS), isDone: z.boolean() })),
  /** Whether an external call was ever answered: from then on the guide is not shown. */
  hasAnsweredCall: z.boolean(),
  phones: z.object({ total: z.number(), registered: z.number() }),
  numbers: z.array(
    z.object({
      code: z.string(),
      label: z.string(),
      mode: z.enum(["off", "test", "open"]),
      /** Phones that ring for it, and how many of them are registered. */
      phones: z.number(),
      registered: z.number(),
      /** Whether a published flow answers it. */
      hasFlow: z.boolean(),
      /** External calls since midnight in the call centre's time zone. */
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
      /** Whether it responded to the last probe of the switch; null before the first probe. */
      state: z.enum(["up", "down"]).nullable(),
    }),
  ),
  /** The charges of this month and the stored audio, against their limits; `standing` is the status of the fuller one. */
  limits: z.object({
    spentRupiah: z.number(),
    spendingMaxRupiah: z.number().nullable(),
    storedBytes: z.number(),
    storageMaxBytes: z.number().nullable(),
  }),
  /** External calls in progress. */
  callsNow: z.number(),
});
