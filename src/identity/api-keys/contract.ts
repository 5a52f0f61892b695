import { z } from "zod";

/** What a key may be used for. */
export const API_SCOPES = [
  ...(["messages.send", "messages.read", "calls.write", "calls.read", "numbers.write", "numbers.read"] as const),
  ...(["recordings.write", "recordings.read", "queues.write", "queues.read", "usage.read", "workers.read"] as const),
] as const;

/** One of `API_SCOPES`. */
export type ApiScope = (typeof API_SCOPES)[number];

/** Keys of one call centre at the most. */
export const API_KEYS_MAX = 50;

/** A key as a form has it. */
export const apiKeyFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.enum(API_SCOPES)).min(1).max(API_SCOPES.length),
  /** Null for no end. */
  expiresAt: z.iso.datetime().nullable(),
});

/** A key that was made; the key itself is told this once. */
export const issuedApiKeySchema = z.object({ id: z.uuid(), key: z.string() });

/** The keys of a call centre, newest first. */
export const apiKeysSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      /** Its first characters. */
      hint: z.string(),
      scopes: z.array(z.enum(API_SCOPES)),
      createdAt: z.iso.datetime(),
      createdBy: z.string(),
      expiresAt: z.iso.datetime().nullable(),
      usedAt: z.iso.datetime().nullable(),
    }),
  ),
});

/** A key as a form has it. */
export type ApiKeyForm = z.infer<typeof apiKeyFormSchema>;
