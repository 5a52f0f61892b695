import type { RuleId } from "../../regulation/index.ts";
import { html, type SafeHtml } from "../issuing/index.ts";
import { JOURNEY, type JourneyStep } from "./journey.ts";
import { type PublicSite, pageHeading, publicPage, ruleOf, say } from "./public-page.ts";
import { lawList, ruleLine } from "./rule-lines.ts";

/** All steps with their days, documents and further rules, each with clause and standing. */
export function stepsPage(site: PublicSite): string {
  const content = html`${pageHeading(say(site, "steps.documentTitle"), say(site, "steps.lead"))}
<p>${say(site, "steps.workingDays")}</p><ol class="thread">${JOURNEY.map((step, index) => stepItem(site, step, index))}</ol><p class="quiet">${say(site, "laws.standing")}</p><p class="quiet">${say(site, "steps.print")}</p>`;
  return publicPage(site, "steps", content);
}

function stepItem(site: PublicSite, step: JourneyStep, index: number): SafeHtml {
  const kbli = ruleOf(site, "service-kbli").value;
  const groups = html`${group(site, "steps.daysTitle", step.days)}${group(site, "steps.documentsTitle", step.documents)}${group(site, "steps.factsTitle", step.facts)}<h3>${say(site, "laws.title")}</h3>${lawList(site, step.laws)}`;
  return html`<li class="${step.place}" id="${step.id}"><h2>${say(site, `steps.${step.id}.title`)}</h2><span class="tag">${say(site, `steps.places.${step.place}`)}</span><p>${say(site, `steps.${step.id}.text`, { kbli })}</p><div class="panel"><p class="quiet">${say(site, "steps.count", { step: index + 1, steps: JOURNEY.length })}</p>${groups}</div></li>`;
}

function group(site: PublicSite, titleKey: string, rules: readonly RuleId[]): SafeHtml | null {
  if (rules.length === 0) return null;
  return html`<h3>${say(site, titleKey)}</h3><dl>${rules.map((id) => ruleLine(site, id))}</dl>`;
}
