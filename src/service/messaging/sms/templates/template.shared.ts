import { septetsOf } from "../intake/gsm-text.shared.ts";
import { cutText, type Segments, type TextFault } from "../intake/segments.shared.ts";

/** The name of a template, as programs send by it. */
export const TEMPLATE_NAME = /^[a-z0-9][a-z0-9-]{1,39}$/;
/** Characters of the text of a template at the most. */
export const TEMPLATE_BODY_MAX = 1_600;
/** Variables of one template at the most. */
export const TEMPLATE_VARIABLES_MAX = 20;
/** Characters of a value at the most. */
export const TEMPLATE_VALUE_MAX = 200;
/** Templates of one call centre at the most. */
export const TEMPLATES_MAX = 200;

/** What a value may be written with: digits, characters of the 7-bit alphabet that take one septet each, or any that can be written. */
export type VariableKind = "digits" | "plain" | "any";

/** A place in a template. */
export interface TemplateVariable {
  readonly name: string;
  readonly kind: VariableKind;
  /** Characters (UTF-16 units) of a value at the most. */
  readonly most: number;
}

/** What is sent by a template. */
export interface TemplateText {
  readonly body: string;
  readonly variables: readonly TemplateVariable[];
}

/** Why values do not fit a template. */
export type ValueFault =
  | "template-value-missing"
  | "template-value-unknown"
  | "template-value-too-long"
  | "template-value-unfit";

/** The first value that does not fit, by the name of its variable. */
export interface ValueRefusal {
  readonly code: ValueFault;
  readonly variable: string;
}

const PLACE = /\{([a-z][a-z0-9_]{0,29})\}/g;
const DIGITS = /^\d+$/;

/** The variables that a text has places for, each once, in the order of the text; undefined when a brace belongs to no place. */
export function variablesIn(body: string): readonly string[] | undefined {
  const bare = body.replaceAll(PLACE, "");
  if (/[{}]/.test(bare)) return undefined;
  return [...new Set([...body.matchAll(PLACE)].map(([, name]) => name ?? ""))];
}

/** The text with its values, or the first of them that does not fit. Values are never read as places themselves. */
export function fillTemplate(
  { body, variables }: TemplateText,
  values: Readonly<Record<string, string>>,
): { readonly ok: true; readonly value: string } | { readonly ok: false; readonly refusal: ValueRefusal } {
  for (const { name, kind, most } of variables) {
    const code = faultOf(Object.hasOwn(values, name) ? values[name] : undefined, kind, most);
    if (code !== undefined) return { ok: false, refusal: { code, variable: name } };
  }
  const known = new Set(variables.map(({ name }) => name));
  const strange = Object.keys(values).find((name) => !known.has(name));
  if (strange !== undefined) return { ok: false, refusal: { code: "template-value-unknown", variable: strange } };
  return { ok: true, value: body.replaceAll(PLACE, (_place, name: string) => values[name] ?? "") };
}

function faultOf(value: string | undefined, kind: VariableKind, most: number): ValueFault | undefined {
  if (value === undefined || value.trim() === "") return "template-value-missing";
  if (value.length > most) return "template-value-too-long";
  return isFit(value, kind) ? undefined : "template-value-unfit";
}

function isFit(value: string, kind: VariableKind): boolean {
  // A line break would let a value look like another message.
  if (!value.isWellFormed() || /\p{Cc}/u.test(value)) return false;
  if (kind === "digits") return DIGITS.test(value);
  return kind === "any" || [...value].every((character) => septetsOf(character)?.length === 1);
}

/** A template with the shortest and the longest values it takes, cut as they would be sent. */
export interface TemplateSpan {
  readonly shortest: Segments | TextFault;
  readonly longest: Segments | TextFault;
}

/** What a template takes at the least and at the most. */
export function spanOf(template: TemplateText): TemplateSpan {
  const withValues = (made: (variable: TemplateVariable) => string) => {
    const values = new Map(template.variables.map((variable) => [variable.name, made(variable)]));
    return cutText(template.body.replaceAll(PLACE, (_place, name: string) => values.get(name) ?? ""));
  };
  return { shortest: withValues(({ kind }) => SHORT[kind]), longest: withValues(longValue) };
}

const SHORT: Readonly<Record<VariableKind, string>> = { digits: "0", plain: "x", any: "x" };
/** A pair of surrogates, which is never split: the longest is longest with it. */
const PAIR = "😀";

function longValue({ kind, most }: TemplateVariable): string {
  if (kind !== "any") return SHORT[kind].repeat(most);
  return PAIR.repeat(Math.floor(most / PAIR.length)) + "字".repeat(most % PAIR.length);
}
