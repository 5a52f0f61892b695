import { z } from "zod";

const language = z.enum(["id", "en"]);

/** The text of a prompt, word by word. */
const words = z.string().trim().min(1).max(500);

/** The name of a prompt of a call centre: small letters, digits and hyphens. */
const promptName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/);

/** A prompt by its name and language. */
export const promptParams = z.object({ name: promptName, language });

/** Any shipped or uploaded audio, including fragments of readings. */
export const soundParams = z.object({ name: z.string().regex(/^[\w-]{1,60}$/), language });

/** The text of an uploaded prompt, word by word. */
export const promptQuery = z.strictObject({ words });

/** A text for speech synthesis. */
export const wordsBody = z.strictObject({ words });

/** A text for a synthesised preview, and its language. */
export const speechBody = z.strictObject({ words, language });

/** Prompts that flows may play, in both languages, and the flows that play them. */
export const promptsSchema = z.object({
  /** Whether speech synthesis is available. */
  canSpeak: z.boolean(),
  items: z.array(
    z.object({
      name: z.string(),
      /** Whether a shipped prompt has this name. */
      isShipped: z.boolean(),
      languages: z.array(
        z.object({
          language,
          words: z.string(),
          /** The call centre's own recording; null for the shipped one. */
          own: z.object({ durationMs: z.number(), uploadedAt: z.iso.datetime(), uploadedBy: z.string() }).nullable(),
        }),
      ),
      /** The names of flows whose live version plays it, and of those whose draft does. */
      liveIn: z.array(z.string()),
      draftIn: z.array(z.string()),
    }),
  ),
});
