import type { Rule, Rulebook, RuleId } from "../../regulation/index.ts";
import { html, languageLink, type PageFrame, pageFrame, type SafeHtml, safeHref } from "../issuing/index.ts";
import { PUBLIC_STYLE } from "./public-style.ts";

/** Parameters of a text. */
type Params = Readonly<Record<string, string | number>>;

/** Input of every page of the public site. */
export interface PublicSite extends PageFrame {
  /** Translates a text of any part of the locales by its key. */
  say(key: string, params?: Params): string;
  readonly rulebook: Rulebook;
  readonly rulesVersion: string;
  /** The language in the URL, kept in links for browsers without cookies. */
  readonly asked: "id" | "en" | undefined;
  /** Path of this page. */
  readonly path: string;
  /** URL of this installation without a trailing slash. */
  readonly publicUrl: string;
  readonly isSignedIn: boolean;
  /** Today's date in words. */
  readonly today: string;
}

/** The pages of the public site by subject, in the order of the navigation. */
export const PUBLIC_PATHS = {
  home: "/",
  check: "/cek-keperluan",
  configurations: "/konfigurasi",
  steps: "/langkah",
  formats: "/formulir",
  faq: "/tanya-jawab",
  help: "/bantuan",
  statistics: "/statistik",
  testCalendar: "/kalender-uji",
  map: "/peta",
} as const;

/** The name of a page of the public site. */
export type PublicPlace = keyof typeof PUBLIC_PATHS;

const TOP_PLACES: readonly PublicPlace[] = ["check", "configurations", "steps", "formats", "faq", "help"];

/** A page of the public site; its place determines title and description. */
export function publicPage(site: PublicSite, place: PublicPlace, content: SafeHtml): string {
  const title = say(site, `${place}.documentTitle`);
  const frame: PageFrame = {
    ...site,
    site: {
      style: PUBLIC_STYLE,
      head: headOf(site, place),
      navigation: topNavigation(site, place),
      actions: actionsOf(site),
      footer: footerOf(site),
    },
  };
  return pageFrame(frame, title, content);
}

/** A text of the public pages. */
export function say(site: PublicSite, key: string, params?: Params): string {
  return site.say(`pages.public.${key}`, params);
}

/** A path of this site; the language is added if the URL had it. */
export function linkTo(site: PublicSite, path: string): string {
  if (site.asked === undefined) return path;
  const [before = "", fragment] = path.split("#");
  const withLanguage = `${before}${before.includes("?") ? "&" : "?"}lang=${site.asked}`;
  return fragment === undefined ? withLanguage : `${withLanguage}#${fragment}`;
}

/** One rule in force on the day. */
export function ruleOf<Id extends RuleId>(site: PublicSite, id: Id): Rule<Id> {
  return site.rulebook.rules[id];
}

/** The main heading with the summary. */
export function pageHeading(title: string, lead: string): SafeHtml {
  return html`<div class="start"><h1>${title}</h1><p>${lead}</p></div>`;
}

/** The home page of an installation with a call centre only: no links to licensing, no notice about sample decrees. */
export function centrePage(site: PublicSite, name: string, content: SafeHtml): string {
  const frame: PageFrame = {
    ...site,
    installationName: name,
    demonstration: false,
    site: {
      style: PUBLIC_STYLE,
      head: headOf(site, "centre"),
      navigation: html``,
      actions: html`<div class="actions">${languageLink(site)}</div>`,
      footer: html`<p>${say(site, "centre.footer")}</p>`,
    },
  };
  return pageFrame(frame, say(site, "centre.documentTitle"), content);
}

function headOf(site: PublicSite, place: PublicPlace | "centre"): SafeHtml {
  const address = (locale: "id" | "en") => `${site.publicUrl}${site.path}?lang=${locale}`;
  // A demonstration must not appear in search results for the real office.
  return html`<meta name="robots" content="${site.demonstration ? "noindex" : "index, follow"}">
<meta name="description" content="${say(site, `${place}.description`)}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="canonical" href="${`${site.publicUrl}${site.path}`}">
<link rel="alternate" hreflang="id" href="${address("id")}">
<link rel="alternate" hreflang="en" href="${address("en")}">
<link rel="alternate" hreflang="x-default" href="${`${site.publicUrl}${site.path}`}">`;
}

function placeLink(site: PublicSite, place: PublicPlace, here: string): SafeHtml {
  const href = safeHref(linkTo(site, PUBLIC_PATHS[place]));
  const label = say(site, `place.${place}`);
  return here === PUBLIC_PATHS[place]
    ? html`<li><a href="${href}" aria-current="page">${label}</a></li>`
    : html`<li><a href="${href}">${label}</a></li>`;
}

function topNavigation(site: PublicSite, place: PublicPlace): SafeHtml {
  const links = TOP_PLACES.map((one) => placeLink(site, one, PUBLIC_PATHS[place]));
  return html`<nav class="top" aria-label="${say(site, "layout.navigation")}"><ul>${links}</ul></nav>`;
}

function actionsOf(site: PublicSite): SafeHtml {
  const door = site.isSignedIn
    ? html`<a class="button small" href="/beranda">${say(site, "layout.overview")}</a>`
    : html`<a class="button small" href="/masuk">${say(site, "layout.logIn")}</a>`;
  return html`<div class="actions"><a class="menu" href="#menu">${say(site, "layout.menu")}</a>${languageLink(site)}${door}</div>`;
}

function footerOf(site: PublicSite): SafeHtml {
  const places = Object.keys(PUBLIC_PATHS) as readonly PublicPlace[];
  const own = places.map((place) => placeLink(site, place, site.path));
  const services = (["numbers", "rules", "verify", "register"] as const).map((name) => {
    const paths = { numbers: "/nomor", rules: "/aturan", verify: linkTo(site, "/validasi-sk"), register: "/daftar" };
    return html`<li><a href="${safeHref(paths[name])}">${say(site, `place.${name}`)}</a></li>`;
  });
  return html`<nav id="menu" class="all" aria-label="${say(site, "layout.allPages")}"><ul>${own}</ul><ul>${services}</ul></nav>
<p>${say(site, "layout.footer", { version: site.rulesVersion, date: site.today })}</p>
<p class="printed">${say(site, "layout.printed", { address: `${site.publicUrl}${site.path}` })}</p>`;
}
