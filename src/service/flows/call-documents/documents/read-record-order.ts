import { z } from "zod";
import type { CallRecordingCommand } from "../../../telephony/calls/index.ts";

const statusCallbackSchema = z.object({
  url: z.string().min(1).max(2_048),
  method: z.enum(["GET", "POST"]),
  events: z.array(z.string().max(40)).max(10),
});

const recordingCommandSchema = z.discriminatedUnion("act", [
  z.object({
    act: z.literal("begin"),
    recordingId: z.uuid(),
    told: statusCallbackSchema.nullable(),
    isTrimmed: z.boolean(),
  }),
  z.object({ act: z.enum(["pause", "go-on", "end"]), recordingId: z.uuid() }),
]);

/** Parses a stored recording command; null for an invalid one. */
export function readRecordOrder(kept: unknown): CallRecordingCommand | null {
  const read = recordingCommandSchema.safeParse(kept);
  return read.success ? read.data : null;
}
