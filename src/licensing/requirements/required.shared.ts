import type {
  RequiredSlot,
  Requirement,
  RequirementCondition,
  RequirementFact,
  Standing,
} from "../../regulation/index.ts";
import { type LicenceForm, PART_KEYS, type PartKey } from "./form.shared.ts";
import type { LicenceRules } from "./licence-rules.shared.ts";
import { type RowSlot, slotOfRow } from "./slot.shared.ts";

/** The facts about the applying company. */
export interface CompanyFacts {
  readonly name: string;
  readonly npwp: string;
  /** Null for a body without one. */
  readonly nib: string | null;
  readonly isGovernment: boolean;
  /** Activities in the NIB. */
  readonly kbli: readonly string[];
  /** Access codes that the company holds, each with the number of its decree, null if none is on record. */
  readonly codes: readonly { readonly code: string; readonly decree: string | null }[];
  /** Whether it offers basic telephony under its own licence, so that it needs no partner. */
  readonly ownLicence: boolean;
}

/** A slot that applies to an application. */
export interface ApplicableSlot {
  /** E.g. "D07" or "certificate:ID". */
  readonly slot: string;
  readonly requirement: string;
  readonly kind: RowSlot | "file";
  /** Its part and row, null for the file of the requirement itself. */
  readonly part: PartKey | null;
  readonly rowId: string | null;
  readonly isOptional: boolean;
  readonly types: readonly string[];
  readonly bytesMax: number;
  readonly stated: readonly ("number" | "issuedOn" | "validUntil")[];
  /** Number of days of its validity after its date, with the rule. */
  readonly validity: { readonly rule: string; readonly days: number } | null;
  /** The required template. */
  readonly template: { readonly id: string; readonly version: string } | null;
}

/** A requirement as it applies to one application. */
export interface ApplicableRequirement {
  readonly key: string;
  readonly kind: Requirement["kind"];
  readonly parts: readonly PartKey[];
  readonly slots: readonly ApplicableSlot[];
  readonly template: Requirement["template"];
  readonly declarations: readonly string[];
  readonly rules: readonly string[];
  readonly clause: string;
  readonly source: string;
  readonly standing: Standing;
}

const BYTES_PER_MEGABYTE = 1_048_576;

/** The facts of this form and company that conditions use. */
export function requirementFacts(form: LicenceForm, company: CompanyFacts): ReadonlySet<RequirementFact> {
  const { configurations, smsA2p } = form.service;
  const kinds = form.configuration.exchanges.map(({ kind }) => kind);
  const holds: Readonly<Record<RequirementFact, boolean>> = {
    pbx: configurations.includes("pbx"),
    "ip-pbx": configurations.includes("ip-pbx"),
    cpaas: configurations.includes("cpaas"),
    cloud: kinds.includes("cloud-pbx"),
    "sms-a2p": smsA2p,
    "own-licence": company.ownLicence,
    "no-decree": !company.codes.some(({ decree }) => decree !== null),
    "foreign-shareholder": form.shareholding.holders.some(({ country }) => country !== "" && country !== "ID"),
    government: company.isGovernment,
  };
  return new Set((Object.keys(holds) as RequirementFact[]).filter((fact) => holds[fact]));
}

/** Whether a condition holds. */
export function isMet({ any, all, none }: RequirementCondition, facts: ReadonlySet<RequirementFact>): boolean {
  return (
    (any.length === 0 || any.some((fact) => facts.has(fact))) &&
    all.every((fact) => facts.has(fact)) &&
    !none.some((fact) => facts.has(fact))
  );
}

/**
 * The requirements of one application, in the order of the list, each with its applicable parts and slots; with the
 * stage "test", those of the request for its test.
 */
export function requirementsOf(
  form: LicenceForm,
  company: CompanyFacts,
  { requirements, values }: LicenceRules,
  asked: Requirement["stage"] = "application",
): readonly ApplicableRequirement[] {
  const facts = requirementFacts(form, company);
  return requirements
    .filter(({ stage, when }) => stage === asked && isMet(when, facts))
    .map((requirement) => ({
      key: requirement.key,
      kind: requirement.kind,
      parts: requirement.parts.filter(({ when }) => isMet(when, facts)).flatMap(({ part }) => partKey(part)),
      slots: requirement.slots
        .filter(({ when }) => isMet(when, facts))
        .flatMap((slot) => slotsOf(slot, { requirement, form, validDays: values.validDays })),
      template: requirement.template,
      declarations: requirement.declarations,
      rules: requirement.rules,
      clause: requirement.clause,
      source: requirement.source,
      standing: requirement.standing,
    }));
}

function partKey(name: string): readonly PartKey[] {
  return PART_KEYS.filter((key) => key === name);
}

interface SlotFrame {
  readonly requirement: Requirement;
  readonly form: LicenceForm;
  readonly validDays: Readonly<Record<string, number>>;
}

function slotsOf(slot: RequiredSlot, { requirement, form, validDays }: SlotFrame): readonly ApplicableSlot[] {
  const rule = slot.validDaysRule;
  const days = rule === null ? undefined : validDays[rule];
  const { template } = requirement;
  const shared = {
    requirement: requirement.key,
    isOptional: slot.isOptional,
    types: slot.files.types,
    bytesMax: slot.files.megabytesMax * BYTES_PER_MEGABYTE,
    stated: slot.stated,
    validity: rule === null || days === undefined ? null : { rule, days },
  };
  if ("slot" in slot) {
    const must = template?.isRequired === true ? { id: template.id, version: template.version } : null;
    return [{ ...shared, slot: slot.slot, kind: "file", part: null, rowId: null, template: must }];
  }
  const [part] = partKey(slot.row);
  if (part === undefined) return [];
  return rowsOf(form, part)
    .filter((row) => slot.where.every(({ field, in: allowed }) => allowed.some((value) => value === row[field])))
    .map(({ id }) => ({ ...shared, slot: slotOfRow(slot.kind, id), kind: slot.kind, part, rowId: id, template: null }));
}

type AnyRow = { readonly id: string } & Readonly<Record<string, unknown>>;

/** The rows of a list part; other parts have none. */
function rowsOf(form: LicenceForm, part: PartKey): readonly AnyRow[] {
  const value = form[part];
  return "rows" in value ? value.rows.map((row) => ({ ...row })) : [];
}

/** The requirement of a slot, or null if no requirement uses it. */
export function requirementOfSlot(asked: readonly ApplicableRequirement[], slot: string): string | null {
  return asked.find(({ slots }) => slots.some((one) => one.slot === slot))?.key ?? null;
}

/** Requirements affected by a change of a part. */
export function requirementsOfPart(asked: readonly ApplicableRequirement[], part: PartKey): readonly string[] {
  return asked.filter(({ parts }) => parts.includes(part)).map(({ key }) => key);
}
