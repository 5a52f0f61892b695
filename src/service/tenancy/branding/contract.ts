import { z } from "zod";
import { NAME_MAX } from "./branding-limits.shared.ts";

/** How a call centre looks to its people; null = as the program looks. */
export const brandingSchema = z.object({
  name: z.string().nullable(),
  colour: z.string().nullable(),
  /** The digest of the logo, by which a page knows that it is another one. */
  logo: z.string().nullable(),
  /** 0 where nothing was chosen yet. */
  version: z.number(),
});

/** The form of name and colour. */
export const brandingFormSchema = z.strictObject({
  name: z.string().trim().min(1).max(NAME_MAX).nullable(),
  colour: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/)
    .nullable(),
  expectedVersion: z.number().int().min(0),
});
