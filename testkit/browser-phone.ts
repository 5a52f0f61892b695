import { setTimeout as delay } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { wavHeader } from "../src/protocols/audio/index.ts";
import { openBrowser, SOUND_FLAGS } from "./browser.ts";

/** A phone in a page of a real browser: it registers, answers calls at once, plays a tone and records received audio. */
export interface BrowserPhone {
  readonly page: Page;
  /** Reloads the page and registers again. */
  reload(): Promise<void>;
  call(target: string): Promise<void>;
  /** Calls a method of JsSIP's session. */
  act(act: "hold" | "unhold" | "terminate"): Promise<void>;
  /** Presses a key, sent as a telephone event (RFC 4733) and not by INFO. */
  press(key: string): Promise<void>;
  /** WAV of all audio received since its page was opened. */
  heard(): Promise<Uint8Array>;
  /** Events of its calls and connections so far. */
  log(): Promise<readonly string[]>;
  /** Crashes the browser without a goodbye. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

const READY_MS_MAX = 15_000;
const POLL_MS = 50;

/** Opens a browser with the page of a phone. */
export async function openBrowserPhone(options: {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly toneHz: number;
  /** Applied to the page before it is loaded. */
  readonly prepare?: (page: Page) => Promise<void>;
}): Promise<BrowserPhone> {
  const browser = await openBrowser(SOUND_FLAGS);
  const page = await browser.newPage();
  await options.prepare?.(page);
  const { username, password, toneHz: hz } = options;
  const begin = async () => {
    await page.goto(options.url);
    await until(page, "window.phone !== undefined");
    await page.evaluate(`phone.start(${JSON.stringify({ username, password, hz })})`);
    await until(page, "phone.state.isRegistered");
  };
  await begin();
  return phoneOn(browser, page, begin);
}

/** Waits for a condition in the page; the page's policy forbids evaluating strings. */
async function until(page: Page, what: string): Promise<void> {
  const endsAt = performance.now() + READY_MS_MAX;
  while ((await page.evaluate(what)) !== true) {
    if (performance.now() > endsAt) throw new Error(`the page never came to ${what}`);
    await delay(POLL_MS);
  }
}

const SESSION_METHODS = {
  hold: "hold()",
  unhold: "unhold()",
  terminate: "terminate()",
} as const;

function phoneOn(browser: Browser, page: Page, begin: () => Promise<void>): BrowserPhone {
  return {
    page,
    reload: begin,
    call: (target) => page.evaluate(`void phone.state.call(${JSON.stringify(target)})`),
    act: (act) => page.evaluate(`void phone.session().${SESSION_METHODS[act]}`),
    press: (key) =>
      page.evaluate(`void phone.session().sendDTMF(${JSON.stringify(key)}, { transportType: "RFC2833" })`),
    heard: async () => {
      const said = Buffer.from(await page.evaluate<string>("phone.heardSoFar()"), "base64");
      // A WAV file without samples is invalid.
      const samples = said.length === 0 ? Buffer.alloc(2) : said;
      return Buffer.concat([wavHeader({ channels: 1, frames: samples.length / 2 }), samples]);
    },
    log: () => page.evaluate<string[]>("phone.state.log"),
    crash: async () => {
      const console = await browser.newBrowserCDPSession();
      await console.send("Browser.crash").catch(() => undefined);
    },
    close: () => browser.close(),
  };
}
