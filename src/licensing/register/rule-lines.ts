import { type LawId, lawTitles, type Rule, type RuleId } from "../../regulation/index.ts";
import { html, readableDate, type SafeHtml, safeHref } from "../issuing/index.ts";
import { type PublicSite, ruleOf, say } from "./public-page.ts";

/** Units that are already part of the value. */
const SILENT_UNITS: ReadonlySet<string> = new Set(["text", "code", "style", "zone", "documents", "configurations"]);

/** The value of a rule in words, with its unit. */
export function ruleValue(site: PublicSite, id: RuleId): string {
  const { value, unit } = ruleOf(site, id) as Rule;
  if (unit === "rupiah") return rupiah(site, Number(value));
  if (unit === "month-day") return monthDay(site, typeof value === "string" ? value : "");
  if (typeof value === "boolean") return say(site, value ? "rule.yes" : "rule.no");
  if (Array.isArray(value)) return value.map((one) => String(one)).join("; ");
  const text = typeof value === "string" || typeof value === "number" ? String(value) : "";
  if (SILENT_UNITS.has(unit)) return translateValue(site, text);
  return say(site, "rule.value", { value: text, unit: unitOf(site, unit, Number(value)) });
}

/** A term of the office with its explanation; any other value unchanged. */
export function translateValue(site: PublicSite, value: string): string {
  const key = `pages.public.values.${value.toLowerCase().replaceAll(/[^a-z0-9]+/gu, "-")}`;
  const said = site.say(key);
  return said === key ? value : said;
}

/** A rule as a line: subject, value and source. */
export function ruleLine(site: PublicSite, id: RuleId): SafeHtml {
  const { value } = ruleOf(site, id) as Rule;
  const shown = Array.isArray(value)
    ? html`<ul class="papers">${documentItems(site, id, value.map(String))}</ul>`
    : html`<strong>${ruleValue(site, id)}</strong>`;
  return html`<div><dt>${site.say(`rules.${id}`)}</dt><dd class="rule">${shown}${ruleSource(site, id)}</dd></div>`;
}

/** Clause and standing of a rule, with a link to it on the page of all rules. */
export function ruleSource(site: PublicSite, id: RuleId): SafeHtml {
  const { clause, standing } = ruleOf(site, id) as Rule;
  return html`<span class="source"><a href="${safeHref(`/aturan?search=${id}`)}">${say(site, "rule.source", { clause })}<span class="away"> (${site.say(`rules.${id}`)})</span></a> <span class="standing ${standing}">${say(site, `rule.${standing}`)}</span></span>`;
}

/** Laws by their full Indonesian titles, with the subject of each. */
export function lawList(site: PublicSite, ids: readonly LawId[]): SafeHtml {
  return html`<ul class="papers">${ids.map((id) => html`<li><span lang="id">${lawTitles[id]}</span><span class="note">${say(site, `laws.${id}`)}</span></li>`)}</ul>`;
}

/** Documents keep their official name; an explanation is added. */
function documentItems(site: PublicSite, id: RuleId, names: readonly string[]): readonly SafeHtml[] {
  return names.map((name, index) => {
    const key = `pages.public.papers.${id}.${index}`;
    const meaning = site.say(key);
    const shown = site.locale === "id" ? html`${name}` : html`<span lang="id">${name}</span>`;
    return html`<li>${shown}${meaning !== key && html`<span class="note">${meaning}</span>`}</li>`;
  });
}

function rupiah(site: PublicSite, amount: number): string {
  if (amount === 0) return say(site, "rule.free");
  return say(site, "rule.rupiah", { amount: String(amount).replaceAll(/\B(?=(\d{3})+$)/gu, ".") });
}

/** A day of every year, "03-31", in words; a year is inserted only to obtain the month's name. */
function monthDay(site: PublicSite, value: string): string {
  const words = readableDate(`2024-${value}`, {
    dates: { ...site.texts.dates, datePattern: "{day}|{month}" },
  }).split("|");
  return say(site, "rule.monthDay", { day: words[0] ?? "", month: words[1] ?? "" });
}

/** English has a singular; the units of the rules are plurals. */
function unitOf(site: PublicSite, unit: string, value: number): string {
  const words = site.say(`ruleUnits.${unit}`);
  return site.locale === "en" && value === 1 ? words.replace(/s$/u, "") : words;
}
