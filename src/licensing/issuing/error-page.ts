import { html, safeHref } from "./html.ts";
import { answerBox, type PageFrame, pageFrame } from "./page-frame.ts";

/** A page for something that went wrong. */
export interface ErrorPage extends PageFrame {
  readonly problem: "not-found" | "failure";
  /** What to name when asking for help; null when there is none. */
  readonly reference: string | null;
}

/** The server-rendered page for 404 and 500: what happened, what to do, and a reference. */
export function errorPage(page: ErrorPage): string {
  const { texts, problem, reference } = page;
  const words = texts.errors[problem];
  const body = html`<p>${words.meaning}</p>${reference !== null && html`<p>${texts.errors.reference}: <strong>${reference}</strong></p>`}`;
  const content = html`${answerBox(problem === "failure" ? "warn" : "plain", 1, words.answer, body)}<p><a href="${safeHref(page.homeHref)}">${texts.errors.back}</a></p>`;
  return pageFrame(page, words.answer, content);
}
