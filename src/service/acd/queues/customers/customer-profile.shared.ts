import { z } from "zod";
import { CARD_FIELDS_MAX, CARD_KINDS, CARD_OPTIONS_MAX, CARD_VALUE_MAX } from "./card-limits.shared.ts";

const LABEL_MAX = 60;
const NAME_MAX = 120;
const SCRIPT_MAX = 4_000;

const label = z.string().trim().min(1).max(LABEL_MAX);

/** A field of a call centre's customer card; `options` are what a choice is made from. */
export const cardFieldSchema = z.strictObject({
  id: z.uuid(),
  label,
  kind: z.enum(CARD_KINDS),
  options: z.array(label).max(CARD_OPTIONS_MAX),
});

/** A field of a customer card. */
export type CardField = z.infer<typeof cardFieldSchema>;

/** The fields of a call centre's customer card in their order; version 0 before any were defined. */
export const cardFormSchema = z.object({ fields: z.array(cardFieldSchema), version: z.number() });

/** The fields as they are to be, over the version that was read. */
export const cardFormChangeSchema = z.strictObject({
  fields: z.array(cardFieldSchema).max(CARD_FIELDS_MAX),
  expectedVersion: z.number().int().min(0),
});

/** What agents of a queue say; version 0 before it was written. */
export const queueScriptSchema = z.object({ script: z.string(), version: z.number() });

/** What agents of a queue are to say, over the version that was read. */
export const queueScriptChangeSchema = z.strictObject({
  script: z.string().trim().max(SCRIPT_MAX),
  expectedVersion: z.number().int().min(0),
});

/** Who the caller of a contact is, and what its queue wants to be said. The card is told while the agent has the contact. */
export const desktopCustomerSchema = z.object({
  fields: z.array(cardFieldSchema),
  /** Null where the number is told no more, or was never sent. */
  card: z.object({ name: z.string(), values: z.record(z.string(), z.string()), version: z.number() }).nullable(),
  script: z.string(),
});

/** Who the caller is, and what is said. */
export type DesktopCustomer = z.infer<typeof desktopCustomerSchema>;

/** A card as it is to be, over the version that was read; 0 for the first. One with nothing in it is forgotten. */
export const cardChangeSchema = z.strictObject({
  name: z.string().trim().max(NAME_MAX),
  values: z.record(z.uuid(), z.string().trim().max(CARD_VALUE_MAX)),
  expectedVersion: z.number().int().min(0),
});

/** Why a form of cards is not kept. */
export type CardFormRefusal = "card-form-stale" | "card-field-twice" | "card-options-missing";
/** Why a card is not kept. */
export type CardRefusal =
  | "no-such-contact"
  | "card-number-missing"
  | "card-stale"
  | "card-value-number"
  | "card-value-date"
  | "card-value-choice";

/** What is wrong with fields: each has its own name, and a choice something to choose. */
export function cardFormFault(fields: readonly CardField[]): CardFormRefusal | undefined {
  const labels = new Set(fields.map((field) => field.label.toLowerCase()));
  const ids = new Set(fields.map(({ id }) => id));
  if (labels.size < fields.length || ids.size < fields.length) return "card-field-twice";
  const isBare = ({ kind, options }: CardField): boolean => kind === "choice" && options.length === 0;
  return fields.some(isBare) ? "card-options-missing" : undefined;
}

const NUMBER = /^-?\d{1,15}([.,]\d{1,6})?$/;
const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** The first value that does not fit its field, with the field it belongs to. An empty one fits. */
export function cardValueFault(
  fields: readonly CardField[],
  values: Readonly<Record<string, string>>,
): { readonly fieldId: string; readonly code: CardRefusal } | undefined {
  for (const { id, kind, options } of fields) {
    const value = values[id] ?? "";
    if (value === "") continue;
    if (kind === "number" && !NUMBER.test(value)) return { fieldId: id, code: "card-value-number" };
    if (kind === "date" && !DATE.test(value)) return { fieldId: id, code: "card-value-date" };
    if (kind === "choice" && !options.includes(value)) return { fieldId: id, code: "card-value-choice" };
  }
  return undefined;
}

/** The values of fields that are there, without empty ones: what a field held that has ended is forgotten with the next change. */
export function pruneCardValues(
  fields: readonly CardField[],
  values: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const filled = fields.map(({ id }) => [id, values[id] ?? ""] as const).filter(([, value]) => value !== "");
  return Object.fromEntries(filled);
}
