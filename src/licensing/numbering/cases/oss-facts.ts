import { z } from "zod";

const recordSchema = z.object({
  nibStatus: z.string(),
  activities: z.array(z.object({ code: z.string(), risk: z.string() })),
});

/** What numbering reads from the stored OSS record of an organisation. */
export interface OssFacts {
  readonly nibStatus: string;
  readonly kbli: readonly { readonly code: string; readonly risk: string }[];
}

/** Reads the stored OSS record; an unreadable one has no activities, so that the pre-check names it. */
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

/** What OSS has as the name and address of a company; null where nothing readable is kept. */
export function identityAtOss(record: unknown): z.infer<typeof identitySchema> | null {
  return identitySchema.safeParse(record).data ?? null;
}
