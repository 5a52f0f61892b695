import { z } from "zod";

const recordSchema = z.object({
  nibStatus: z.string(),
  activities: z.array(z.object({ code: z.string(), risk: z.string() })),
});

/** The fields of an organisation's stored OSS record that numbering uses. */
export interface OssFacts {
  readonly nibStatus: string;
  readonly kbli: readonly { readonly code: string; readonly risk: string }[];
}

/** Parses the stored OSS record; an unreadable one has no activities, so that the pre-check reports it. */
export function ossFactsOf(record: unknown): OssFacts {
  const parsed = recordSchema.safeParse(record);
  if (!parsed.success) return { nibStatus: "unknown", kbli: [] };
  return { nibStatus: parsed.data.nibStatus, kbli: parsed.data.activities };
}

const identitySchema = z.object({
  name: z.string().min(1),
  address: z.string(),
  city: z.string(),
  province: z.string(),
});

/** The name and address of a company at OSS; null without a readable record. */
export function identityAtOss(record: unknown): z.infer<typeof identitySchema> | null {
  return identitySchema.safeParse(record).data ?? null;
}
