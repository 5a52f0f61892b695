import { z } from "zod";
import { NAME_MAX } from "./branding-limits.shared.ts";

/** The branding of a call centre; null for the default. */
export const brandingSchema = z.object({
  name: z.string().nullable(),
  colour: z.string().nullable(),
  /** The digest of the logo, by which a page detects a new one. */
  logo: z.string().nullable(),
  /** 0 without a choice. */
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
