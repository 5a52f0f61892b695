import { setTimeout as delay } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { wavHeader } from "../src/protocols/audio/index.ts";
import { openBrowser, SOUND_FLAGS } from "./browser.ts";

/** A telephone in a page of a real browser: it signs in, takes calls at once, says a tone and keeps what it hears. */
export interface BrowserPhone {
  readonly page: Page;
  /** Opens the page anew and signs in again, as somebody does who reloads it. */
  reload(): Promise<void>;
  call(target: string): Promise<void>;
  /** Runs an act of JsSIP's session. */
  act(act: "hold" | "unhold" | "terminate"): Promise<void>;
  /** Presses a key, told as a telephone event (RFC 4733) and not by an INFO. */
  press(key: string): Promise<void>;
  /** WAV of all that it has heard since its page was opened. */
  heard(): Promise<Uint8Array>;
  /** What its calls and connections have told so far. */
  log(): Promise<readonly string[]>;
  /** The browser dies and says no word. */
  crash(): Promise<void>;
  close(): Promise<void>;
}

const READY_MS_MAX = 15_000;
const POLL_MS = 50;

/** Opens a browser with the page of a telephone. */
export async function openBrowserPhone(options: {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly toneHz: number;
  /** Done to the page before anything is opened in it. */
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

/** Waits for something to be so in the page, whose policy lets no test wait in it by a text. */
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
      // A file without a sample is none.
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
