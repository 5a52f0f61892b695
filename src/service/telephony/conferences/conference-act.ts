import { z } from "zod";

const hook = z.object({ url: z.string().min(1).max(2_048), method: z.enum(["GET", "POST"]) });

const act = z.discriminatedUnion("act", [
  z.object({
    act: z.literal("change"),
    conferenceId: z.uuid(),
    isMuted: z.boolean().optional(),
    isHeld: z.boolean().optional(),
    /** The hold document of the participant; null for music. */
    holdHook: hook.nullable().optional(),
    /** The call that this participant coaches; null for none. */
    coachedCallId: z.uuid().nullable().optional(),
    ends: z.boolean().optional(),
    beeps: z.enum(["both", "enter", "exit", "none"]).optional(),
    /** An announcement to this participant only. */
    announce: hook.optional(),
  }),
  z.object({ act: z.literal("kick"), conferenceId: z.uuid() }),
  z.object({ act: z.literal("announce"), conferenceId: z.uuid(), announce: hook }),
  z.object({ act: z.literal("end"), conferenceId: z.uuid() }),
  /** A change of its recording. */
  z.object({
    act: z.literal("record"),
    conferenceId: z.uuid(),
    recordingId: z.uuid(),
    change: z.enum(["pause", "go-on", "end"]),
  }),
]);

/** A command of an API client on a conference, addressed by one of its calls. */
export type ConferenceAct = Readonly<z.infer<typeof act>>;

/** Parses a stored command; null when it is none on a conference. */
export function readConferenceAct(kept: unknown): ConferenceAct | null {
  const read = act.safeParse(kept);
  return read.success ? read.data : null;
}
