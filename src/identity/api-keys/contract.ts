import { z } from "zod";

/** The scopes of API keys. */
export const API_SCOPES = [
  ...(["messages.send", "messages.read", "calls.write", "calls.read", "numbers.write", "numbers.read"] as const),
  ...(["recordings.write", "recordings.read", "queues.write", "queues.read", "usage.read", "workers.read"] as const),
] as const;

/** One of `API_SCOPES`. */
export type ApiScope = (typeof API_SCOPES)[number];

/** Maximum number of keys of one tenant. */
export const API_KEYS_MAX = 50;

/** The form of a key. */
export const apiKeyFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.enum(API_SCOPES)).min(1).max(API_SCOPES.length),
  /** Null if it never expires. */
  expiresAt: z.iso.datetime().nullable(),
});

/** A created key; its text is returned only once. */
export const issuedApiKeySchema = z.object({ id: z.uuid(), key: z.string() });

/** The keys of a tenant, newest first. */
export const apiKeysSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      /** The first characters of the key. */
      hint: z.string(),
      scopes: z.array(z.enum(API_SCOPES)),
      createdAt: z.iso.datetime(),
      createdBy: z.string(),
      expiresAt: z.iso.datetime().nullable(),
      usedAt: z.iso.datetime().nullable(),
    }),
  ),
});

/** The form of a key. */
export type ApiKeyForm = z.infer<typeof apiKeyFormSchema>;
