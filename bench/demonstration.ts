import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { openBrowser, SOUND_FLAGS } from "../testkit/browser.ts";
import { startProgram } from "../testkit/started-program.ts";
import { processesOf } from "../testkit/system.ts";
import { openVisit } from "../testkit/visit.ts";
import { addToneMeter } from "../tests/journeys/website-call-steps.ts";
import type { Benchmark, Figures } from "./figures.ts";
import { cpuSecondsOf, pssMbOf } from "./process-figures.ts";

const RUNS = 3;
const START_MS_MAX = 300_000;
/** Time after which the work following a start has ended. */
const SETTLE_MS = 20_000;
const IDLE_MS = 30_000;
const POLL_MS = 250;
const RING_MS_MAX = 60_000;
const ANSWER_MS_MAX = 10_000;
/** Voices are above mains hum. */
const VOICE_HZ_MIN = 80;

/**
 * The first minute of a new user: `sambung start` on an empty folder, the start page, "Ring me", and the voice of the caller in the
 * browser; and the idle cost of an installation with the demonstration, and without (`off_`).
 */
export const demonstration: Benchmark = {
  runs: RUNS,
  measure: async (tell) => {
    const figures: Figures[] = [];
    for (let run = 1; run <= RUNS; run += 1) {
      const measured = {
        ...(await onFreshFolder({}, firstTalk)),
        ...(await onFreshFolder({ SAMBUNG_DEMO: "off" }, idleAfterStart)),
      };
      tell(`run ${run}: ${JSON.stringify(measured)}`);
      figures.push(measured);
    }
    return figures;
  },
  maxima: { data_s: 45, ring_clicks: 3, talk_s: 60 },
};

/** A program just started on a new folder. */
interface Started {
  readonly url: string;
  readonly folder: string;
  readonly startedMs: number;
}

type Measure = (started: Started) => Promise<Figures>;

async function onFreshFolder(changes: Readonly<Record<string, string>>, measure: Measure): Promise<Figures> {
  const folder = await mkdtemp(path.join(os.tmpdir(), "sambung-bench-"));
  const startedMs = performance.now();
  const program = await startProgram(folder, changes);
  try {
    return await measure({ url: program.url, folder, startedMs });
  } finally {
    await program.stop();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

const secondsSince = (startedMs: number): number => (performance.now() - startedMs) / 1_000;

const firstTalk: Measure = async ({ url, folder, startedMs }) => {
  await until(`${url}/mulai`, (answer) => answer.ok);
  const pageS = secondsSince(startedMs);
  await until(`${url}/api/demonstration`, async (answer) => {
    const body = (await answer.json()) as { readonly state?: string };
    if (body.state === "failed") throw new Error("the demonstration could not be built");
    return body.state === "ready";
  });
  const dataS = secondsSince(startedMs);
  const idle = await idleFigures(folder);
  const ring = await ringMe(url);
  return { page_s: pageS, data_s: dataS, ...ring, talk_s: dataS + ring.ring_s, ...idle };
};

const idleAfterStart: Measure = async ({ url, folder }) => {
  await until(`${url}/readyz`, (answer) => answer.ok);
  const { idle_cpu_pct: cpuPct = Number.NaN, idle_pss_mb: pssMb = Number.NaN } = await idleFigures(folder);
  return { off_idle_cpu_pct: cpuPct, off_idle_pss_mb: pssMb };
};

/** From the opening of the start page to the caller's voice, with a user's clicks. */
async function ringMe(url: string): Promise<{ readonly ring_s: number; readonly ring_clicks: number }> {
  const browser = await openBrowser(SOUND_FLAGS);
  try {
    const { page, t, open } = await openVisit(browser, url);
    await addToneMeter(page);
    const openedMs = performance.now();
    await open("/mulai");
    const buttons = [t("web.start.ring.button"), t("web.agentDesk.phone.answer")];
    for (const name of buttons) await page.getByRole("button", { name, exact: true }).click({ timeout: RING_MS_MAX });
    const deadline = performance.now() + RING_MS_MAX;
    while ((await page.evaluate<number>("window.heardTone?.() ?? 0")) < VOICE_HZ_MIN) {
      if (performance.now() > deadline) throw new Error("the caller says nothing");
      await delay(POLL_MS);
    }
    return { ring_s: secondsSince(openedMs), ring_clicks: buttons.length };
  } finally {
    await browser.close();
  }
}

/** Repeats a request until its response is as expected; a server that is not running yet does not respond. */
async function until(url: string, isWanted: (answer: Response) => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + START_MS_MAX;
  for (;;) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS_MAX) }).catch(() => null);
    if (answer !== null && (await isWanted(answer))) return;
    if (performance.now() > deadline) throw new Error(`${url} did not come within ${START_MS_MAX} ms`);
    await delay(POLL_MS);
  }
}

/** CPU time and memory of all processes of the program, once it is idle. */
async function idleFigures(folder: string): Promise<Figures> {
  await delay(SETTLE_MS);
  const pids = await processesOf(folder);
  const before = await cpuSecondsOfAll(pids);
  await delay(IDLE_MS);
  const spent = (await cpuSecondsOfAll(pids)) - before;
  return { idle_cpu_pct: (spent / (IDLE_MS / 1_000)) * 100, idle_pss_mb: await pssMbOf(await processesOf(folder)) };
}

async function cpuSecondsOfAll(pids: readonly number[]): Promise<number> {
  const seconds = await Promise.all(pids.map(cpuSecondsOf));
  return seconds.reduce((sum, one) => sum + one, 0);
}
