import { z } from "zod";
import { RECORDING_NOTICES } from "./recording-notice.shared.ts";

const code = z.string().regex(/^\d{3,8}$/);
const mode = z.enum(["off", "test", "open"]);

const settings = {
  label: z.string().trim().max(80),
  ringSeconds: z.number().int().min(5).max(180),
  isRecorded: z.boolean(),
  /** The phones that ring, all at once, in the order of their display. */
  phoneIds: z.array(z.uuid()).max(100),
};

const notice = z.enum(RECORDING_NOTICES);

const licensingFields = {
  decreeNumber: z.string().trim().max(60),
  /** Empty without a licence. */
  licenceNumber: z.string().trim().max(60),
};

/** A code to take into service; with `papers` when it is entered by hand, null for a code of Licensing in this installation. */
export const serviceNumberFormSchema = z.strictObject({
  code: z.string().trim().min(1).max(20),
  ...settings,
  /** The recording notice for callers. */
  recordingNotice: notice.default("none"),
  papers: z.strictObject(licensingFields).nullable(),
});

/** A change of a code that was read at this version. */
export const serviceNumberChangeSchema = z.strictObject({
  expectedVersion: z.number().int().min(1),
  ...settings,
  /** The recording notice for callers; when left out, it does not change, so that older clients do not remove it. */
  recordingNotice: notice.optional(),
  papers: z.strictObject(licensingFields).nullable(),
});

/** The prerequisites that are missing before an external caller is answered. */
export const MISSING = ["decree", "licence", "trunk", "phone", "registered-phone"] as const;

/** The codes of the user's call centre, and those of its company that are not in service yet. */
export const serviceNumbersSchema = z.object({
  /** The company whose codes Licensing assigns to this call centre; null when none is tied to it. */
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
      /** The reason of the mode. */
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
