import type { CommittedYear } from "../decrees/commitment-years.ts";
import { readableCode } from "../decrees/decree-parts.ts";
import { readableDate, readableInstant } from "../readable-instant.ts";
import type { TestDocumentKind } from "../test-document-act.ts";
import { html, type SafeHtml, safeHref } from "./html.ts";
import { answerBox, type PageFrame, pageFrame, type Tone } from "./page-frame.ts";
import { fillText, type PageTexts } from "./page-texts.ts";
import { answerFor, type RegisterState, type UploadAnswer } from "./uploaded-check.ts";
import type { DocumentCheck } from "./verify-document.ts";

/** A state change of a decree. */
export interface DecreeEvent {
  readonly atMs: number;
  readonly event: "decided" | "published" | "superseded" | "revoked" | "ended";
  readonly note: string | null;
}

/** The subject of a decree: an access code, a licensee's yearly commitment, or an operational test. */
export type DecreeSubjectShown =
  | { readonly kind: "code"; readonly code: string; readonly numberKind: string }
  | {
      readonly kind: "commitment";
      readonly years: readonly Pick<CommittedYear, "year" | "from" | "to" | "totalE1" | "totalChannels">[];
    }
  | {
      readonly kind: "test-paper";
      readonly paper: TestDocumentKind;
      /** Null if nothing has been tested yet. */
      readonly result: "fit" | "unfit" | null;
      /** Local dates. */
      readonly heldFrom: string;
      readonly heldTo: string;
      /** The report on which it is based. */
      readonly report: string | null;
    };

/** The public view of a published decree. */
export interface DecreeOnRegister {
  readonly number: string;
  readonly about: DecreeSubjectShown;
  readonly service: string;
  readonly holderName: string;
  readonly holderNib: string | null;
  /** Local date `YYYY-MM-DD`. */
  readonly decidedOn: string;
  /** Local dates of the beginning and end of validity; the end is null while it is in force. */
  readonly effectiveOn: string;
  readonly inForceUntil: string | null;
  readonly publishedAtMs: number;
  readonly signer: string;
  readonly state: RegisterState;
  readonly demonstration: boolean;
  readonly replacedBy: { readonly number: string; readonly href: string } | null;
  readonly fileHref: string | null;
  readonly history: readonly DecreeEvent[];
}

/** The outcome of an uploaded file. */
export interface UploadOutcome {
  readonly answer: UploadAnswer;
  readonly check: DocumentCheck;
}

/** The public view of a decree from before this system: recorded, neither written nor signed here. */
export interface EarlierDecreeOnRegister {
  readonly number: string;
  readonly code: string;
  readonly holderName: string;
  readonly holderNib: string | null;
  /** Local date `YYYY-MM-DD`. */
  readonly decidedOn: string;
  readonly recordedAtMs: number;
}

/** The subject of a validation page: none yet, an unknown id, a decree, or a recorded earlier one. */
export type ValidationSubject =
  | { readonly kind: "earlier"; readonly decree: EarlierDecreeOnRegister }
  | { readonly kind: "start" }
  | { readonly kind: "unknown" }
  | { readonly kind: "decree"; readonly decree: DecreeOnRegister };

/** The content of a validation page. */
export interface ValidationPage extends PageFrame {
  readonly subject: ValidationSubject;
  readonly upload: UploadOutcome | null;
  /** The URL of the upload form. */
  readonly uploadAction: string;
}

/** Maximum number of displayed events of one decree; the latest ones are displayed. */
const HISTORY_MAX = 50;

const TONES: Readonly<Record<UploadAnswer, Tone>> = {
  valid: "good",
  "valid-demonstration": "warn",
  superseded: "warn",
  revoked: "bad",
  ended: "bad",
  "ends-code": "bad",
  "ends-code-demonstration": "warn",
  unknown: "plain",
  altered: "bad",
  unsigned: "warn",
  "unknown-signer": "warn",
  "not-a-pdf": "plain",
  "other-decree": "warn",
};

/** The public page about a decree or an uploaded file: a complete document without script. */
export function validationPage(page: ValidationPage): string {
  const { subject, texts } = page;
  const content = html`${page.upload && uploadResult(page, page.upload)}${subjectPart(page)}${uploadForm(page)}`;
  const title =
    subject.kind === "decree" || subject.kind === "earlier"
      ? fillText(texts.decree.title, { number: subject.decree.number })
      : texts.start.title;
  return pageFrame({ ...page, demonstration: page.demonstration || isDemonstration(subject) }, title, content);
}

function isDemonstration(subject: ValidationSubject): boolean {
  return subject.kind === "decree" && subject.decree.demonstration;
}

function subjectPart(page: ValidationPage): SafeHtml {
  const { subject, texts } = page;
  const level = page.upload === null ? 1 : 2;
  if (subject.kind === "decree") return decreePart(page, subject.decree, level);
  if (subject.kind === "earlier") return earlierPart(page, subject.decree, level);
  if (subject.kind === "unknown") {
    const { answer, meaning } = texts.answers.unknown;
    return answerBox(TONES.unknown, level, answer, html`<p>${meaning}</p>`);
  }
  if (page.upload !== null) return html``;
  return html`<div class="start"><h1>${texts.start.title}</h1><p>${texts.start.lead}</p></div>`;
}

function decreePart(page: ValidationPage, decree: DecreeOnRegister, level: 1 | 2): SafeHtml {
  const { texts } = page;
  const answer = answerFor(decree);
  const words = texts.answers[answer];
  const meaning = fillText(words.meaning, {
    number: decree.number,
    code: decree.about.kind === "code" ? readableCode(decree.about.code) : "",
    holder: decree.holderName,
  });
  const box = answerBox(TONES[answer], level, words.answer, html`<p>${meaning}</p>${replacement(page, decree)}`);
  return html`${page.upload !== null && html`<p class="register">${texts.result.register}</p>`}${box}
<section class="card" aria-labelledby="decree"><h2 id="decree">${fillText(texts.decree.title, { number: decree.number })}</h2>
<dl>${decreeFacts(page, decree)}</dl>
${decree.fileHref !== null && html`<p class="more"><a href="${safeHref(decree.fileHref)}">${texts.decree.download}</a></p>`}</section>
${decree.about.kind === "commitment" && commitmentTable(page, decree.about.years)}${historyTable(page, decree)}`;
}

/** States first that this system cannot verify the document, because it has only recorded the decree. */
function earlierPart(page: ValidationPage, decree: EarlierDecreeOnRegister, level: 1 | 2): SafeHtml {
  const { texts } = page;
  const { answer, meaning } = texts.earlier;
  const said = fillText(meaning, {
    number: decree.number,
    code: readableCode(decree.code),
    holder: decree.holderName,
  });
  const facts = [
    fact(texts.decree.code, readableCode(decree.code), "code"),
    fact(texts.decree.holder, decree.holderName),
    ...(decree.holderNib === null ? [] : [fact(texts.decree.nib, decree.holderNib)]),
    fact(texts.decree.number, decree.number),
    fact(texts.decree.decidedOn, readableDate(decree.decidedOn, texts)),
    fact(texts.earlier.recordedAt, readableInstant(decree.recordedAtMs, texts)),
  ];
  return html`${answerBox("warn", level, answer, html`<p>${said}</p>`)}
<section class="card" aria-labelledby="decree"><h2 id="decree">${fillText(texts.decree.title, { number: decree.number })}</h2>
<dl>${facts}</dl></section>`;
}

function replacement({ texts }: ValidationPage, { replacedBy, state }: DecreeOnRegister): SafeHtml | null {
  if (replacedBy === null) return null;
  const link = html`<a href="${safeHref(replacedBy.href)}">${replacedBy.number}</a>`;
  const name = state === "superseded" ? texts.decree.replacedBy : texts.decree.endedBy;
  return html`<p>${name}: ${link}</p>`;
}

function decreeFacts({ texts }: ValidationPage, decree: DecreeOnRegister): readonly SafeHtml[] {
  const { about } = decree;
  return [
    ...subjectFacts(texts, about),
    fact(texts.decree.holder, decree.holderName),
    ...(decree.holderNib === null ? [] : [fact(texts.decree.nib, decree.holderNib)]),
    ...(about.kind === "code" ? [fact(texts.decree.kind, about.numberKind)] : []),
    fact(texts.decree.service, decree.service),
    fact(texts.decree.number, decree.number),
    fact(texts.decree.decidedOn, readableDate(decree.decidedOn, texts)),
    fact(texts.decree.effectiveOn, readableDate(decree.effectiveOn, texts)),
    ...(decree.inForceUntil === null
      ? []
      : [fact(texts.decree.inForceUntil, readableDate(decree.inForceUntil, texts))]),
    fact(texts.decree.signer, decree.signer),
    fact(texts.decree.publishedAt, readableInstant(decree.publishedAtMs, texts)),
  ];
}

/** The subject, as the first of the facts. */
function subjectFacts(texts: PageTexts, about: DecreeSubjectShown): readonly SafeHtml[] {
  if (about.kind === "code") return [fact(texts.decree.code, readableCode(about.code), "code")];
  if (about.kind === "commitment") return [fact(texts.decree.about, texts.commitment.about)];
  const { testPapers } = texts;
  const { heldFrom, heldTo, result, report } = about;
  const days = { from: readableDate(heldFrom, texts), to: readableDate(heldTo, texts) };
  return [
    fact(testPapers.about, testPapers.kinds[about.paper]),
    ...(result === null ? [] : [fact(testPapers.result, testPapers.results[result])]),
    fact(testPapers.heldOn, heldFrom === heldTo ? days.from : fillText(texts.commitment.fromTo, days)),
    ...(report === null ? [] : [fact(testPapers.report, report)]),
  ];
}

/** The totals at the end of each year; the cities are listed in the decree itself. */
function commitmentTable(
  { texts }: ValidationPage,
  years: (DecreeSubjectShown & { readonly kind: "commitment" })["years"],
): SafeHtml {
  const words = texts.commitment;
  const rows = years.map(({ year, from, to, totalE1, totalChannels }) => {
    const period = fillText(words.fromTo, { from: readableDate(from, texts), to: readableDate(to, texts) });
    const capacity = fillText(words.capacity, { e1: String(totalE1), channels: String(totalChannels) });
    return html`<tr><td>${String(year)}</td><td>${period}</td><td>${capacity}</td></tr>`;
  });
  return html`<section class="card" aria-labelledby="commitment"><h2 id="commitment">${words.title}</h2>
<table><thead><tr><th scope="col">${words.year}</th><th scope="col">${words.period}</th><th scope="col">${words.total}</th></tr></thead><tbody>${rows}</tbody></table></section>`;
}

function historyTable({ texts }: ValidationPage, decree: DecreeOnRegister): SafeHtml {
  const rows = decree.history
    .slice(-HISTORY_MAX)
    .map(
      ({ atMs, event, note }) =>
        html`<tr><td>${readableInstant(atMs, texts)}</td><td>${texts.history.events[event]}${note !== null && html`<span class="note">${note}</span>`}</td></tr>`,
    );
  return html`<section class="card" aria-labelledby="history"><h2 id="history">${texts.history.title}</h2>
<table><thead><tr><th scope="col">${texts.history.time}</th><th scope="col">${texts.history.event}</th></tr></thead><tbody>${rows}</tbody></table></section>`;
}

function uploadResult({ texts }: ValidationPage, { answer, check }: UploadOutcome): SafeHtml {
  const words = texts.answers[answer];
  const { fields } = texts.file;
  const proven = check.verdict === "valid";
  const facts = [
    check.decreeNumber !== null && fact(proven ? fields.number : fields.claimedNumber, check.decreeNumber),
    check.signer !== null && fact(fields.signer, check.signer),
    check.signedAtMs !== null && fact(fields.signedAt, readableInstant(check.signedAtMs, texts)),
  ].filter((one) => one !== false);
  const reasons = check.reasons.map((reason) => html`<li>${texts.file.reasons[reason]}</li>`);
  const meaning = fillText(words.meaning, { number: check.decreeNumber ?? "", code: "", holder: "" });
  const details = reasons.length + facts.length > 0;
  return html`${answerBox(TONES[answer], 1, words.answer, html`<p>${meaning}</p>`)}
${
  details &&
  html`<section class="card" aria-labelledby="result"><h2 id="result">${texts.result.title}</h2>
${reasons.length > 0 && html`<p>${texts.result.reasons}</p><ul>${reasons}</ul>`}
${facts.length > 0 && html`<dl>${facts}</dl>`}</section>`
}`;
}

function uploadForm({ texts, uploadAction }: ValidationPage): SafeHtml {
  return html`<section class="card upload" aria-labelledby="upload"><h2 id="upload">${texts.upload.title}</h2>
<p>${texts.upload.help}</p>
<form method="post" action="${safeHref(uploadAction)}" enctype="multipart/form-data">
<label for="file">${texts.upload.label}</label>
<input id="file" type="file" name="file" accept="application/pdf,.pdf" required aria-describedby="privacy">
<button type="submit">${texts.upload.button}</button>
<p class="quiet" id="privacy">${texts.upload.privacy}</p>
</form></section>`;
}

function fact(name: string, value: string, className = "fact"): SafeHtml {
  return html`<div><dt>${name}</dt><dd class="${className}">${value}</dd></div>`;
}
