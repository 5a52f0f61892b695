import { z } from "zod";
import { assert, present } from "../kernel/index.ts";
import { standingSchema } from "./rule.ts";
import { isRuleId, type RuleId } from "./rule-values.ts";
import requirements202611 from "./versions/2026.11/requirements.json" with { type: "json" };

/** What a condition can ask about an application. */
export const REQUIREMENT_FACTS = [
  "pbx",
  "ip-pbx",
  "cpaas",
  "cloud",
  "sms-a2p",
  "own-licence",
  "no-decree",
  "foreign-shareholder",
  "government",
] as const;

const fact = z.enum(REQUIREMENT_FACTS);
const facts = z.array(fact).max(REQUIREMENT_FACTS.length).readonly().default([]);

/** Checks when something applies: any of these facts (if some are named), all of those, and none of the last. */
export const conditionSchema = z.strictObject({ any: facts, all: facts, none: facts }).readonly();
const always = { any: [], all: [], none: [] };

const name = z.string().regex(/^[a-z0-9-]{1,60}$/);
const ruleId = z.string().refine(isRuleId, { error: "a rule that Sambung knows" });
const filesSchema = z
  .object({
    types: z.array(z.string().min(1).max(100)).min(1).max(10).readonly(),
    megabytesMax: z.int().min(1).max(100),
  })
  .readonly();

/** Fields of a row that decide whether it needs the file; all of them must hold. */
const rowConditionSchema = z
  .object({
    field: z.string().regex(/^[a-zA-Z]+$/),
    in: z
      .array(z.union([z.string(), z.boolean()]))
      .min(1)
      .readonly(),
  })
  .readonly();

const slotFields = {
  files: filesSchema,
  when: conditionSchema.default(always),
  isOptional: z.boolean().default(false),
  /** What a person must state about the file. */
  stated: z
    .array(z.enum(["number", "issuedOn", "validUntil"]))
    .readonly()
    .default([]),
  /** The rule that says for how many days the file is good after its date. */
  validDaysRule: ruleId.nullable().default(null),
};

/** One file, or one file for each row of a part that the condition picks. */
const slotSchema = z.union([
  z.strictObject({ slot: z.string().regex(/^D\d\d$/), ...slotFields }).readonly(),
  z
    .strictObject({
      row: name,
      kind: z.enum(["agreement", "certificate", "photo", "proof", "evidence"]),
      where: z.array(rowConditionSchema).max(5).readonly().default([]),
      ...slotFields,
    })
    .readonly(),
]);

const requirementSchema = z
  .strictObject({
    key: z.string().regex(/^D\d\d$/),
    /** Filled in, attached, accepted, or known to Sambung already. */
    kind: z.enum(["form", "file", "declaration", "record"]),
    /** When it is asked for: with the application, with the request for a test, or never, as it comes out. */
    stage: z.enum(["application", "test", "output"]),
    when: conditionSchema.default(always),
    parts: z
      .array(z.strictObject({ part: name, when: conditionSchema.default(always) }).readonly())
      .max(5)
      .readonly(),
    slots: z.array(slotSchema).max(5).readonly(),
    /** What can be downloaded for it; `isRequired` when the file must be on it. */
    template: z
      .strictObject({ id: name, version: z.string().regex(/^\d{4}\.\d{2}(\.\d{1,2})?$/), isRequired: z.boolean() })
      .readonly()
      .nullable(),
    /** Declarations that are accepted one by one. */
    declarations: z.array(name).max(10).readonly(),
    /** Rules that say more about it. */
    rules: z.array(ruleId).max(10).readonly(),
    clause: z.string().min(1).max(300),
    source: z.string().regex(/^[A-Z0-9]{2,12}$/),
    standing: standingSchema,
  })
  .readonly();

const editionSchema = z
  .strictObject({
    version: z.string().regex(/^\d{4}\.\d{2}(\.\d{1,2})?$/),
    publishedOn: z.iso.date(),
    rulesVersion: z.string(),
    requirements: z.array(requirementSchema).min(1).max(100).readonly(),
    /** Functions of a PBX that are shown to be provided where there is none, in the order of the rule `pbx-functions`. */
    functions: z
      .array(z.strictObject({ key: name, when: conditionSchema }).readonly())
      .min(1)
      .max(50)
      .readonly(),
  })
  .readonly();

/** Something a condition can ask about. */
export type RequirementFact = z.infer<typeof fact>;

/** When something applies. */
export type RequirementCondition = z.infer<typeof conditionSchema>;

/** Where a file is asked for. */
export type RequiredSlot = z.infer<typeof slotSchema>;

/** One requirement of the licence as data. */
export type Requirement = z.infer<typeof requirementSchema>;

/** All requirements of one version; a version once published is never edited, cases still run under it. */
export type RequirementEdition = z.infer<typeof editionSchema>;

/** Parses stored editions, oldest first. Throws when one is wrong, or comes or names something twice. */
export function publishRequirements(stored: readonly unknown[]): readonly RequirementEdition[] {
  const editions = stored.map((one) => editionSchema.parse(one));
  assert(isEachOnce(editions.map(({ version }) => version)), "a version of the requirements is published once");
  for (const { requirements, functions } of editions) {
    assert(isEachOnce(requirements.map(({ key }) => key)), "a requirement has one row");
    assert(isEachOnce(requirements.flatMap(({ declarations }) => declarations)), "a declaration belongs to one row");
    assert(isEachOnce(functions.map(({ key }) => key)), "a function is named once");
  }
  return editions;
}

function isEachOnce(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

/** Every published edition of the requirements, oldest first. */
export const publishedRequirements: readonly RequirementEdition[] = publishRequirements([requirements202611]);

/** The requirements that belong to a version of the rules: the latest made for it or for an earlier one. */
export function requirementsOfRules(
  rulesVersion: string,
  published: readonly RequirementEdition[] = publishedRequirements,
): RequirementEdition {
  const fitting = published.filter((edition) => edition.rulesVersion <= rulesVersion);
  return present(fitting.at(-1) ?? published[0], "a published edition of the requirements");
}

/** The rules that an edition names, each once. */
export function rulesNamedBy({ requirements }: RequirementEdition): readonly RuleId[] {
  const named = requirements.flatMap(({ rules, slots }) => [
    ...rules,
    ...slots.map(({ validDaysRule }) => validDaysRule),
  ]);
  return [...new Set(named)].filter((id): id is RuleId => id !== null && isRuleId(id));
}
