import { z } from "zod";
import { CARD_FIELDS_MAX, CARD_KINDS, CARD_OPTIONS_MAX, CARD_VALUE_MAX } from "./card-limits.shared.ts";

const LABEL_MAX = 60;
const NAME_MAX = 120;
const SCRIPT_MAX = 4_000;

const label = z.string().trim().min(1).max(LABEL_MAX);

/** A field of a call centre's customer profile; `options` are the values of a choice. */
export const cardFieldSchema = z.strictObject({
  id: z.uuid(),
  label,
  kind: z.enum(CARD_KINDS),
  options: z.array(label).max(CARD_OPTIONS_MAX),
});

/** A field of a customer profile. */
export type CardField = z.infer<typeof cardFieldSchema>;

/** The fields of a call centre's customer profile in their order; version 0 before any were defined. */
export const cardFormSchema = z.object({ fields: z.array(cardFieldSchema), version: z.number() });

/** The new fields, over the version that was read. */
export const cardFormChangeSchema = z.strictObject({
  fields: z.array(cardFieldSchema).max(CARD_FIELDS_MAX),
  expectedVersion: z.number().int().min(0),
});

/** The script of a queue; version 0 before the first one. */
export const queueScriptSchema = z.object({ script: z.string(), version: z.number() });

/** The new script of a queue, over the version that was read. */
export const queueScriptChangeSchema = z.strictObject({
  script: z.string().trim().max(SCRIPT_MAX),
  expectedVersion: z.number().int().min(0),
});

/** The customer profile of a contact's caller, and the script of its queue. The profile is included while the agent has the contact. */
export const desktopCustomerSchema = z.object({
  fields: z.array(cardFieldSchema),
  /** Null when the number is no longer shown, or was not sent. */
  card: z.object({ name: z.string(), values: z.record(z.string(), z.string()), version: z.number() }).nullable(),
  script: z.string(),
});

/** The customer profile and the script. */
export type DesktopCustomer = z.infer<typeof desktopCustomerSchema>;

/** A new profile, over the version that was read; 0 for the first. An empty one is deleted. */
export const cardChangeSchema = z.strictObject({
  name: z.string().trim().max(NAME_MAX),
  values: z.record(z.uuid(), z.string().trim().max(CARD_VALUE_MAX)),
  expectedVersion: z.number().int().min(0),
});

/** A fault of the fields: each needs a unique name, and a choice needs options. */
export function cardFormFault(fields: readonly CardField[]): "card-field-twice" | "card-options-missing" | undefined {
  const labels = new Set(fields.map((field) => field.label.toLowerCase()));
  const ids = new Set(fields.map(({ id }) => id));
  if (labels.size < fields.length || ids.size < fields.length) return "card-field-twice";
  const isBare = ({ kind, options }: CardField): boolean => kind === "choice" && options.length === 0;
  return fields.some(isBare) ? "card-options-missing" : undefined;
}

const NUMBER = /^-?\d{1,15}([.,]\d{1,6})?$/;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** The first value that is invalid for its field, with the field. An empty one is valid. */
export function cardValueFault(
  fields: readonly CardField[],
  values: Readonly<Record<string, string>>,
): { readonly fieldId: string; readonly code: `card-value-${"number" | "date" | "choice"}` } | undefined {
  for (const { id, kind, options } of fields) {
    const value = values[id] ?? "";
    if (value === "") continue;
    if (kind === "number" && !NUMBER.test(value)) return { fieldId: id, code: "card-value-number" };
    if (kind === "date" && !DATE.test(value)) return { fieldId: id, code: "card-value-date" };
    if (kind === "choice" && !options.includes(value)) return { fieldId: id, code: "card-value-choice" };
  }
  return undefined;
}

/** The values of existing fields, without empty ones: the values of removed fields are deleted with the next change. */
export function pruneCardValues(
  fields: readonly CardField[],
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const filled = fields.map(({ id }) => [id, values[id] ?? ""] as const).filter(([, value]) => value !== "");
  return Object.fromEntries(filled);
}
