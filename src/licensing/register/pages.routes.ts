import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { Http } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { laterByMonths, officeDate, readNumberingPlan } from "../../regulation/index.ts";
import { readableInstant } from "../issuing/index.ts";
import { articleMapPage } from "./article-map-page.ts";
import { cachedValue } from "./cached-value.effects.ts";
import { configurationsPage } from "./configurations-page.ts";
import { faqPage } from "./faq-page.ts";
import { helpPage } from "./help-page.ts";
import { centreHomePage, homePage } from "./home-page.ts";
import { addMapPictures } from "./map-pictures.routes.ts";
import { PUBLIC_PATHS, type PublicPlace, type PublicSite } from "./public-page.ts";
import { type SiteTools, sayPublicFailure, sendPublicPage, siteFor } from "./public-site.effects.ts";
import { QUESTIONS } from "./self-check.ts";
import { type RentingOperator, selfCheckPage } from "./self-check-page.ts";
import { robotsText, siteMap } from "./site-map.ts";
import { readStatistics, STATISTICS_CASES_MAX, STATISTICS_MONTHS } from "./statistics.store.ts";
import { statisticsPage } from "./statistics-page.ts";
import { stepsPage } from "./steps-page.ts";
import { calendarEnd, type PublicTestCalendar, testCalendarPage } from "./test-calendar-page.ts";

const config = { access: "public" } as const;
const tags = ["pages"];
/** Figures are counted at most once per interval, regardless of the number of requests. */
const FIGURES_CACHE_MS = 3_000;
const STATISTICS_CACHE_MS = 60_000;
const ROBOTS_CACHE_S = 3_600;

/** Dependencies on other modules. */
export interface RegisterDependencies {
  /** Operators that hold active codes. */
  operators(): Promise<readonly RentingOperator[]>;
  /** The name of the installation's only call centre; null while there is none or several. */
  callCentreName(): Promise<string | null>;
  /** Number of codes by pattern and state. */
  countCodes(): Promise<readonly { readonly pattern: string; readonly state: string; readonly count: number }[]>;
  /** The days between two local dates on which operational tests can be held. */
  testCalendar(asked: {
    readonly from: string;
    readonly to: string;
    readonly nowMs: number;
  }): Promise<PublicTestCalendar>;
}

/** Routes of the public site: every page works without a script, an account or a cookie. */
export function addPublicPages(app: Http, tools: SiteTools & { readonly dependencies: RegisterDependencies }): void {
  const { kit, dependencies } = tools;
  const nowMs = () => kit.clock.nowMs();
  const codes = cachedValue({ nowMs, keptMs: FIGURES_CACHE_MS, load: () => dependencies.countCodes() });
  const centreName = cachedValue({ nowMs, keptMs: FIGURES_CACHE_MS, load: () => dependencies.callCentreName() });
  const operators = cachedValue({ nowMs, keptMs: FIGURES_CACHE_MS, load: () => dependencies.operators() });
  const statistics = cachedValue({ nowMs, keptMs: STATISTICS_CACHE_MS, load: () => statisticsNow(kit) });
  const query = z.object({ lang: language });
  const page = (place: PublicPlace, summary: string, draw: (site: PublicSite) => Promise<string> | string): void => {
    const schema = { tags, summary, querystring: query };
    app.get(PUBLIC_PATHS[place], { config, errorHandler: sayPublicFailure(tools), schema }, async (request, reply) =>
      sendPublicPage(request, reply, await draw(siteFor(tools, request))),
    );
  };
  addHome(app, tools, async (site) =>
    kit.settings.licensing
      ? homePage(site, {
          free: freeOf(site, await codes()),
          countedAt: countedAt(kit, site),
          hasStartPage: tools.hasStartPage(),
        })
      : centreHomePage(site, await centreName()),
  );
  addSelfCheck(app, tools, operators);
  page("configurations", "The three configurations (page)", configurationsPage);
  page("steps", "Every step with days and documents (page)", stepsPage);
  page("faq", "Common questions (page)", faqPage);
  page("help", "Where to ask and to complain (page)", helpPage);
  page("statistics", "Service statistics (page)", async (site) =>
    statisticsPage(site, { figures: await statistics(), months: STATISTICS_MONTHS, casesMax: STATISTICS_CASES_MAX }),
  );
  page("testCalendar", "Days of operational tests (page)", async (site) => {
    const from = officeDate(nowMs());
    return testCalendarPage(site, await dependencies.testCalendar({ from, to: calendarEnd(from), nowMs: nowMs() }));
  });
  page("map", "The ministry's article as a map (page)", (site) =>
    articleMapPage(site, { hasStartPage: tools.hasStartPage() }),
  );
  addMapPictures(app, tools);
  addForRobots(app, tools);
}

/** An invalid language is ignored: a page is not refused because of a faulty external link. */
const language = z.enum(["id", "en"]).optional().catch(undefined);

/** The public home page; an authenticated person is redirected to their own. */
function addHome(app: Http, tools: SiteTools, draw: (site: PublicSite) => Promise<string>): void {
  const schema = { tags, summary: "The public home (page)", querystring: z.object({ lang: language }) };
  app.get(PUBLIC_PATHS.home, { config, errorHandler: sayPublicFailure(tools), schema }, async (request, reply) => {
    if (request.caller !== undefined) return reply.header("cache-control", "no-store").redirect("/beranda", 303);
    return sendPublicPage(request, reply, await draw(siteFor(tools, request)));
  });
}

const answer = <const Choices extends readonly [string, ...string[]]>(choices: Choices) =>
  z.enum(choices).optional().catch(undefined);

const selfCheckQuery = z.object({
  lang: language,
  who: answer(QUESTIONS.who),
  purpose: answer(QUESTIONS.purpose),
  basis: answer(QUESTIONS.basis),
  code: answer(QUESTIONS.code),
  means: answer(QUESTIONS.means),
  holding: answer(QUESTIONS.holding),
});

function addSelfCheck(app: Http, tools: SiteTools, operators: () => Promise<readonly RentingOperator[]>): void {
  const schema = { tags, summary: "Do I need it? (page)", querystring: selfCheckQuery };
  app.get(PUBLIC_PATHS.check, { config, errorHandler: sayPublicFailure(tools), schema }, async (request, reply) => {
    const { lang: _language, ...answers } = request.query;
    return sendPublicPage(
      request,
      reply,
      selfCheckPage(siteFor(tools, request), { answers, operators: await operators() }),
    );
  });
}

function addForRobots(app: Http, { kit, demonstration }: SiteTools): void {
  const keep = (_request: FastifyRequest, reply: FastifyReply) =>
    reply.header("cache-control", `public, max-age=${ROBOTS_CACHE_S}`);
  app.get("/robots.txt", { config, schema: { tags, summary: "What robots may read" } }, async (request, reply) =>
    keep(request, reply).type("text/plain; charset=utf-8").send(robotsText(kit.publicUrl(), demonstration)),
  );
  app.get(
    "/sitemap.xml",
    { config, schema: { tags, summary: "The public pages for search engines" } },
    async (request, reply) =>
      keep(request, reply)
        .type("application/xml; charset=utf-8")
        .send(siteMap(kit.publicUrl(), kit.settings.licensing)),
  );
}

function freeOf(site: PublicSite, counts: Awaited<ReturnType<RegisterDependencies["countCodes"]>>) {
  return readNumberingPlan(site.rulebook)
    .patterns.map(({ label }) => {
      const own = counts.filter(({ pattern }) => pattern === label);
      const sum = (rows: typeof own) => rows.reduce((total, { count }) => total + count, 0);
      return { pattern: label, free: sum(own.filter(({ state }) => state === "idle")), total: sum(own) };
    })
    .filter(({ total }) => total > 0);
}

function countedAt(kit: Kit, site: PublicSite): string {
  return readableInstant(kit.clock.nowMs(), site.texts);
}

function statisticsNow(kit: Kit) {
  const nowMs = kit.clock.nowMs();
  const since = new Date(laterByMonths(nowMs, -STATISTICS_MONTHS));
  return readStatistics(kit.db, { since, nowMs });
}
