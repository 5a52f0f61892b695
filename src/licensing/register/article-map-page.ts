import type { Rule, RuleId } from "../../regulation/index.ts";
import { html, type SafeHtml, safeHref } from "../issuing/index.ts";
import { ARTICLE_POINTS, type ArticlePoint, MAP_GROUPS, type MapScreen, PICTURES } from "./article-map.ts";
import { linkTo, PUBLIC_PATHS, type PublicSite, pageHeading, publicPage, ruleOf, say } from "./public-page.ts";
import { ruleSource, ruleValue } from "./rule-lines.ts";

/** Input of the map beside its table. */
export interface MapFacts {
  /** Whether buttons log in to a demonstration; elsewhere they link to the screens. */
  readonly hasStartPage: boolean;
}

/** The ministry's article, point by point: the screen for each, its rules, its tests and a picture. */
export function articleMapPage(site: PublicSite, facts: MapFacts): string {
  const lead = say(site, facts.hasStartPage ? "map.leadDemonstration" : "map.lead");
  const content = html`${pageHeading(say(site, "map.documentTitle"), say(site, "map.about"))}
<p>${lead}</p><p class="quiet">${say(site, "map.source")}</p>
${MAP_GROUPS.map((group) => section(site, group, facts))}`;
  return publicPage(site, "map", content);
}

function section(site: PublicSite, group: ArticlePoint["group"], facts: MapFacts): SafeHtml {
  const points = ARTICLE_POINTS.flatMap((point, index) =>
    point.group === group ? [pointItem(site, { point, number: index + 1, facts })] : [],
  );
  const start = ARTICLE_POINTS.findIndex((point) => point.group === group) + 1;
  return html`<section aria-labelledby="${group}"><h2 id="${group}">${say(site, `map.groups.${group}`)}</h2><ol class="cards two points" start="${start}">${points}</ol></section>`;
}

function pointItem(
  site: PublicSite,
  { point, number, facts }: { readonly point: ArticlePoint; readonly number: number; readonly facts: MapFacts },
): SafeHtml {
  const { id, screens, rules, tests } = point;
  return html`<li id="${id}"><h3>${number}. ${say(site, `map.points.${id}.title`)}</h3><p>${say(site, `map.points.${id}.text`)}</p>
<div class="screens">${screens.map((screen) => screenItem(site, screen, facts))}</div>
<h4>${say(site, "map.rules")}</h4><ul class="proofs">${rules.map((rule) => ruleItem(site, rule))}</ul>
<details><summary>${say(site, "map.tests", { count: tests.length })}</summary><ul class="proofs">${tests.map(({ file, title }) => html`<li><span lang="en">${title}</span> <code>${file}</code></li>`)}</ul></details></li>`;
}

/** A rule with its title, its value unless it is a list, its clause and its standing. */
function ruleItem(site: PublicSite, id: RuleId): SafeHtml {
  const { value } = ruleOf(site, id) as Rule;
  const shown = Array.isArray(value) ? null : html`: <strong>${ruleValue(site, id)}</strong>`;
  return html`<li>${site.say(`rules.${id}`)}${shown}${ruleSource(site, id)}</li>`;
}

function screenItem(site: PublicSite, screen: MapScreen, facts: MapFacts): SafeHtml {
  const { path, role, picture } = screen;
  const who = say(site, role === null ? "map.forAll" : `map.roles.${role}`);
  return html`<div>${opener(site, screen, facts)}<span class="note">${who} · <code>${path}</code></span>${picture !== undefined && pictureOf(site, picture)}</div>`;
}

/** A button that logs in and opens the screen in a demonstration; elsewhere, and for public pages, a plain link. */
function opener(site: PublicSite, { name, path, role }: MapScreen, { hasStartPage }: MapFacts): SafeHtml {
  const label = say(site, "map.open", { screen: say(site, `map.screens.${name}`) });
  if (role === null || !hasStartPage) {
    const isServerPage = Object.values<string>(PUBLIC_PATHS).includes(path);
    return html`<a class="button" href="${safeHref(isServerPage ? linkTo(site, path) : path)}">${label}</a>`;
  }
  return html`<form method="post" action="/mulai"><input type="hidden" name="to" value="${path}"><button class="button" name="role" value="${role}">${label}</button></form>`;
}

function pictureOf(site: PublicSite, name: keyof typeof PICTURES): SafeHtml {
  const { width, height } = PICTURES[name];
  const href = safeHref(`${PUBLIC_PATHS.map}/${name}.png`);
  return html`<a class="shot" href="${href}"><img src="${href}" alt="${say(site, `map.pictures.${name}`)}" width="${width}" height="${height}" loading="lazy" decoding="async"></a>`;
}
