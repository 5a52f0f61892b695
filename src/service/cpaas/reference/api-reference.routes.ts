import { readFile } from "node:fs/promises";
import { API_SCOPES } from "../../../identity/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { Locale, Texts } from "../../../platform/texts/index.ts";
import { type Described, describeApi, type SourceDescription } from "./description.ts";

/** Locale branch with the translations of the routes' descriptions; its English texts equal those in the routes. */
const SENTENCES = "apiReference.sentences";

const config = { access: "public", isForMachines: true } as const;
const tags = ["reference"];
/** Indonesian only on request (Accept-Language); otherwise the description is English, the language of the names in the API. */
const INDONESIAN = /^\s*id\b/i;

/** Serves the OpenAPI description of the native API and its client without authentication: neither contains tenant data. */
export function addReferenceRoutes(app: Http, { texts, settings }: Pick<Kit, "texts" | "settings">): void {
  const kept = new Map<Locale, string>();
  addClient(app);
  app.get(
    "/api/v1/openapi.json",
    { config, schema: { tags, summary: "Our own interface for programs as OpenAPI 3.1", hide: true } },
    async (request, reply) => {
      const locale = INDONESIAN.test(request.headers["accept-language"] ?? "") ? "id" : "en";
      const written =
        kept.get(locale) ??
        JSON.stringify(describePortal(app, { texts, locale, publicUrl: settings.publicUrl }).description);
      kept.set(locale, written);
      return reply
        .headers({ "cache-control": "no-cache", vary: "accept-language", "content-language": locale })
        .type("application/json; charset=utf-8")
        .send(written);
    },
  );
}

const CLIENT = new URL("../../../../clients/typescript/sambung.ts", import.meta.url);

/** Serves the typed client of this version without authentication. */
function addClient(app: Http): void {
  let kept: Promise<string> | undefined;
  app.get(
    "/api/v1/client.ts",
    { config, schema: { tags, summary: "The typed client of our own interface for programs", hide: true } },
    async (_request, reply) => {
      kept ??= readFile(CLIENT, "utf8");
      return reply
        .headers({ "cache-control": "no-cache", "content-disposition": 'inline; filename="sambung.ts"' })
        .type("text/plain; charset=utf-8")
        .send(await kept);
    },
  );
}

/** Translations of the locale files, by their English text. */
function sentencesIn(texts: Texts, locale: Locale): ReadonlyMap<string, string> {
  const english = texts.branch("en", SENTENCES) ?? {};
  return new Map(
    Object.entries(english).map(([key, sentence]) => [String(sentence), texts.text(locale, `${SENTENCES}.${key}`)]),
  );
}

/** Builds the OpenAPI description of the native API's routes in one language. */
export function describePortal(
  app: Http,
  {
    texts,
    locale,
    publicUrl,
  }: { readonly texts: Texts; readonly locale: Locale; readonly publicUrl?: string | undefined },
): Described {
  const say = (key: string) => (texts.has(locale, key) ? texts.text(locale, key) : undefined);
  const sentences = sentencesIn(texts, locale);
  const source = app.swagger() as SourceDescription;
  const translate = (sentence: string) => sentences.get(sentence);
  const described = describeApi(source, { say, translate, publicUrl, scopes: API_SCOPES });
  const unused = [...sentences.keys()]
    .filter((sentence) => !described.said.has(sentence))
    .map((sentence) => `apiReference.sentences has "${sentence}", which no route says.`);
  return { ...described, faults: [...described.faults, ...unused] };
}
