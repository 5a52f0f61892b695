import { html, type SafeHtml, safeHref } from "../issuing/index.ts";
import { JOURNEY } from "./journey.ts";
import { centrePage, linkTo, PUBLIC_PATHS, type PublicSite, publicPage, ruleOf, say } from "./public-page.ts";
import { lawList, ruleSource, ruleValue } from "./rule-lines.ts";

/** Number of free codes in one pattern. */
export interface FreeCodes {
  readonly pattern: string;
  readonly free: number;
  readonly total: number;
}

/** The present figures on the home page. */
export interface HomeFacts {
  readonly free: readonly FreeCodes[];
  /** Time of the count, in words. */
  readonly countedAt: string;
  /** Whether the start page of a demonstration is linked. */
  readonly hasStartPage: boolean;
}

const WHO = ["operator", "own", "government"] as const;

/** The rule that decides for each group whether it needs a licence. */
const WHO_RULES = {
  operator: "licence-documents",
  own: "own-customers-without-licence",
  government: "government-own-service",
} as const;

/** The laws of the service, by rank. */
const LAWS = ["uu-6-2023", "pm-13-2019", "pm-5-2021", "perdirjen-ppi-1-2023"] as const;

/** The public home page: the licence, its applicants, free codes, and the entry points. */
export function homePage(site: PublicSite, facts: HomeFacts): string {
  const content = html`<div class="hero"><div>${facts.hasStartPage && startPage(site)}${opening(site)}</div>${freeNow(site, facts)}</div>
<section aria-labelledby="who"><h2 id="who">${say(site, "home.whoTitle")}</h2><ul class="cards three">${WHO.map((one) => html`<li><h3>${say(site, `home.who.${one}.title`)}</h3><p>${say(site, `home.who.${one}.text`)}</p>${ruleSource(site, WHO_RULES[one])}</li>`)}</ul></section>
<section aria-labelledby="what"><h2 id="what">${say(site, "home.whatTitle")}</h2><p>${say(site, "home.definition")} ${ruleSource(site, "service-definition")}</p><p>${say(site, "home.what", { risk: risk(site), product: product(site) })} ${ruleSource(site, "service-product")}</p></section>
<section aria-labelledby="doors"><h2 id="doors">${say(site, "home.doorsTitle")}</h2><ul class="cards four">${entryLinks(site)}</ul></section>
<section aria-labelledby="way"><h2 id="way">${say(site, "home.stepsTitle")}</h2><ol class="thread">${steps(site)}</ol><p><a href="${safeHref(linkTo(site, PUBLIC_PATHS.steps))}">${say(site, "home.stepsMore")}</a></p></section>
<section aria-labelledby="forms"><h2 id="forms">${say(site, "home.formatsTitle")}</h2><p>${say(site, "home.formatsText")}</p><p><a href="${safeHref(linkTo(site, PUBLIC_PATHS.formats))}">${say(site, "home.formatsMore")}</a></p></section>
<section aria-labelledby="built"><h2 id="built">${say(site, "home.configurationsTitle")}</h2><ul class="cards three">${configurations(site)}</ul></section>
<section aria-labelledby="laws"><h2 id="laws">${say(site, "laws.title")}</h2>${lawList(site, LAWS)}<p class="quiet">${say(site, "laws.standing")}</p></section>`;
  return publicPage(site, "home", content);
}

/** The public home page of an installation with a call centre only: its name, the staff log-in, and the customers' ticket page. */
export function centreHomePage(site: PublicSite, centreName: string | null): string {
  const name = centreName ?? site.installationName;
  const content = html`<div class="hero"><div><h1>${name}</h1><p class="lead">${say(site, "centre.lead")}</p>
<p class="buttons"><a class="button main" href="/masuk">${say(site, "layout.logIn")}</a></p></div></div>
<section aria-labelledby="customers"><h2 id="customers">${say(site, "centre.customersTitle")}</h2><p>${say(site, "centre.customers")}</p></section>`;
  return centrePage(site, name, content);
}

/** The link to the roles of the demonstration. */
function startPage(site: PublicSite): SafeHtml {
  return html`<p class="card"><a href="/mulai"><strong>${say(site, "home.startPage")}</strong></a></p>`;
}

function opening(site: PublicSite): SafeHtml {
  const lead = ruleOf(site, "service-fee").value === 0 ? "home.lead" : "home.leadFee";
  const kbli = ruleOf(site, "service-kbli").value;
  return html`<h1>${say(site, "home.title")}</h1><p class="lead">${say(site, lead, { kbli })}</p>
<p class="buttons"><a class="button main" href="${safeHref(linkTo(site, PUBLIC_PATHS.check))}">${say(site, "home.check")}</a><a class="button" href="/nomor">${say(site, "home.numbers")}</a></p>`;
}

function freeNow(site: PublicSite, { free, countedAt }: HomeFacts): SafeHtml {
  const title = html`<h2 id="free">${say(site, "home.freeTitle")}</h2>`;
  if (free.length === 0)
    return html`<section class="card" aria-labelledby="free">${title}<p>${say(site, "home.freeNone")}</p></section>`;
  const rows = free.map(
    ({ pattern, free: count, total }) =>
      html`<tr><th scope="row"><a href="${safeHref(`/nomor?pattern=${pattern}`)}">${pattern}</a></th><td class="number"><strong>${figure(site, count)}</strong></td><td class="number">${figure(site, total)}</td></tr>`,
  );
  return html`<section class="card" aria-labelledby="free">${title}<table><thead><tr><th scope="col">${say(site, "home.freePattern")}</th><th scope="col" class="number">${say(site, "home.freeFree")}</th><th scope="col" class="number">${say(site, "home.freeTotal")}</th></tr></thead><tbody>${rows}</tbody></table><p class="quiet">${say(site, "home.freeAt", { time: countedAt })}</p></section>`;
}

function entryLinks(site: PublicSite): readonly SafeHtml[] {
  const paths = {
    check: linkTo(site, PUBLIC_PATHS.check),
    numbers: "/nomor",
    register: "/daftar",
    verify: linkTo(site, "/validasi-sk"),
  };
  return (["check", "numbers", "register", "verify"] as const).map(
    (door) =>
      html`<li><a class="title" href="${safeHref(paths[door])}">${say(site, `place.${door}`)}</a><p>${say(site, `home.doors.${door}`)}</p></li>`,
  );
}

function steps(site: PublicSite): readonly SafeHtml[] {
  return JOURNEY.map(({ id, place, days }) => {
    const kbli = ruleOf(site, "service-kbli").value;
    const first = days[0];
    const promise =
      first !== undefined &&
      html`<p class="promise">${say(site, "steps.summary", { days: ruleValue(site, first) })}</p>`;
    return html`<li class="${place}"><h3>${say(site, `steps.${id}.title`)}</h3><span class="tag">${say(site, `steps.places.${place}`)}</span><p>${say(site, `steps.${id}.text`, { kbli })}</p>${promise}</li>`;
  });
}

function configurations(site: PublicSite): readonly SafeHtml[] {
  return (["pbx", "ipbx", "cpaas"] as const).map(
    (one) =>
      html`<li><a class="title" href="${safeHref(linkTo(site, `${PUBLIC_PATHS.configurations}#${one}`))}">${say(site, `configurations.${one}.title`)}</a><p>${say(site, `configurations.${one}.text`)}</p></li>`,
  );
}

function figure({ locale }: PublicSite, count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/gu, locale === "id" ? "." : ",");
}

/** Risk level and product are in capitals in the rules, as in OSS. */
function risk(site: PublicSite): string {
  const value = ruleOf(site, "service-risk").value;
  const english: Readonly<Record<string, string>> = { TINGGI: "high", "MENENGAH TINGGI": "medium-high" };
  return site.locale === "en" ? (english[value] ?? value.toLowerCase()) : value.toLowerCase();
}

function product(site: PublicSite): string {
  const value = ruleOf(site, "service-product").value;
  return value.charAt(0) + value.slice(1).toLowerCase();
}
