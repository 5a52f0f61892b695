import type { RuleId } from "../../regulation/index.ts";
import { html, type SafeHtml, safeHref } from "../issuing/index.ts";
import { linkTo, PUBLIC_PATHS, type PublicSite, pageHeading, publicPage, ruleOf, say } from "./public-page.ts";
import type { ServiceFigures } from "./statistics.ts";

/** The basis of the figures. */
export interface StatisticsFacts {
  readonly figures: readonly ServiceFigures[];
  readonly months: number;
  readonly casesMax: number;
}

/** Durations of cases and the share that ended in time; states if no case has ended yet. */
export function statisticsPage(site: PublicSite, { figures, months, casesMax }: StatisticsFacts): string {
  const isEmpty = figures.every(({ ended }) => ended === 0);
  const lead = isEmpty
    ? say(site, "statistics.none")
    : say(site, "statistics.lead", { months, date: site.today, max: casesMax });
  const more = isEmpty
    ? html`<p>${say(site, "statistics.noneText")} <a href="${safeHref(linkTo(site, PUBLIC_PATHS.steps))}">${say(site, "place.steps")}</a></p>`
    : null;
  const note = site.demonstration && html`<p class="quiet">${say(site, "statistics.demonstration")}</p>`;
  const content = html`${pageHeading(say(site, "statistics.documentTitle"), lead)}${more}
<div class="cards three">${figures.map((one) => kindPanel(site, one))}</div>${note}`;
  return publicPage(site, "statistics", content);
}

function kindPanel(site: PublicSite, figures: ServiceFigures): SafeHtml {
  const { kind, ended, medianDays, keptPercent, promisedDays } = figures;
  const none = say(site, "statistics.empty");
  const median = medianDays === null ? none : String(medianDays).replace(".", site.locale === "id" ? "," : ".");
  const kept = keptPercent === null ? none : say(site, "statistics.share", { percent: keptPercent });
  const rows = [
    ["ended", String(ended)],
    ["median", median],
    ["promise", promise(site, promisedDays ?? promiseByRule(site, kind))],
    ["kept", kept],
  ].map(([name, value]) => html`<div><dt>${say(site, `statistics.${name}`)}</dt><dd>${value ?? ""}</dd></div>`);
  return html`<section class="panel" aria-labelledby="${kind}"><h2 id="${kind}">${say(site, `statistics.kinds.${kind}`)}</h2><dl>${rows}</dl></section>`;
}

/** The rules of each kind's processing time; displayed if no case has ended yet. */
const PROMISES = {
  "account-verification": ["promise-account-verification"],
  "number-new": ["promise-number-new-operator", "promise-number-new-other"],
  "number-additional": ["promise-number-additional"],
} as const satisfies Readonly<Record<ServiceFigures["kind"], readonly RuleId[]>>;

function promiseByRule(site: PublicSite, kind: ServiceFigures["kind"]): readonly [number, number] {
  const days = PROMISES[kind].map((id) => Number(ruleOf(site, id).value));
  return [Math.min(...days), Math.max(...days)];
}

function promise(site: PublicSite, days: readonly [number, number]): string {
  const [least, most] = days;
  if (least !== most) return say(site, "statistics.promiseRange", { least, most });
  return say(site, "rule.value", { value: least, unit: site.say("ruleUnits.working-days") });
}
