import type { FastifyReply, FastifyRequest } from "fastify";
import type { Locale } from "../texts/index.ts";

/** The cookie with the user's language; the browser application reads and writes it too. */
const LANGUAGE_COOKIE = "sambung-locale";
const YEAR_S = 31_536_000;

/** The language of a server-rendered page. */
export interface PageLanguage {
  readonly locale: Locale;
  /** Set when the URL itself names the language (`?lang=en`). */
  readonly asked: Locale | undefined;
}

/** Precedence: URL, cookie, `Accept-Language`. */
export function pageLanguage(request: FastifyRequest): PageLanguage {
  const asked = localeFrom((request.query as { readonly lang?: unknown }).lang);
  return { locale: asked ?? localeFrom(request.cookies[LANGUAGE_COOKIE]) ?? request.locale, asked };
}

/** Saves the language of the URL in the cookie for later pages. */
export function keepLanguage(request: FastifyRequest, reply: FastifyReply, { asked }: PageLanguage): void {
  if (asked === undefined) return;
  reply.setCookie(LANGUAGE_COOKIE, asked, {
    path: "/",
    maxAge: YEAR_S,
    sameSite: "lax",
    secure: request.protocol === "https",
  });
}

function localeFrom(value: unknown): Locale | undefined {
  return value === "id" || value === "en" ? value : undefined;
}
