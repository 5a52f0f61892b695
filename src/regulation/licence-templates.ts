import { z } from "zod";
import { assert, present } from "../kernel/index.ts";
import templates202611 from "./versions/2026.11/templates.json" with { type: "json" };

/** Sources of the prefilled fields of a template. */
export const TEMPLATE_SOURCES = [
  "subject.licence",
  "case.number",
  "company.name",
  "company.nib",
  "company.npwp",
  "company.address",
  "company.phone",
  "company.email",
  "director.name",
  "director.position",
  "codes",
  "service.configurations",
  "service.sms",
  "commitment.firstYear",
  "commitment.total",
  "funds.total",
  "funds.minimum",
  "funds.bank",
  "funds.balance",
  "funds.statementDate",
  "agreement.partner",
  "agreement.licence",
  "agreement.number",
  "agreement.channels",
  "agreement.from",
  "agreement.until",
  "contact.phone",
  "contact.email",
  "contact.web",
  "contact.address",
  "contact.hours",
  "contact.complaintDays",
  "contact.escalation",
] as const;

/** Tables of a template that are filled from the form. */
export const TEMPLATE_TABLES = [
  "commitment",
  "investment",
  "sites",
  "trunks",
  "exchanges",
  "equivalence",
  "sms-carriers",
  "devices",
  "agreements",
  "shareholding",
  "codes",
  "test-items",
] as const;

const text = z.string().min(1).max(400);

const fieldSchema = z
  .strictObject({
    id: z.string().regex(/^[a-zA-Z]{1,40}$/),
    label: text,
    from: z.enum(TEMPLATE_SOURCES).nullable(),
    lines: z.int().min(1).max(12),
    isRequired: z.boolean(),
  })
  .readonly();

const blockSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("paragraph"), text }).readonly(),
  z.strictObject({ kind: z.literal("points"), name: text, items: z.array(text).max(20).readonly() }).readonly(),
  z
    .strictObject({ kind: z.literal("fields"), caption: text, fields: z.array(fieldSchema).max(20).readonly() })
    .readonly(),
  z.strictObject({ kind: z.literal("table"), from: z.enum(TEMPLATE_TABLES), caption: text }).readonly(),
  /** The diagram of the configuration. */
  z.strictObject({ kind: z.literal("diagram") }).readonly(),
  z.strictObject({ kind: z.literal("signing"), capacity: text, hasStamp: z.boolean() }).readonly(),
]);

const templateSchema = z
  .strictObject({
    /** The requirement in the mark of every page: the key of the requirement, or a separate code. */
    requirement: z.string().regex(/^[DNU]\d\d$/),
    id: z.string().regex(/^[a-z-]{1,40}$/),
    title: text,
    about: text,
    /** Whether it is also available as an editable text document. */
    isWord: z.boolean(),
    blocks: z.array(blockSchema).min(1).max(40).readonly(),
  })
  .readonly();

const editionSchema = z
  .strictObject({
    version: z.string().regex(/^\d{4}\.\d{2}(\.\d{1,2})?$/),
    publishedOn: z.iso.date(),
    templates: z.array(templateSchema).min(1).max(60).readonly(),
  })
  .readonly();

/** One of `TEMPLATE_SOURCES`. */
export type TemplateSource = (typeof TEMPLATE_SOURCES)[number];

/** One of `TEMPLATE_TABLES`. */
export type TemplateTable = (typeof TEMPLATE_TABLES)[number];

/** A document of an application that is downloaded, completed, signed and uploaded, as data. */
export type LicenceTemplate = z.infer<typeof templateSchema>;

/** One block of a template. */
export type TemplateBlock = z.infer<typeof blockSchema>;

/** One field of a template. */
export type TemplateField = z.infer<typeof fieldSchema>;

/** All templates of one version; a published version is never edited, because documents with its mark are still uploaded. */
export type TemplateEdition = z.infer<typeof editionSchema>;

/** Parses stored editions, oldest first. Throws if one is invalid or contains duplicates. */
function publishTemplates(stored: readonly unknown[]): readonly TemplateEdition[] {
  const editions = stored.map((one) => editionSchema.parse(one));
  assert(isEachOnce(editions.map(({ version }) => version)), "a version of the templates is published once");
  for (const { templates } of editions) {
    assert(isEachOnce(templates.map(({ requirement }) => requirement)), "a requirement has one template");
    for (const template of templates) assertSound(template);
  }
  return editions;
}

function assertSound({ id, blocks }: LicenceTemplate): void {
  const fields = blocks.flatMap((block) => (block.kind === "fields" ? block.fields : []));
  assert(isEachOnce(fields.map((field) => field.id)), `template ${id} names a field twice`);
  const signings = blocks.filter(({ kind }) => kind === "signing");
  assert(signings.length <= 1, `template ${id} is signed once`);
}

function isEachOnce(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

/** Every published edition of the templates, oldest first. */
export const publishedTemplates: readonly TemplateEdition[] = publishTemplates([templates202611]);

/** The edition in force today. */
export const currentTemplates: TemplateEdition = present(publishedTemplates.at(-1), "an edition of the templates");

/** A template by its requirement and version; undefined if there is none. */
export function findTemplate(
  requirement: string,
  version: string,
  published: readonly TemplateEdition[] = publishedTemplates,
): LicenceTemplate | undefined {
  const edition = published.find((one) => one.version === version);
  return edition?.templates.find((one) => one.requirement === requirement);
}
