import { z } from "zod";
import { SENDER, SENDERS_MAX } from "../settings/settings-limits.shared.ts";
import { TEMPLATE_BODY_MAX, TEMPLATE_NAME, TEMPLATE_VALUE_MAX, TEMPLATE_VARIABLES_MAX } from "./template.shared.ts";

const category = z.enum(["otp", "transactional", "promotional"]);

const variable = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,29}$/),
  kind: z.enum(["digits", "plain", "any"]),
  most: z.int().min(1).max(TEMPLATE_VALUE_MAX),
});

const senders = z.array(z.string().trim().regex(SENDER)).max(SENDERS_MAX);

const written = {
  category,
  /** Variables are written `{name}`. */
  body: z
    .string()
    .min(1)
    .max(TEMPLATE_BODY_MAX)
    .refine((text) => text.isWellFormed() && !text.includes("\u0000")),
  variables: z
    .array(variable)
    .max(TEMPLATE_VARIABLES_MAX)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length),
  /** Sender ids that it may be sent under; empty for all of the call centre. */
  senders,
};

/** A new template. */
export const templateFormSchema = z.strictObject({ name: z.string().regex(TEMPLATE_NAME), ...written });

const edition = z.int().min(1);

/** The text, written at the edition that was read. */
export const templateChangeSchema = z.strictObject({ ...written, expectedEdition: edition });

/** An action on the edition that was read. */
export const templateActSchema = z.strictObject({ expectedEdition: edition });

/** A decision on the edition that was read; a refusal has a reason. */
export const templateDecisionSchema = z.strictObject({
  expectedEdition: edition,
  isApproved: z.boolean(),
  reason: z.string().trim().max(300),
});

const moment = z.iso.datetime().nullable();

const versionSchema = z.object({
  version: z.number(),
  category,
  body: z.string(),
  variables: z.array(variable),
  senders: z.array(z.string()),
  state: z.enum(["draft", "asked", "approved", "refused"]),
  writtenBy: z.array(z.string()),
  writtenAt: z.iso.datetime(),
  askedAt: moment,
  decidedBy: z.string().nullable(),
  decidedAt: moment,
  reason: z.string(),
  /** Whether the reader may decide on it: they manage the call centre and wrote no part of it. */
  mayDecide: z.boolean(),
});

/** Templates by name, with the latest version and the approved one. */
export const templatesSchema = z.object({
  items: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      edition: z.number(),
      latest: versionSchema,
      approved: versionSchema.nullable(),
    }),
  ),
});

/** A template with its versions, newest first. */
export const templateSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  edition: z.number(),
  retiredAt: moment,
  retiredBy: z.string().nullable(),
  versions: z.array(versionSchema),
});

/** SMS settings of a call centre. */
export const smsSettingSchema = z.strictObject({
  /** Promotional messages need an approved template, whatever their source. */
  promotionByTemplate: z.boolean(),
});

/** A version in responses. */
export type TemplateVersionResponse = z.infer<typeof versionSchema>;
