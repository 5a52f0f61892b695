import { createHash } from "node:crypto";
import type { FastifyError, FastifyReply, FastifyRequest } from "fastify";
import { present } from "../../kernel/index.ts";
import { keepLanguage, pageLanguage } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { currentRuleset, officeDate, openRulebook } from "../../regulation/index.ts";
import { errorPage, PAGE_STYLE, pageProblem, pageTextsSchema, readableDate } from "../issuing/index.ts";
import { linkTo, type PublicSite } from "./public-page.ts";
import { PUBLIC_STYLE } from "./public-style.ts";

/** How long a browser may reuse a page without revalidation. */
const PAGE_CACHE_S = 10;

const STYLE_HASHES = [PUBLIC_STYLE, PAGE_STYLE]
  .map((style) => `'sha256-${createHash("sha256").update(style).digest("base64")}'`)
  .join(" ");
const POLICY = `default-src 'none'; style-src ${STYLE_HASHES}; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`;

/** Dependencies of the public site. */
export interface SiteTools {
  readonly kit: Kit;
  readonly demonstration: boolean;
  /** Whether a demonstration's start page exists. */
  readonly hasStartPage: () => boolean;
}

/** The frame of a page for one request: its language, today's rules, and the links. */
export function siteFor({ kit, demonstration }: SiteTools, request: FastifyRequest): PublicSite {
  const { locale, asked } = pageLanguage(request);
  const url = new URL(request.url, "http://host.invalid");
  const today = officeDate(kit.clock.nowMs());
  const opened = openRulebook({ version: currentRuleset.version, atDate: today });
  const texts = pageTextsSchema.parse(kit.texts.branch(locale, "pages.validation"));
  const site = {
    locale,
    asked,
    texts,
    demonstration,
    installationName: kit.settings.installationName,
    homeHref: "/",
    otherLanguageHref: inLanguage(url, locale === "id" ? "en" : "id"),
    say: (key: string, params?: Readonly<Record<string, string | number>>) => kit.texts.text(locale, key, params),
    rulebook: present(opened.ok ? opened.value : null, "rulebook of today"),
    rulesVersion: currentRuleset.version,
    path: url.pathname,
    publicUrl: kit.publicUrl(),
    isSignedIn: request.caller !== undefined,
    today: readableDate(today, texts),
  };
  return { ...site, homeHref: linkTo(site, "/") };
}

/** Sends a page; it may be cached for seconds, by shared caches only if it contains nothing personal. */
export function sendPublicPage(request: FastifyRequest, reply: FastifyReply, page: string): FastifyReply {
  const language = pageLanguage(request);
  keepLanguage(request, reply, language);
  const isShared = request.caller === undefined && language.asked === undefined;
  return reply
    .headers({
      "content-security-policy": POLICY,
      "cache-control": `${isShared ? "public" : "private"}, max-age=${PAGE_CACHE_S}`,
      vary: "accept-language, cookie",
      "content-language": language.locale,
    })
    .type("text/html; charset=utf-8")
    .send(page);
}

/** Replies 404 with a page. */
export function sayUnknown(tools: SiteTools, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const page = errorPage({ ...siteFor(tools, request), problem: "not-found", reference: null });
  return sendPublicPage(request, reply.code(404), page);
}

/** Replies to errors with a page, since the reader uses a browser. */
export function sayPublicFailure(tools: SiteTools) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const { status, problem } = pageProblem(error);
    if (status === 503) {
      tools.kit.log.error({ err: error, requestId: request.id }, "public-page.failed");
      reply.header("retry-after", "5");
    }
    const site = siteFor(tools, request);
    reply
      .code(status)
      .headers({ "content-security-policy": POLICY, "cache-control": "no-store" })
      .type("text/html; charset=utf-8")
      .send(errorPage({ ...site, problem, reference: request.id }));
  };
}

function inLanguage(url: URL, locale: "id" | "en"): string {
  const search = new URLSearchParams(url.search);
  search.set("lang", locale);
  return `${url.pathname}?${search.toString()}`;
}
