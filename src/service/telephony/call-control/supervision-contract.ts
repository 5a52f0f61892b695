import { z } from "zod";
import { SUPERVISION_MODES } from "./supervision.shared.ts";

/** A supervisor comes or takes part in another way, at one of his phones, or leaves; the same key again is the same wish. */
export const supervisionFormSchema = z.strictObject({
  wish: z.discriminatedUnion("act", [
    z.strictObject({ act: z.literal("supervise"), mode: z.enum(SUPERVISION_MODES), phoneId: z.uuid() }),
    z.strictObject({ act: z.literal("leave-supervision") }),
  ]),
  idempotencyKey: z.string().min(1).max(80),
});

/** Whether agents see at their desks that somebody takes part. */
export const supervisionSettingSchema = z.strictObject({ isShown: z.boolean() });

/** That setting, and the phones a supervisor can be rung at: those at which nobody else works as an agent. */
export const supervisionSchema = z.object({
  isShown: z.boolean(),
  phones: z.array(z.object({ id: z.uuid(), extension: z.string(), name: z.string(), isOnline: z.boolean() })),
});
