import type { RuleId } from "../../regulation/index.ts";
import { html, type SafeHtml } from "../issuing/index.ts";
import { type PublicSite, pageHeading, publicPage, say } from "./public-page.ts";
import { ruleSource, ruleValue } from "./rule-lines.ts";

/** The frequent questions, each with the rules whose values its answer contains. */
const COMMON_QUESTIONS: readonly { readonly id: string; readonly rules: readonly RuleId[] }[] = [
  { id: "cost", rules: ["service-fee"] },
  { id: "days", rules: ["promise-number-new-operator", "promise-number-new-other", "promise-number-additional"] },
  { id: "account", rules: ["promise-account-verification"] },
  { id: "hold", rules: ["hold-minutes", "holds-at-once", "claim-on-submit"] },
  { id: "repair", rules: ["repair-working-days", "promise-restarts-max"] },
  { id: "rent", rules: ["own-code-for-operators-only"] },
  { id: "transfer", rules: ["transfer-allowed"] },
  { id: "unused", rules: ["unused-revocable-months"] },
  { id: "quarantine", rules: ["quarantine-months"] },
  { id: "report", rules: ["usage-report-template", "usage-report-yearly-due"] },
  { id: "files", rules: ["file-megabytes-max", "file-types"] },
  { id: "genuine", rules: ["decree-validation-path"] },
];

/** Frequent questions with short answers; every figure in them is read from a rule. */
export function faqPage(site: PublicSite): string {
  const contents = COMMON_QUESTIONS.map(
    ({ id }) => html`<li><a href="${`#${id}`}">${say(site, `faq.items.${id}.question`)}</a></li>`,
  );
  const content = html`${pageHeading(say(site, "faq.documentTitle"), say(site, "faq.lead"))}
<nav aria-label="${say(site, "faq.contents")}"><ul class="questions">${contents}</ul></nav>${COMMON_QUESTIONS.map((one) => question(site, one))}`;
  return publicPage(site, "faq", content);
}

function question(site: PublicSite, { id, rules }: (typeof COMMON_QUESTIONS)[number]): SafeHtml {
  const values = Object.fromEntries(rules.map((rule) => [parameterOf(rule), ruleValue(site, rule)]));
  return html`<section class="card" id="${id}" aria-labelledby="${`${id}-title`}"><h2 id="${`${id}-title`}">${say(site, `faq.items.${id}.question`)}</h2><p>${say(site, `faq.items.${id}.answer`, values)}</p>${rules.map((rule) => ruleSource(site, rule))}</section>`;
}

/** A rule's name as the parameter of a text, which must not contain a hyphen. */
function parameterOf(rule: RuleId): string {
  return rule.replaceAll(/-(\w)/gu, (_hyphen, letter: string) => letter.toUpperCase());
}
