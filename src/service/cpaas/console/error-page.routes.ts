import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { type Http, pageLanguage } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { Locale } from "../../../platform/texts/index.ts";
import { API_ERRORS, type ApiError, apiErrorOf, ERROR_PLACES, explain } from "./api-error.ts";
import { sayIn } from "./console-list.effects.ts";

/** Content of an error page. */
export interface ErrorPage {
  readonly locale: Locale;
  readonly title: string;
  readonly lines: readonly string[];
  /** Lists of links, each below its title. */
  readonly lists: readonly {
    readonly title: string;
    readonly links: readonly { readonly href: string; readonly text: string }[];
  }[];
  readonly otherLanguageHref: string;
}

/** Renders a page and its Content-Security-Policy. */
export type DrawPage = (page: ErrorPage) => { readonly html: string; readonly policy: string };

/** Dependencies of the error pages. */
export interface ErrorPageDependencies {
  readonly kit: Kit;
  readonly drawPage: DrawPage;
}

const config = { access: "public", rateLimit: { max: 60, timeWindow: 60_000 } } as const;
/** Every URL gets a page: an unsupported language is ignored, and a segment that is no number matches no error. */
const querystring = z.object({ lang: z.union([z.string(), z.array(z.string())]).optional() });
const NUMBER = /^\d{1,9}$/;
const tags = ["programs"];

/** A page per error, the target of `more_info` (meaning, cause and remedy), and an index page of all errors. */
export function addErrorPages(app: Http, dependencies: ErrorPageDependencies): void {
  app.get(
    "/galat",
    { config, schema: { tags, summary: "Every error that programs can meet (page)", querystring } },
    async (request, reply) => send(dependencies, request, reply, listPage(dependencies, pageLanguage(request).locale)),
  );
  app.get(
    "/galat/:code",
    {
      config,
      schema: {
        tags,
        summary: "What an error means (page)",
        querystring,
        params: z.object({ code: z.string() }),
      },
    },
    async (request, reply) => {
      const { locale } = pageLanguage(request);
      const { code } = request.params;
      const error = NUMBER.test(code) ? apiErrorOf(Number(code)) : undefined;
      if (error === undefined) reply.code(404);
      return send(
        dependencies,
        request,
        reply,
        error === undefined ? unknownPage(dependencies, locale) : onePage(dependencies, locale, error),
      );
    },
  );
}

type ErrorPageContent = Pick<ErrorPage, "title" | "lines" | "lists">;

function send(
  dependencies: ErrorPageDependencies,
  request: FastifyRequest,
  reply: FastifyReply,
  said: ErrorPageContent,
): FastifyReply {
  const { locale } = pageLanguage(request);
  const otherLanguageHref = `?lang=${locale === "id" ? "en" : "id"}`;
  const { html, policy } = dependencies.drawPage({ locale, ...said, otherLanguageHref });
  return reply
    .header("content-security-policy", policy)
    .header("content-language", locale)
    .type("text/html; charset=utf-8")
    .send(html);
}

const sayOf = ({ kit }: ErrorPageDependencies, locale: Locale, key: string, params = {}): string =>
  kit.texts.text(locale, `pages.restError.${key}`, params);

function allLink(dependencies: ErrorPageDependencies, locale: Locale): ErrorPageContent["lists"][number] {
  return { title: "", links: [{ href: `/galat?lang=${locale}`, text: sayOf(dependencies, locale, "all") }] };
}

function listPage(dependencies: ErrorPageDependencies, locale: Locale): ErrorPageContent {
  const linkOf = (error: ApiError) => ({
    href: `/galat/${error.code}?lang=${locale}`,
    text: `${error.code}: ${explain(error, sayIn(dependencies.kit, locale)).title}`,
  });
  const lists = ERROR_PLACES.map((place) => ({
    title: sayOf(dependencies, locale, `places.${place}`),
    links: API_ERRORS.filter((error) => error.place === place).map(linkOf),
  }));
  return { title: sayOf(dependencies, locale, "listTitle"), lines: [sayOf(dependencies, locale, "listLead")], lists };
}

function onePage(dependencies: ErrorPageDependencies, locale: Locale, error: ApiError): ErrorPageContent {
  const { code, place, status, title, cause, todo } = explain(error, sayIn(dependencies.kit, locale));
  const met =
    status === null
      ? sayOf(dependencies, locale, "met", { place: sayOf(dependencies, locale, `places.${place}`) })
      : sayOf(dependencies, locale, "status", { status });
  return {
    title: sayOf(dependencies, locale, "titled", { code, title }),
    lines: [cause, todo, met],
    lists: [allLink(dependencies, locale)],
  };
}

function unknownPage(dependencies: ErrorPageDependencies, locale: Locale): ErrorPageContent {
  return {
    title: sayOf(dependencies, locale, "unknownTitle"),
    lines: [sayOf(dependencies, locale, "unknown")],
    lists: [allLink(dependencies, locale)],
  };
}
