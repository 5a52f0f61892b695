import { z } from "zod";

const language = z.enum(["id", "en"]);

/** What is said in a recording, word by word. */
const words = z.string().trim().min(1).max(500);

/** The name of a recording that a call centre makes: small letters, digits and hyphens. */
const promptName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/);

/** A recording by its name and language. */
export const promptParams = z.object({ name: promptName, language });

/** Any sound that ships or was uploaded, fragments of readings included. */
export const soundParams = z.object({ name: z.string().regex(/^[\w-]{1,60}$/), language });

/** What is said in a recording that is uploaded, word by word. */
export const promptQuery = z.strictObject({ words });

/** Words that the computer is to speak. */
export const wordsBody = z.strictObject({ words });

/** Words to hear before they are kept, and their language. */
export const speechBody = z.strictObject({ words, language });

/** Sentences that flows may play, in both languages, and who plays them. */
export const promptsSchema = z.object({
  /** Whether the computer can speak what somebody writes. */
  canSpeak: z.boolean(),
  items: z.array(
    z.object({
      name: z.string(),
      /** Whether one ships under this name. */
      isShipped: z.boolean(),
      languages: z.array(
        z.object({
          language,
          words: z.string(),
          /** The call centre's own; null where it is the one that ships. */
          own: z.object({ durationMs: z.number(), uploadedAt: z.iso.datetime(), uploadedBy: z.string() }).nullable(),
        }),
      ),
      /** Names of flows whose live version plays it; those whose draft does. */
      liveIn: z.array(z.string()),
      draftIn: z.array(z.string()),
    }),
  ),
});
