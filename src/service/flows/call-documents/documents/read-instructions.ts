import { z } from "zod";
import type { CallInstructions } from "../../../telephony/calls/index.ts";

const hook = z.object({ url: z.string().min(1).max(2_048), method: z.enum(["GET", "POST"]) });
const instructions = z.discriminatedUnion("from", [
  z.object({ from: z.literal("hook"), voice: hook, fallback: hook.nullable() }),
  z.object({ from: z.literal("document"), document: z.string().max(65_536) }),
]);

/** Parses stored instructions; null for invalid ones. */
export function readInstructions(kept: unknown): CallInstructions | null {
  const read = instructions.safeParse(kept);
  return read.success ? read.data : null;
}
