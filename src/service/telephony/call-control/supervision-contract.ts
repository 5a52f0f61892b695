import { z } from "zod";
import { SUPERVISION_MODES } from "./supervision.shared.ts";

/** A supervisor joins a call at one of the phones offered, changes the mode, or leaves; a repeated key means the same command. */
export const supervisionFormSchema = z.strictObject({
  wish: z.discriminatedUnion("act", [
    z.strictObject({ act: z.literal("supervise"), mode: z.enum(SUPERVISION_MODES), phoneId: z.uuid() }),
    z.strictObject({ act: z.literal("leave-supervision") }),
  ]),
  idempotencyKey: z.string().min(1).max(80),
});

/** Whether the agent desktop shows the supervision. */
export const supervisionSettingSchema = z.strictObject({ isShown: z.boolean() });

/** The setting, and the phones at which a supervisor can be rung: those at which no other agent works. */
export const supervisionSchema = z.object({
  isShown: z.boolean(),
  phones: z.array(z.object({ id: z.uuid(), extension: z.string(), name: z.string(), isOnline: z.boolean() })),
});
