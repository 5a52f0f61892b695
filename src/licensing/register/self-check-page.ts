import { answerBox, html, type SafeHtml, safeHref, type Tone } from "../issuing/index.ts";
import { linkTo, PUBLIC_PATHS, type PublicSite, pageHeading, publicPage, say } from "./public-page.ts";
import { ruleLine } from "./rule-lines.ts";
import {
  countingQuestions,
  QUESTIONS,
  type Question,
  type SelfCheckAnswers,
  type SelfCheckOutcome,
  selfCheck,
} from "./self-check.ts";

/** An operator that can rent out a code. */
export interface RentingOperator {
  readonly name: string;
  readonly city: string;
  readonly codes: number;
}

/** The tone of each outcome, and its links. */
const OUTCOMES: Readonly<Record<SelfCheckOutcome, { readonly tone: Tone; readonly links: readonly LinkName[] }>> = {
  licence: { tone: "good", links: ["register", "numbers", "steps", "formats"] },
  additional: { tone: "good", links: ["log-in", "steps", "formats"] },
  "ask-operator": { tone: "plain", links: ["formats"] },
  "government-new": { tone: "good", links: ["register", "numbers", "steps"] },
  "body-first": { tone: "warn", links: ["steps"] },
  "not-needed": { tone: "good", links: [] },
};

type LinkName = "register" | "numbers" | "steps" | "formats" | "log-in";

/** "Do I need it?": one question after the other, then an outcome with its rules and the next steps. */
export function selfCheckPage(
  site: PublicSite,
  facts: { readonly answers: SelfCheckAnswers; readonly operators: readonly RentingOperator[] },
): string {
  const { answers, operators } = facts;
  const step = selfCheck(answers);
  const counting = countingQuestions(answers);
  const title = say(site, "check.documentTitle");
  const body =
    step.kind === "ask"
      ? html`${pageHeading(title, say(site, "check.lead"))}${questionForm(site, { question: step.question, counting, answers })}`
      : html`${outcomeBox(site, step.outcome)}${step.outcome === "ask-operator" && operatorList(site, operators)}<section class="card" aria-labelledby="basis"><h2 id="basis">${say(site, "check.rulesTitle")}</h2><dl>${step.rules.map((id) => ruleLine(site, id))}</dl></section>`;
  return publicPage(site, "check", html`${body}${given(site, counting, answers)}`);
}

function outcomeBox(site: PublicSite, outcome: SelfCheckOutcome): SafeHtml {
  const { tone, links } = OUTCOMES[outcome];
  const words = (part: string) => say(site, `check.outcomes.${outcome}.${part}`);
  const paths: Readonly<Record<LinkName, string>> = {
    register: "/daftar",
    numbers: "/nomor",
    steps: linkTo(site, PUBLIC_PATHS.steps),
    formats: linkTo(site, PUBLIC_PATHS.formats),
    "log-in": "/masuk",
  };
  const buttons = links.map(
    (link, index) =>
      html`<a class="${index === 0 ? "button main" : "button"}" href="${safeHref(paths[link])}">${say(site, `check.links.${link}`)}</a>`,
  );
  return html`${answerBox(tone, 1, words("answer"), html`<p>${words("meaning")}</p>`)}
<section aria-labelledby="next"><h2 id="next">${say(site, "check.nextTitle")}</h2><p>${words("next")}</p>${buttons.length > 0 && html`<p class="buttons">${buttons}</p>`}</section>`;
}

function operatorList(site: PublicSite, operators: readonly RentingOperator[]): SafeHtml {
  const title = html`<h2 id="operators">${say(site, "check.operatorsTitle")}</h2>`;
  if (operators.length === 0)
    return html`<section class="card" aria-labelledby="operators">${title}<p>${say(site, "check.operatorsNone")}</p></section>`;
  const rows = operators.map(
    ({ name, city, codes }) =>
      html`<tr><th scope="row">${name}<span class="note">${city}</span></th><td class="number">${codes}</td></tr>`,
  );
  return html`<section class="card" aria-labelledby="operators">${title}<p>${say(site, "check.operatorsText")}</p><table><thead><tr><th scope="col">${say(site, "check.operatorName")}</th><th scope="col" class="number">${say(site, "check.operatorCodes")}</th></tr></thead><tbody>${rows}</tbody></table></section>`;
}

interface QuestionState {
  readonly question: Question;
  readonly counting: readonly Question[];
  readonly answers: SelfCheckAnswers;
}

function questionForm(site: PublicSite, { question, counting, answers }: QuestionState): SafeHtml {
  const kept = counting.map((one) => html`<input type="hidden" name="${one}" value="${answers[one] ?? ""}">`);
  const language = site.asked !== undefined && html`<input type="hidden" name="lang" value="${site.asked}">`;
  const choices = QUESTIONS[question].map(
    (choice) =>
      html`<label class="choice"><input type="radio" name="${question}" value="${choice}" required><span>${say(site, `check.questions.${question}.${choice}`)}</span></label>`,
  );
  return html`<form class="card" method="get" action="${PUBLIC_PATHS.check}">${language}${kept}<fieldset><legend><span class="note">${say(site, "check.question", { number: counting.length + 1 })}</span>${say(site, `check.questions.${question}.title`)}</legend>${choices}</fieldset><button type="submit">${say(site, "check.next")}</button></form>`;
}

/** The relevant answers, each with a link back to its question. */
function given(site: PublicSite, counting: readonly Question[], answers: SelfCheckAnswers): SafeHtml | null {
  if (counting.length === 0) return null;
  const rows = counting.map((question, index) => {
    const title = say(site, `check.questions.${question}.title`);
    const before = counting.slice(0, index).map((one) => `${one}=${answers[one] ?? ""}`);
    const href = linkTo(site, before.length === 0 ? PUBLIC_PATHS.check : `${PUBLIC_PATHS.check}?${before.join("&")}`);
    return html`<li><span>${title} <strong>${say(site, `check.questions.${question}.${answers[question] ?? ""}`)}</strong></span><a href="${safeHref(href)}" aria-label="${say(site, "check.changeNamed", { question: title })}">${say(site, "check.change")}</a></li>`;
  });
  return html`<section class="card" aria-labelledby="given"><h2 id="given">${say(site, "check.answersTitle")}</h2><ul class="given">${rows}</ul><p class="more"><a href="${safeHref(linkTo(site, PUBLIC_PATHS.check))}">${say(site, "check.again")}</a></p></section>`;
}
