/** The draft of an SMS, and values derived from it. */
import { queryOptions } from "@tanstack/react-query";
import {
  nextPromotionalMs,
  type PromotionHours,
  type Zone,
} from "../../../../src/service/messaging/sms/intake/promotion-hours.shared.ts";
import { recipientOf } from "../../../../src/service/messaging/sms/intake/recipient.shared.ts";
import type { TemplateText } from "../../../../src/service/messaging/sms/templates/template.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Path = paths["/api/service/sms/messages"]["post"];

/** The request body. */
export type WrittenForm = NonNullable<Path["requestBody"]>["content"]["application/json"];
/** The response. */
export type WrittenTaken = Path["responses"][202]["content"]["application/json"];
/** Data that the form needs. */
export type Writing = paths["/api/service/sms/writing"]["get"]["responses"][200]["content"]["application/json"];

/** Permitted sender ids, and the rules. */
export const writingQuery = queryOptions({
  queryKey: ["service", "sms-writing"],
  queryFn: () => read<Writing>(api.GET("/api/service/sms/writing")),
});

/** The form data. */
export interface Draft {
  readonly from: string;
  readonly to: string;
  readonly category: WrittenForm["category"];
  readonly text: string;
  readonly isLater: boolean;
  /** A local date and time in WIB without a zone, as the browser's field holds it. */
  readonly sendAt: string;
  readonly validMinutes: number;
  readonly zone: Zone | "";
  /** The name of the template; empty for free text. */
  readonly template: string;
  /** Values by variable name; values of other templates are kept while the form is open. */
  readonly values: Readonly<Record<string, string>>;
}

/** Validity periods in minutes, with their message keys. */
export const VALID_FOR = [
  ...([{ minutes: 5, word: "m5" }] as const),
  ...([{ minutes: 60, word: "m60" }] as const),
  ...([{ minutes: 360, word: "m360" }] as const),
  ...([{ minutes: 1_440, word: "m1440" }] as const),
  ...([{ minutes: 4_320, word: "m4320" }] as const),
] as const;

const OTP_MINUTES = 5;
const USUAL_MINUTES = 1_440;

/** The initial form data. */
export const NEW_DRAFT: Draft = {
  from: "",
  to: "",
  category: "transactional",
  text: "",
  isLater: false,
  sendAt: "",
  validMinutes: USUAL_MINUTES,
  zone: "",
  template: "",
  values: {},
};

/** A template that can be sent. */
export type WritingTemplate = Writing["templates"][number];

/** The template of a draft; undefined for free text. */
export function templateOf({ template }: Draft, { templates }: Writing): WritingTemplate | undefined {
  return templates.find(({ name }) => name === template);
}

/** The templates that permit the sender id of a draft. */
export function templatesFor({ from }: Draft, { templates }: Writing): readonly WritingTemplate[] {
  return templates.filter(({ senders }) => senders.length === 0 || senders.includes(from));
}

/** Changes the sender id; clears a template that does not permit it. */
export function ofSender(draft: Draft, writing: Writing, from: string): Partial<Draft> {
  const isKept = templatesFor({ ...draft, from }, writing).some(({ name }) => name === draft.template);
  return isKept ? { from } : { from, template: "" };
}

/** The values of a draft for the variables of its template. */
function valuesOf({ values }: Draft, { variables }: Pick<WritingTemplate, "variables">): Record<string, string> {
  return Object.fromEntries(variables.map(({ name }) => [name, values[name] ?? ""]));
}

/** The text of a template with its values; variables without a value remain as placeholders. */
export function filledText({ body, variables }: TemplateText, values: Readonly<Record<string, string>>): string {
  const known = new Set(variables.map(({ name }) => name));
  return body.replaceAll(/\{([a-z][a-z0-9_]*)\}/g, (place, name: string) => {
    const value = known.has(name) ? (values[name] ?? "") : "";
    return value === "" ? place : value;
  });
}

/** The text to send: the free text, or that of the template. */
export function textOf(draft: Draft, writing: Writing): string {
  const template = templateOf(draft, writing);
  return template === undefined ? draft.text : filledText(template, draft.values);
}

/** Changes the category and its default validity, because a one-time password expires after some minutes. */
export function ofCategory({ validMinutes, category: before }: Draft, category: Draft["category"]): Partial<Draft> {
  if (category === "otp") return { category, validMinutes: OTP_MINUTES };
  return { category, validMinutes: before === "otp" ? USUAL_MINUTES : validMinutes };
}

/** Parsed recipients: one number per line. */
export interface Recipients {
  /** In international format, without duplicates, in order. */
  readonly numbers: readonly string[];
  readonly doubled: number;
  readonly unfit: readonly string[];
}

/** Parses the recipients. */
export function recipientsOf(text: string): Recipients {
  const written = text
    .split(/[\n,;]+/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
  const read = written.map((line) => recipientOf(line));
  const known = read.filter((number): number is string => number !== undefined);
  const numbers = [...new Set(known)];
  return {
    numbers,
    doubled: known.length - numbers.length,
    unfit: written.filter((_, nth) => read[nth] === undefined),
  };
}

/** The instant of a date and time in WIB; null if the field is empty or invalid. */
export function instantOf(field: string): string | null {
  const at = Date.parse(`${field}:00+07:00`);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

const MINUTE_MS = 60_000;

/** The time of sending by the permitted hours of the category: immediate, postponed, or refused. */
export type Leaving =
  | { readonly kind: "now" | "closed" }
  | { readonly kind: "planned" | "waits" | "never"; readonly at: string };

/** Mirrors the server's decision, so that the user sees it before sending. */
export function leavingOf(draft: Draft, rules: PromotionHours, nowMs: number): Leaving {
  const sendAt = draft.isLater ? instantOf(draft.sendAt) : null;
  const wishedMs = Math.max(nowMs, sendAt === null ? nowMs : Date.parse(sendAt));
  const own: Leaving = wishedMs > nowMs ? { kind: "planned", at: new Date(wishedMs).toISOString() } : { kind: "now" };
  if (draft.category !== "promotional") return own;
  const permittedMs = nextPromotionalMs(wishedMs, draft.zone === "" ? null : draft.zone, rules);
  if (permittedMs === undefined) return { kind: "closed" };
  const at = new Date(permittedMs).toISOString();
  if (permittedMs >= wishedMs + draft.validMinutes * MINUTE_MS) return { kind: "never", at };
  return permittedMs > wishedMs ? { kind: "waits", at } : own;
}

/** Builds the request body of a draft. */
export function formOf(draft: Draft, writing: Writing): Omit<WrittenForm, "requestKey"> {
  const { from, category, validMinutes, zone, isLater, sendAt } = draft;
  const template = templateOf(draft, writing);
  const made =
    template === undefined ? { text: draft.text } : { template: template.name, values: valuesOf(draft, template) };
  return {
    ...made,
    from,
    category,
    validMinutes,
    to: [...recipientsOf(draft.to).numbers],
    zone: category === "promotional" && zone !== "" ? zone : null,
    sendAt: isLater ? instantOf(sendAt) : null,
  };
}
