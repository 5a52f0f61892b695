import { z } from "zod";
import { type Http, pageLanguage } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import type { Locale } from "../../platform/texts/index.ts";
import { REST_CODES, REST_STATUS, type RestCode } from "./rest-refusal.ts";

/** What a page of an error says. */
export interface ErrorPage {
  readonly locale: Locale;
  readonly title: string;
  readonly lines: readonly string[];
  readonly otherLanguageHref: string;
}

/** Draws a page and says by which policy a browser shows it. */
export type DrawPage = (page: ErrorPage) => { readonly html: string; readonly policy: string };

const CODES: ReadonlySet<number> = new Set(REST_CODES);
const isCode = (code: number): code is RestCode => CODES.has(code);

/** The page that each error of the field's shapes leads to by `more_info`: what it means, and what to do. */
export function addErrorPages(app: Http, { kit, drawPage }: { readonly kit: Kit; readonly drawPage: DrawPage }): void {
  app.get(
    "/galat/:code",
    {
      config: { access: "public", rateLimit: { max: 60, timeWindow: 60_000 } },
      schema: {
        ...{ tags: ["accounts"], summary: "What an error of the field's shapes means (page)" },
        params: z.object({ code: z.coerce.number().int() }),
        querystring: z.object({ lang: z.enum(["id", "en"]).optional() }),
      },
    },
    async (request, reply) => {
      const { locale } = pageLanguage(request);
      const { code } = request.params;
      const say = (key: string, params = {}) => kit.texts.text(locale, `pages.restError.${key}`, params);
      const about = isCode(code)
        ? {
            title: say("title", { code }),
            lines: [say("status", { status: REST_STATUS[code] }), kit.texts.text(locale, `restErrors.${code}.help`)],
          }
        : { title: say("unknownTitle"), lines: [say("unknown")] };
      const otherLanguageHref = `?lang=${locale === "id" ? "en" : "id"}`;
      const { html, policy } = drawPage({ locale, ...about, otherLanguageHref });
      return reply
        .code(isCode(code) ? 200 : 404)
        .header("content-security-policy", policy)
        .header("content-language", locale)
        .type("text/html; charset=utf-8")
        .send(html);
    },
  );
}
