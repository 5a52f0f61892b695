import {
  answerBox,
  html,
  type PageFrame,
  pageFrame,
  readableDate,
  readableInstant,
  type Tone,
} from "../../issuing/index.ts";

/** The public status of a case, found by its receipt: no personal names. */
export interface CaseStatus {
  readonly number: string;
  /** Empty if the case is not about a code. */
  readonly code: string;
  /** Key of the state's text: the state, or "paused"; "licence-..." for a licence application. */
  readonly state: string;
  readonly receivedAtMs: number;
  /** Due date (local date); null if no processing time runs. */
  readonly dueDate: string | null;
  readonly isOverdue: boolean;
  /** True while the applicant must act. */
  readonly isStanding: boolean;
  /** The end of the correction period. */
  readonly repairUntil: string | null;
}

/** Texts of the page, by key below `pages.status`. */
export type StatusWords = (key: string) => string;

const TONES: Readonly<Record<string, Tone>> = {
  approved: "good",
  rejected: "bad",
  lapsed: "bad",
  returned: "warn",
  paused: "warn",
  "licence-verified": "good",
  "licence-rejected": "bad",
  "licence-lapsed": "bad",
  "licence-returned": "warn",
  "licence-paused": "warn",
};

/** The status page of a case; says "unknown" for a number and key that do not match. */
export function statusPage(frame: PageFrame, status: CaseStatus | null, words: StatusWords): string {
  if (status === null) {
    const meaning = html`<p>${words("unknownMeaning")}</p>`;
    return pageFrame(frame, words("unknown"), answerBox("plain", 1, words("unknown"), meaning));
  }
  const { texts } = frame;
  const facts = [
    { name: words("number"), value: status.number },
    status.code === "" ? null : { name: words("code"), value: status.code },
    { name: words("received"), value: readableInstant(status.receivedAtMs, texts) },
    { name: words("holderName"), value: words(`holder.${status.state}`) },
    status.dueDate === null ? null : { name: words("due"), value: dueText(frame, status, words) },
    status.repairUntil === null ? null : { name: words("repairUntil"), value: readableDate(status.repairUntil, texts) },
  ].filter((fact) => fact !== null);
  const rows = facts.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`);
  const body = html`<p>${words(`meaning.${status.state}`)}</p>`;
  const content = html`${answerBox(TONES[status.state] ?? "plain", 1, words(`state.${status.state}`), body)}
<section class="card"><dl>${rows}</dl></section>
<p class="quiet">${words("privacy")}</p>`;
  return pageFrame(frame, status.number, content);
}

function dueText({ texts }: PageFrame, status: CaseStatus, words: StatusWords): string {
  const date = readableDate(status.dueDate ?? "", texts);
  if (status.isStanding) return `${date} – ${words("standing")}`;
  return status.isOverdue ? `${date} – ${words("overdue")}` : date;
}
