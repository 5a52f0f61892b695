import { septetsOf } from "../intake/gsm-text.shared.ts";
import { cutText, type Segments, type TextFault } from "../intake/segments.shared.ts";

/** Name of a template, as API requests reference it. */
export const TEMPLATE_NAME = /^[a-z0-9][a-z0-9-]{1,39}$/;
/** Limit of a template's text, characters. */
export const TEMPLATE_BODY_MAX = 1_600;
/** Limit of variables of one template. */
export const TEMPLATE_VARIABLES_MAX = 20;
/** Limit of a value, characters. */
export const TEMPLATE_VALUE_MAX = 200;
/** Limit of templates of one call centre. */
export const TEMPLATES_MAX = 200;

/** Permitted characters of a value: digits, characters of the GSM alphabet that take one septet each, or any printable ones. */
export type VariableKind = "digits" | "plain" | "any";

/** A variable of a template. */
export interface TemplateVariable {
  readonly name: string;
  readonly kind: VariableKind;
  /** Limit of a value, characters (UTF-16 units). */
  readonly most: number;
}

/** Text and variables of a template. */
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

/** Variables in a text, each once, in the order of the text; undefined when a brace belongs to none. */
export function variablesIn(body: string): readonly string[] | undefined {
  const bare = body.replaceAll(PLACE, "");
  if (/[{}]/.test(bare)) return undefined;
  return [...new Set([...body.matchAll(PLACE)].map(([, name]) => name ?? ""))];
}

/** The text with its values, or the first value that does not fit. Values are never parsed for variables. */
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
  // A line break would make a value appear as another message.
  if (!value.isWellFormed() || /\p{Cc}/u.test(value)) return false;
  if (kind === "digits") return DIGITS.test(value);
  return kind === "any" || [...value].every((character) => septetsOf(character)?.length === 1);
}

/** A template with the shortest and the longest permitted values, segmented as it would be sent. */
export interface TemplateSpan {
  readonly shortest: Segments | TextFault;
  readonly longest: Segments | TextFault;
}

/** Minimum and maximum length of a template's messages. */
export function spanOf(template: TemplateText): TemplateSpan {
  const withValues = (made: (variable: TemplateVariable) => string) => {
    const values = new Map(template.variables.map((variable) => [variable.name, made(variable)]));
    return cutText(template.body.replaceAll(PLACE, (_place, name: string) => values.get(name) ?? ""));
  };
  return { shortest: withValues(({ kind }) => SHORT[kind]), longest: withValues(longValue) };
}

const SHORT: Readonly<Record<VariableKind, string>> = { digits: "0", plain: "x", any: "x" };
/** A surrogate pair, which is never split: it yields the longest result. */
const PAIR = "😀";

function longValue({ kind, most }: TemplateVariable): string {
  if (kind !== "any") return SHORT[kind].repeat(most);
  return PAIR.repeat(Math.floor(most / PAIR.length)) + "字".repeat(most % PAIR.length);
}
