import { z } from "zod";
import { VERIFICATION_REASONS } from "./verification-reasons.ts";

const text = z.string().min(1);
const answer = z.object({ answer: text, meaning: text });

/** Texts of the public pages and of the file check: `pages.validation` of the locales. */
export const pageTextsSchema = z.object({
  dates: z.object({
    /** Twelve names separated by spaces. */
    monthNames: text,
    datePattern: text,
    instantPattern: text,
  }),
  layout: z.object({
    skipLink: text,
    otherLanguage: text,
    home: text,
    footer: text,
    demonstrationTitle: text,
    demonstrationText: text,
  }),
  start: z.object({ title: text, lead: text }),
  answers: z.object({
    valid: answer,
    "valid-demonstration": answer,
    superseded: answer,
    revoked: answer,
    ended: answer,
    "ends-code": answer,
    "ends-code-demonstration": answer,
    unknown: answer,
    altered: answer,
    unsigned: answer,
    "unknown-signer": answer,
    "not-a-pdf": answer,
    "other-decree": answer,
  }),
  earlier: answer.extend({ recordedAt: text }),
  decree: z.object({
    title: text,
    number: text,
    code: text,
    about: text,
    kind: text,
    service: text,
    holder: text,
    nib: text,
    decidedOn: text,
    signer: text,
    publishedAt: text,
    effectiveOn: text,
    inForceUntil: text,
    replacedBy: text,
    endedBy: text,
    download: text,
  }),
  commitment: z.object({
    about: text,
    title: text,
    year: text,
    period: text,
    fromTo: text,
    total: text,
    capacity: text,
  }),
  testPapers: z.object({
    about: text,
    result: text,
    heldOn: text,
    report: text,
    results: z.object({ fit: text, unfit: text }),
    kinds: z.object({ "test-order": text, "test-report": text, sklo: text }),
  }),
  history: z.object({
    title: text,
    time: text,
    event: text,
    events: z.object({ decided: text, published: text, superseded: text, revoked: text, ended: text }),
  }),
  upload: z.object({ title: text, help: text, label: text, button: text, privacy: text }),
  result: z.object({ title: text, reasons: text, register: text }),
  file: z.object({
    verdicts: z.object({
      valid: answer,
      altered: answer,
      unsigned: answer,
      "unknown-signer": answer,
      "not-a-pdf": answer,
    }),
    reasons: z.record(z.enum(VERIFICATION_REASONS), text),
    fields: z.object({ number: text, id: text, claimedNumber: text, claimedId: text, signer: text, signedAt: text }),
    factLine: text,
    offlineNote: text,
  }),
  errors: z.object({
    "not-found": answer,
    invalid: answer,
    failure: answer,
    reference: text,
    back: text,
  }),
});

/** Texts of the public pages in one language. */
export type PageTexts = Readonly<z.infer<typeof pageTextsSchema>>;

/** The texts that a report on a file uses. */
export type ReportTexts = Pick<PageTexts, "dates" | "file">;

/** Replaces `{name}` by its value; a name without a value stays. Values are not expanded again. */
export function fillText(pattern: string, values: Readonly<Record<string, string>>): string {
  return pattern.replaceAll(/\{(\w+)\}/gu, (whole, name: string) => values[name] ?? whole);
}
