import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Browser, BrowserContext, Page, Request, Route } from "playwright-core";
import { expect, onTestFailed } from "vitest";
import { accessibilityFaults } from "./accessibility.ts";
import { lastWarnings } from "./database.ts";
import { type Locale, type Words, wordsOf } from "./words.ts";

/** The size of a browser window in CSS pixels, and the colour scheme of its system. */
export interface Display {
  readonly width: number;
  readonly height: number;
  readonly theme: "light" | "dark";
}

/** Options of a browser visit. */
export interface VisitOptions extends Partial<Display> {
  readonly locale?: Locale;
  /** Device pixels per CSS pixel. */
  readonly scale?: number;
  /** False for a browser without scripts. */
  readonly script?: boolean;
  /** Whether moderate and minor accessibility faults count too. */
  readonly strict?: boolean;
}

/** One user's browser: a new context, with the texts of its language. */
export interface Visit {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly locale: Locale;
  readonly t: Words;
  /** Detected faults: console errors, accessibility and layout faults, raw translation keys. */
  readonly faults: string[];
  /** Opens a URL of the system. */
  open(address: string): Promise<void>;
  /** Resizes the window and changes the theme without loading the document again. */
  display(display: Display): Promise<void>;
  /** Checks the current screen and records every fault; `where` names it. */
  look(where: string): Promise<void>;
  /** The same without axe, for a screen that axe checks in another language. */
  lookAtLayout(where: string): Promise<void>;
  close(): Promise<void>;
}

const WAIT_MS_MAX = 45_000;
/** Waits for three frames. */
const QUIET_FRAMES = `new Promise((next) =>
  requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => next(null)))))`;
/** Maximum number of listed elements of one accessibility fault; further ones are counted. */
const NODES_MAX = 3;
const RAW_KEY = /\b(?:web|errors|pages|states|roles|mail|rules)\.[a-z][\w-]*\.[\w.-]+/i;
/** A deadlock of two transactions is a fault, even when the retried request succeeds. */
const CONFLICT = /"outage":"conflict"/;
/** The browser's console message about an outage. */
const OUTAGE_MESSAGE = /^console at .* status of 503/;
/** The browser logs an expected refusal itself; tests check the screen's reaction. */
const REFUSED = /status of 4\d\d/;

/** Opens a browser window of a new user; English is selected on the public home page, as a user would. */
export async function openVisit(browser: Browser, url: string, options: VisitOptions = {}): Promise<Visit> {
  const {
    locale = "id",
    width = 1440,
    height = 900,
    theme = "light",
    scale = 1,
    script = true,
    strict = false,
  } = options;
  const isPhone = width < 500;
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: theme,
    reducedMotion: "reduce",
    javaScriptEnabled: script,
    hasTouch: isPhone,
    locale: locale === "en" ? "en-GB" : "id-ID",
    timezoneId: "Asia/Jakarta",
  });
  context.setDefaultTimeout(WAIT_MS_MAX);
  const page = await context.newPage();
  const faults: string[] = [];
  listen(page, faults);
  const tellOnce = tellingOnce(page);
  tellOnce();
  const requests = countRequests(page);
  const t = wordsOf(locale);
  let shown: Display = { width, height, theme };
  const nameOf = (where: string) => `${locale}-${shown.width}-${shown.theme}-${where}`;
  const note = (where: string, found: readonly string[]) =>
    void faults.push(...found.map((fault) => `${nameOf(where)}: ${fault}`));
  const lookAtLayout = async (where: string): Promise<void> => {
    tellOnce();
    await settled(page, requests);
    await keepPicture(page, nameOf(where));
    note(where, await layoutFaults(page, shown.width));
  };
  if (locale === "en" && script) await switchToEnglish(page);
  return {
    page,
    context,
    locale,
    t,
    faults,
    open: async (address) => void (await page.goto(address)),
    display: async (display) => {
      await page.setViewportSize(display);
      await page.emulateMedia({ colorScheme: display.theme });
      shown = display;
    },
    look: async (where) => {
      await lookAtLayout(where);
      note(where, await graveFaults(page, strict));
    },
    lookAtLayout,
    close: () => context.close(),
  };
}

/** Holds requests of a page, for `page.route`, until all are released. */
export function heldRequests(): { readonly hold: (route: Route) => Promise<void>; readonly letGo: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return {
    hold: async (route) => {
      await promise;
      await route.continue();
    },
    letGo: resolve,
  };
}

/** Reports, once per failed test, the state of the page: pages live longer than one test. */
function tellingOnce(page: Page): () => void {
  let told: string | undefined;
  return () => {
    const { currentTestName } = expect.getState();
    if (currentTestName === undefined || currentTestName === told) return;
    told = currentTestName;
    reportPageOnFailure(page);
  };
}

/**
 * A failed test reports the state of its page next to its own error, where it is visible among the failures; a
 * page opened outside a test reports nothing.
 */
function reportPageOnFailure(page: Page): void {
  try {
    onTestFailed(async ({ task }) => {
      if (page.isClosed()) return;
      const said = [await describePage(page), ...lastWarnings()].join("\n");
      task.result?.errors?.push({ name: "Standing", message: said, stack: `Standing: ${said}` });
    });
  } catch {
    // Outside a test there is none to fail.
  }
}

async function describePage(page: Page): Promise<string> {
  const [title, alerts, focus, text] = await Promise.all([
    page.locator("h1").allTextContents(),
    page.getByRole("alert").allTextContents(),
    page.evaluate<string>(`document.activeElement?.outerHTML.split(">", 1)[0] ?? ""`),
    page.locator("main").allTextContents(),
  ]);
  return `a page stood at ${page.url()}: ${JSON.stringify({ title, alerts, focus, text })}`;
}

async function switchToEnglish(page: Page): Promise<void> {
  await page.goto("/?lang=id");
  await page.getByRole("link", { name: "English" }).click();
  await page.locator("html[lang=en]").waitFor();
}

function listen(page: Page, faults: string[]): void {
  /** Requests with a 503 response and no retry yet. */
  const outages = new Map<string, string>();
  const forgive = (is: (fault: string) => boolean): void => {
    const at = faults.findIndex(is);
    if (at >= 0) faults.splice(at, 1);
  };
  page.on("console", (message) => {
    if (message.type() !== "error" || REFUSED.test(message.text())) return;
    faults.push(`console at ${new URL(page.url()).pathname}: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`error at ${new URL(page.url()).pathname}: ${error.message}`));
  page.on("response", (answer) => {
    const asked = new URL(answer.url()).pathname;
    const outage = outages.get(asked);
    // A busy machine responds with 503, and the retried request succeeds: that is no fault.
    if (answer.ok() && outage !== undefined) {
      outages.delete(asked);
      forgive((fault) => fault === outage);
      forgive((fault) => OUTAGE_MESSAGE.test(fault));
    }
    if (answer.status() < 500) return;
    const warning = lastWarnings().at(-1) ?? "";
    const fault = `${answer.status()} from ${asked}: ${warning}`;
    if (answer.status() === 503 && !CONFLICT.test(warning)) outages.set(asked, fault);
    faults.push(fault);
  });
}

interface RequestCount {
  /** Number of requests since the page was opened. */
  readonly sent: number;
  /** Requests without a response. */
  readonly open: number;
}

/** Counts the requests of a page; streams of live changes do not count. */
function countRequests(page: Page): () => RequestCount {
  const open = new Set<Request>();
  let sent = 0;
  page.on("request", (request) => {
    // A stream of events never ends.
    const isStream = request.resourceType() === "eventsource" || request.headers()["accept"] === "text/event-stream";
    if (isStream) return;
    open.add(request);
    sent += 1;
  });
  page.on("requestfinished", (request) => open.delete(request));
  page.on("requestfailed", (request) => open.delete(request));
  page.on("framenavigated", (frame) => {
    if (frame === page.mainFrame()) for (const request of open) if (request.isNavigationRequest()) open.delete(request);
  });
  return () => ({ sent, open: open.size });
}

/** Waits until loading has ended: no request for a few frames, and no placeholder. */
async function settled(page: Page, requests: () => RequestCount): Promise<void> {
  await page.locator("h1").first().waitFor();
  const deadline = performance.now() + WAIT_MS_MAX;
  for (let isQuiet = false; !isQuiet; ) {
    if (performance.now() > deadline) throw new Error(`${page.url()} keeps loading`);
    const { sent } = requests();
    await page.evaluate(QUIET_FRAMES);
    isQuiet = requests().open === 0 && requests().sent === sent;
  }
  await page.locator("[aria-busy=true]").first().waitFor({ state: "detached" });
}

async function keepPicture(page: Page, name: string): Promise<void> {
  const folder = process.env["JOURNEY_PICTURES"];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name.replaceAll(/[^\w-]+/g, "-")}.png`), fullPage: true });
}

/** Accessibility faults: serious and critical ones, or all. */
async function graveFaults(page: Page, isStrict: boolean): Promise<readonly string[]> {
  const grave = (await accessibilityFaults(page)).filter(
    ({ impact }) => isStrict || impact === "serious" || impact === "critical",
  );
  return grave.map(({ id, places }) => {
    const shown = places.slice(0, NODES_MAX).map((html) => html.slice(0, 200));
    return `${id} at ${places.length} places: ${shown.join(" | ")}`;
  });
}

/** Horizontal overflow and untranslated keys. */
async function layoutFaults(page: Page, widthMax: number): Promise<readonly string[]> {
  const { text, scrollWidth } = await page.evaluate<{ readonly text: string; readonly scrollWidth: number }>(
    "({ text: document.body.textContent ?? '', scrollWidth: document.documentElement.scrollWidth })",
  );
  const raw = RAW_KEY.exec(text);
  return [
    ...(scrollWidth > widthMax ? [`scrolls sideways: ${scrollWidth} px`] : []),
    ...(raw === null ? [] : [`raw key ${raw[0]}`]),
  ];
}
