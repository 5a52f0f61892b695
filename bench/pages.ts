import type { Browser, Page } from "playwright-core";
import { openBrowser } from "../testkit/browser.ts";
import { COOKIE } from "../testkit/client.ts";
import { addNumberingOfficers, decidedFor, draftFor, submittedFor } from "../testkit/numbering-case.ts";
import { startTestSystem, type TestSystem } from "../testkit/system.ts";
import type { Benchmark, Figures } from "./figures.ts";

const RUNS = 5;
/** "Good" by the Web Vitals: the largest contentful paint within 2.5 s. */
const LCP_MS_MAX = 2_500;
/** Slow 4G as Lighthouse emulates it; bytes a second, and round-trip time in milliseconds. */
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: 1_638_400 / 8, uploadThroughput: 768_000 / 8 };
const CPU_SLOWER = 4;
const PHONE = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true };
const PAGE_MS_MAX = 60_000;
const DECREE_MS_MAX = 60_000;
/** A loaded page may still paint a larger element; the page is finished after this time without a request. */
const QUIET_MS = 1_000;

/** Runs in the page before its own scripts. */
const OBSERVE = `new PerformanceObserver((list) => {
  for (const { startTime } of list.getEntries()) window.largestPaintMs = startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });`;

/** The figures, one for each page. */
const PAGES = [
  "landing_lcp_ms",
  "sign_up_lcp_ms",
  "sign_in_lcp_ms",
  "home_lcp_ms",
  "application_form_lcp_ms",
  "numbers_lcp_ms",
  "verification_lcp_ms",
] as const;

type Addresses = Readonly<Record<(typeof PAGES)[number], { readonly path: string; readonly isSignedIn: boolean }>>;

/** The largest contentful paint of the first pages of applicants and the public, on a slow phone with slow 4G, each load with an empty cache. */
export const pages: Benchmark = {
  runs: RUNS,
  measure: async (tell) => {
    const [system, browser] = await Promise.all([startTestSystem(), openBrowser()]);
    try {
      const { addresses, token } = await openAddresses(system);
      const figures: Figures[] = [];
      for (let run = 0; run < RUNS; run += 1) {
        const measured: Record<string, number> = {};
        for (const [key, { path, isSignedIn }] of Object.entries(addresses))
          measured[key] = await largestPaintMs(browser, new URL(path, system.url), isSignedIn ? token : null);
        tell(`run ${run + 1}: ${JSON.stringify(measured)}`);
        figures.push(measured);
      }
      return figures;
    } finally {
      await browser.close();
      await system.close();
    }
  },
  maxima: Object.fromEntries(PAGES.map((page) => [page, LCP_MS_MAX])),
};

/** An applicant with a draft and a published decree. */
async function openAddresses(system: TestSystem): Promise<{ readonly addresses: Addresses; readonly token: string }> {
  const [company, desk] = [await system.company(), await addNumberingOfficers(system)];
  const { client, token } = company.owner;
  const { id } = await submittedFor(company, "1500268");
  await decidedFor(desk, id);
  const draft = await draftFor(company, "1500103");
  const deadline = performance.now() + DECREE_MS_MAX;
  const decree = async (): Promise<string> => {
    const { body } = await client.get<{ readonly decree: { readonly id: string; readonly state: string } | null }>(
      `/api/applications/${id}`,
    );
    if (body.decree?.state === "published") return body.decree.id;
    if (performance.now() > deadline) throw new Error("the decree was not published");
    return decree();
  };
  const open = (path: string) => ({ path, isSignedIn: false });
  const own = (path: string) => ({ path, isSignedIn: true });
  const addresses = {
    landing_lcp_ms: open("/"),
    sign_up_lcp_ms: open("/daftar"),
    sign_in_lcp_ms: open("/masuk"),
    home_lcp_ms: own("/beranda"),
    application_form_lcp_ms: own(`/permohonan/${draft.id}?part=purpose`),
    numbers_lcp_ms: open("/nomor"),
    verification_lcp_ms: open(`/validasi-sk/${await decree()}`),
  };
  return { addresses, token };
}

/** Loads a URL with an empty cache on the slow link; returns the time of its largest paint. */
async function largestPaintMs(browser: Browser, url: URL, token: string | null): Promise<number> {
  const context = await browser.newContext(PHONE);
  try {
    if (token !== null) {
      const where = url.origin.replace("http:", "https:");
      await context.addCookies([{ name: COOKIE, value: token, url: where, secure: true, httpOnly: true }]);
    }
    await context.addInitScript(OBSERVE);
    const page = await context.newPage();
    const devTools = await context.newCDPSession(page);
    await devTools.send("Network.enable");
    await devTools.send("Network.emulateNetworkConditions", SLOW_4G);
    await devTools.send("Emulation.setCPUThrottlingRate", { rate: CPU_SLOWER });
    const quiet = untilQuiet(page);
    await page.goto(url.href, { timeout: PAGE_MS_MAX });
    await page.locator("h1").first().waitFor({ timeout: PAGE_MS_MAX });
    await page.locator("[aria-busy=true]").first().waitFor({ state: "detached", timeout: PAGE_MS_MAX });
    await quiet();
    const paintedMs = await page.evaluate<number | undefined>("window.largestPaintMs");
    if (paintedMs === undefined) throw new Error(`${url.pathname} painted nothing`);
    return paintedMs;
  } finally {
    await context.close();
  }
}

/** Resolves once the page has sent no request for `QUIET_MS`; an event stream counts as one request. */
function untilQuiet(page: Page): () => Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let timer: NodeJS.Timeout | undefined;
  const again = () => {
    clearTimeout(timer);
    timer = setTimeout(resolve, QUIET_MS);
  };
  page.on("request", again);
  page.on("requestfinished", again);
  return () => {
    again();
    return promise;
  };
}
