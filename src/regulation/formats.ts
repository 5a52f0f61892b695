import { z } from "zod";
import { assert, present } from "../kernel/index.ts";
import { isRuleId } from "./rule-values.ts";
import formats202611 from "./versions/2026.11/formats.json" with { type: "json" };

const text = z.string().min(1).max(400);
const name = z.string().regex(/^[a-zA-Z]+$/);

/** One block of a form; `{field}` is a placeholder to fill in. */
const blockSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("paragraph"), text }).readonly(),
  z.object({ kind: z.literal("rows"), caption: text, items: z.array(z.tuple([text, text])).readonly() }).readonly(),
  z.object({ kind: z.literal("points"), name: text, items: z.array(text).readonly() }).readonly(),
  z.object({ kind: z.literal("signature"), place: text, capacity: text, name: text }).readonly(),
]);

const formatSchema = z
  .object({
    id: z.string().regex(/^[a-z-]+$/),
    /** A letter is filled in as a text document, a table as a spreadsheet. */
    kind: z.enum(["letter", "table"]),
    title: text,
    about: text,
    number: text,
    /** The rule that requires it. */
    rule: z.string().refine(isRuleId, { error: "a rule that Sambung knows" }),
    /** Fields to fill in: a hint, and a fictitious example. */
    fields: z.array(z.object({ id: name, hint: text, example: text }).readonly()).readonly(),
    columns: z.array(text).max(20).readonly(),
    examples: z.array(z.array(text).readonly()).readonly(),
    blocks: z.array(blockSchema).max(40).readonly(),
  })
  .readonly();

const editionSchema = z
  .object({
    version: z.string().regex(/^\d{4}\.\d{2}(\.\d{1,2})?$/),
    publishedOn: z.iso.date(),
    rulesVersion: z.string(),
    formats: z.array(formatSchema).min(1).max(50).readonly(),
  })
  .readonly();

/** A document in the form that the ministry expects, as data. */
export type DocumentFormat = z.infer<typeof formatSchema>;

/** One block of a form. */
export type FormatBlock = z.infer<typeof blockSchema>;

/** All forms of one version; a published version is never edited and stays available for download. */
export type FormatEdition = z.infer<typeof editionSchema>;

/** Parses stored editions, oldest first. Throws if one is invalid or duplicate, or names an undefined field. */
export function publishFormats(stored: readonly unknown[]): readonly FormatEdition[] {
  const editions = stored.map((one) => editionSchema.parse(one));
  assert(new Set(editions.map(({ version }) => version)).size === editions.length, "a version is published once");
  for (const { formats } of editions) for (const format of formats) assertSound(format);
  return editions;
}

/** Every published edition of the forms, oldest first. */
export const publishedFormats: readonly FormatEdition[] = publishFormats([formats202611]);

/** The edition in force today. */
export const currentFormats: FormatEdition = present(publishedFormats.at(-1), "a published edition of the forms");

function assertSound({ id, fields, columns, examples, ...rest }: DocumentFormat): void {
  const known = new Set(fields.map((field) => field.id));
  const named = [...JSON.stringify(rest).matchAll(/\{([a-zA-Z]+)\}/gu)].map(([, field = ""]) => field);
  assert(
    named.every((field) => known.has(field)),
    `form ${id} names a field it does not have`,
  );
  assert(
    examples.every((row) => row.length === columns.length),
    `form ${id} has an example of another width`,
  );
}
