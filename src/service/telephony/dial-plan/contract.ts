import { z } from "zod";
import { RECORDING_NOTICES } from "./recording-notice.shared.ts";

const code = z.string().regex(/^\d{3,8}$/);
const mode = z.enum(["off", "test", "open"]);

const settings = {
  label: z.string().trim().max(80),
  ringSeconds: z.number().int().min(5).max(180),
  isRecorded: z.boolean(),
  /** Phones that ring, all at once, in the order they are shown in. */
  phoneIds: z.array(z.uuid()).max(100),
};

const notice = z.enum(RECORDING_NOTICES);

const licensingFields = {
  decreeNumber: z.string().trim().max(60),
  /** Empty while there is no licence. */
  licenceNumber: z.string().trim().max(60),
};

/** A code that is taken into service; with `papers` where it is entered by hand, null for one of Licensing here. */
export const serviceNumberFormSchema = z.strictObject({
  code: z.string().trim().min(1).max(20),
  ...settings,
  /** What callers are told before they are recorded. */
  recordingNotice: notice.default("none"),
  papers: z.strictObject(licensingFields).nullable(),
});

/** A change of a code that was read at this version. */
export const serviceNumberChangeSchema = z.strictObject({
  expectedVersion: z.number().int().min(1),
  ...settings,
  /** What callers are told before they are recorded; left out, it stays as it is: whoever does not know of it takes nothing away. */
  recordingNotice: notice.optional(),
  papers: z.strictObject(licensingFields).nullable(),
});

/** What is still missing before a caller from outside is answered. */
export const MISSING = ["decree", "licence", "trunk", "phone", "registered-phone"] as const;

/** The codes of the caller's call centre, and those of its company that are not in service yet. */
export const serviceNumbersSchema = z.object({
  /** The company whose codes Licensing gives this call centre; null while none is tied to it. */
  company: z.string().nullable(),
  waiting: z.array(z.object({ code, mode })),
  phones: z.array(z.object({ id: z.uuid(), extension: z.string(), name: z.string() })),
  items: z.array(
    z.object({
      code,
      label: z.string(),
      ringSeconds: z.number(),
      isRecorded: z.boolean(),
      recordingNotice: notice,
      version: z.number(),
      phones: z.array(z.object({ id: z.uuid(), extension: z.string(), name: z.string(), isRegistered: z.boolean() })),
      mode,
      /** Why it has this mode. */
      reason: z.enum([
        "left",
        "licensing-off",
        "licensing-test",
        "licensing-open",
        "by-hand-off",
        "by-hand-test",
        "by-hand-open",
      ]),
      missing: z.array(z.enum(MISSING)),
      papers: z.object(licensingFields).nullable(),
    }),
  ),
});
