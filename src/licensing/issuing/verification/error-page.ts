import { html, safeHref } from "./html.ts";
import { answerBox, type PageFrame, pageFrame } from "./page-frame.ts";

/** An error page. */
export interface ErrorPage extends PageFrame {
  readonly problem: "not-found" | "invalid" | "failure";
  /** The reference to quote in a support request; null if there is none. */
  readonly reference: string | null;
}

/** The status and kind of a page's error: 404 for an impossible address, 4xx for other invalid input, and 503 for a server failure. */
export function pageProblem(error: {
  readonly statusCode?: number | undefined;
  readonly validationContext?: string | undefined;
}): {
  readonly status: number;
  readonly problem: ErrorPage["problem"];
} {
  const { statusCode = 500, validationContext } = error;
  if (validationContext === "params") return { status: 404, problem: "not-found" };
  const isInput = statusCode >= 400 && statusCode < 500;
  return isInput ? { status: statusCode, problem: "invalid" } : { status: 503, problem: "failure" };
}

/** The server-rendered page for 4xx and 503: the error, the remedy, and a reference. */
export function errorPage(page: ErrorPage): string {
  const { texts, problem, reference } = page;
  const words = texts.errors[problem];
  const body = html`<p>${words.meaning}</p>${reference !== null && html`<p>${texts.errors.reference}: <strong>${reference}</strong></p>`}`;
  const content = html`${answerBox(problem === "failure" ? "warn" : "plain", 1, words.answer, body)}<p><a href="${safeHref(page.homeHref)}">${texts.errors.back}</a></p>`;
  return pageFrame(page, words.answer, content);
}
