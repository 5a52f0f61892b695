import { z } from "zod";
import { assert, present } from "../kernel/index.ts";
import { standingSchema } from "./rule.ts";
import { isRuleId, type RuleId } from "./rule-values.ts";
import requirements202611 from "./versions/2026.11/requirements.json" with { type: "json" };

/** The facts about an application that conditions can use. */
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

/** Conditions: any of the first facts (if there are some), all of the second, and none of the last. */
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

/** Fields of a row that determine whether it needs the file; all of them must match. */
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
  /** Facts that the person must state about the file. */
  stated: z
    .array(z.enum(["number", "issuedOn", "validUntil"]))
    .readonly()
    .default([]),
  /** The rule with the number of days for which the file is valid after its date. */
  validDaysRule: ruleId.nullable().default(null),
};

/** One file, or one file for each row of a part that matches the condition. */
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
    /** Filled in, attached, accepted, or already on record. */
    kind: z.enum(["form", "file", "declaration", "record"]),
    /** The stage that requires it: the application, the request for a test, or none for an output. */
    stage: z.enum(["application", "test", "output"]),
    when: conditionSchema.default(always),
    parts: z
      .array(z.strictObject({ part: name, when: conditionSchema.default(always) }).readonly())
      .max(5)
      .readonly(),
    slots: z.array(slotSchema).max(5).readonly(),
    /** Its downloadable template; `isRequired` if the file must use it. */
    template: z
      .strictObject({ id: name, version: z.string().regex(/^\d{4}\.\d{2}(\.\d{1,2})?$/), isRequired: z.boolean() })
      .readonly()
      .nullable(),
    /** Declarations that are accepted one by one. */
    declarations: z.array(name).max(10).readonly(),
    /** Further rules about it. */
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
    /** PBX functions whose provision must be proven without a PBX, in the order of the rule `pbx-functions`. */
    functions: z
      .array(z.strictObject({ key: name, when: conditionSchema }).readonly())
      .min(1)
      .max(50)
      .readonly(),
  })
  .readonly();

/** A fact that conditions can use. */
export type RequirementFact = z.infer<typeof fact>;

/** A condition of applicability. */
export type RequirementCondition = z.infer<typeof conditionSchema>;

/** A slot that requires a file. */
export type RequiredSlot = z.infer<typeof slotSchema>;

/** One requirement of the licence as data. */
export type Requirement = z.infer<typeof requirementSchema>;

/** All requirements of one version; a published version is never edited, because cases still run under it. */
export type RequirementEdition = z.infer<typeof editionSchema>;

/** Parses stored editions, oldest first. Throws if one is invalid, or contains duplicates. */
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

/** The requirements of a version of the rules: the latest made for it or for an earlier one. */
export function requirementsOfRules(
  rulesVersion: string,
  published: readonly RequirementEdition[] = publishedRequirements,
): RequirementEdition {
  const fitting = published.filter((edition) => edition.rulesVersion <= rulesVersion);
  return present(fitting.at(-1) ?? published[0], "a published edition of the requirements");
}

/** The rules that an edition names, without duplicates. */
export function rulesNamedBy({ requirements }: RequirementEdition): readonly RuleId[] {
  const named = requirements.flatMap(({ rules, slots }) => [
    ...rules,
    ...slots.map(({ validDaysRule }) => validDaysRule),
  ]);
  return [...new Set(named)].filter((id): id is RuleId => id !== null && isRuleId(id));
}
