import { z } from "zod";

const hook = z.object({ url: z.string().min(1).max(2_048), method: z.enum(["GET", "POST"]) });

const act = z.discriminatedUnion("act", [
  z.object({
    act: z.literal("change"),
    conferenceId: z.uuid(),
    isMuted: z.boolean().optional(),
    isHeld: z.boolean().optional(),
    /** What the held one hears; null for music. */
    holdHook: hook.nullable().optional(),
    /** Whom he coaches; null for nobody. */
    coachedCallId: z.uuid().nullable().optional(),
    ends: z.boolean().optional(),
    beeps: z.enum(["both", "enter", "exit", "none"]).optional(),
    /** What he alone hears now. */
    announce: hook.optional(),
  }),
  z.object({ act: z.literal("kick"), conferenceId: z.uuid() }),
  z.object({ act: z.literal("announce"), conferenceId: z.uuid(), announce: hook }),
  z.object({ act: z.literal("end"), conferenceId: z.uuid() }),
  /** What becomes of its recording. */
  z.object({
    act: z.literal("record"),
    conferenceId: z.uuid(),
    recordingId: z.uuid(),
    change: z.enum(["pause", "go-on", "end"]),
  }),
]);

/** Something that a program wants of a conference, by one of the calls that take part in it. */
export type ConferenceAct = Readonly<z.infer<typeof act>>;

/** Reads what was ordered; null for what is none of it. */
export function readConferenceAct(kept: unknown): ConferenceAct | null {
  const read = act.safeParse(kept);
  return read.success ? read.data : null;
}
