import { z } from "zod";
import type { MediaStreamOptions } from "../../../telephony/calls/index.ts";

const streamOptionsSchema = z.object({
  url: z.string().min(1).max(2_048),
  name: z.string().max(256),
  tracks: z
    .array(z.enum(["inbound", "outbound"]))
    .min(1)
    .max(2),
  parameters: z.record(z.string(), z.string()),
  statusCallback: z.object({ url: z.string().min(1).max(2_048), method: z.enum(["GET", "POST"]) }).nullable(),
});
const order = z.object({ streamId: z.uuid(), stream: streamOptionsSchema.nullable() });

/** Parses a stored stream command, which starts a stream, or stops it if `stream` is null; null for an invalid one. */
export function readStreamOrder(
  kept: unknown,
): { readonly streamId: string; readonly stream: MediaStreamOptions | null } | null {
  const read = order.safeParse(kept);
  return read.success ? read.data : null;
}
