import { z } from "zod";
import { assert, present } from "../kernel/index.ts";
import { isRuleId } from "./rule-values.ts";
import formats202611 from "./versions/2026.11/formats.json" with { type: "json" };

const text = z.string().min(1).max(400);
const name = z.string().regex(/^[a-zA-Z]+$/);

/** One part of a form; `{field}` stands for what is to be filled in. */
const blockSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("paragraph"), text }).readonly(),
  z.object({ kind: z.literal("rows"), caption: text, items: z.array(z.tuple([text, text])).readonly() }).readonly(),
  z.object({ kind: z.literal("points"), name: text, items: z.array(text).readonly() }).readonly(),
  z.object({ kind: z.literal("signature"), place: text, capacity: text, name: text }).readonly(),
]);

const formatSchema = z
  .object({
    id: z.string().regex(/^[a-z-]+$/),
    /** A letter is filled in as a text, a table as a spreadsheet. */
    kind: z.enum(["letter", "table"]),
    title: text,
    about: text,
    number: text,
    /** The rule that asks for it. */
    rule: z.string().refine(isRuleId, { error: "a rule that Sambung knows" }),
    /** What is filled in: what belongs there, and a made-up example. */
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

/** One document whose form the ministry expects, as data. */
export type DocumentFormat = z.infer<typeof formatSchema>;

/** One part of a form. */
export type FormatBlock = z.infer<typeof blockSchema>;

/** All forms of one version; a version once published is never edited and stays to be downloaded. */
export type FormatEdition = z.infer<typeof editionSchema>;

/** Parses stored editions, oldest first. Throws when one is wrong, comes twice, or names a field it does not have. */
export function publishFormats(stored: readonly unknown[]): readonly FormatEdition[] {
  const editions = stored.map((one) => editionSchema.parse(one));
  assert(new Set(editions.map(({ version }) => version)).size === editions.length, "a version is published once");
  for (const { formats } of editions) for (const format of formats) assertSound(format);
  return editions;
}

/** Every published edition of the forms, oldest first. */
export const publishedFormats: readonly FormatEdition[] = publishFormats([formats202611]);

/** The edition to be used today. */
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
