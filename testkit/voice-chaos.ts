import { setTimeout as delay } from "node:timers/promises";
import { present } from "../src/kernel/index.ts";
import { openChance } from "./chance.ts";
import { atRest, leaked } from "./process-holdings.ts";
import {
  answeredRecords,
  killSurely,
  openCalls,
  openVoiceScenario,
  settled,
  unfinishedRecordings,
} from "./voice-scenario.ts";

/** Processes that are killed. */
export type VoiceVictim = "switch" | "media" | "database";

/** Results of many kills under load. */
export interface ChaosFigures {
  readonly rounds: number;
  readonly offered: number;
  /** Calls whose answer reached the caller. */
  readonly answered: number;
  /** Records of answered calls. */
  readonly cdr: number;
  /** Answered calls without a record. */
  readonly lost: number;
  /** Answered calls with more than one record of an answer. */
  readonly duplicated: number;
  readonly openLeft: number;
  /** Open media sockets without an open call. */
  readonly portsLeaked: number;
  /** Open files beyond those of a new process, unneeded journals, unfinished recordings. */
  readonly filesLeaked: number;
  /** Time from each kill to the answer of a call that started after it. */
  readonly ringAgainMs: readonly number[];
  /** Rounds without an answered call within the limit. */
  readonly stuck: number;
  /** Of the processes that run through every kill: supervisor and portal. */
  readonly rssGrowthMb: number;
}

const VICTIMS: readonly VoiceVictim[] = ["switch", "media", "database"];
const CALLS_A_SECOND = 10;
const RING_MS = 100;
const TALK_MS = 1_500;
const AGAIN_MS_MAX = 30_000;
/** BYE is retransmitted for 32 s (RFC 3261 timer F): a killed process must receive it after its restart. */
const DRAIN_MS = 50_000;

/**
 * Kills switch, media process and database with SIGKILL, one per round, in random order, while calls arrive, are answered,
 * recorded and hung up; then waits until everything is idle and counts faults.
 */
export async function runVoiceChaos(options: {
  readonly rounds: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
}): Promise<ChaosFigures> {
  const scenario = await openVoiceScenario({ networks: ["127.0.7", "127.0.8"], phones: 40, isRecorded: true });
  const { system, load } = scenario;
  const chance = openChance(options.seed);
  try {
    const wish = { perSecond: CALLS_A_SECOND, ringMs: RING_MS, talkMs: TALK_MS };
    load.start({ name: "warm", ...wish });
    await load.untilAnswered(AGAIN_MS_MAX);
    await load.stop(DRAIN_MS);
    await settled(scenario);
    const before = await atRest(system);
    load.start({ name: "chaos", ...wish });
    const ringAgainMs: number[] = [];
    for (let round = 1; round <= options.rounds; round += 1) {
      await delay(300 + chance.below(1_200));
      // In turn, because a random choice may leave one out.
      const victim = present(VICTIMS[(round - 1) % VICTIMS.length], "a process to kill");
      await killSurely(system, victim);
      const again = await load.untilAnswered(AGAIN_MS_MAX);
      if (again !== undefined) ringAgainMs.push(again);
      options.tell(`round ${round}: ${victim}, rings again after ${again === undefined ? "-" : Math.round(again)} ms`);
    }
    const { offered, answered } = await load.stop(DRAIN_MS);
    await settled(scenario);
    const [records, after] = [await answeredRecords(scenario, { name: "chaos", answered }), await atRest(system)];
    options.tell(`at rest before: ${JSON.stringify(before)}; after: ${JSON.stringify(after)}`);
    return {
      rounds: options.rounds,
      offered,
      answered: answered.length,
      cdr: records.count,
      lost: records.missing,
      duplicated: records.doubled,
      openLeft: await openCalls(scenario),
      portsLeaked: after.soundSockets,
      filesLeaked: leaked(before, after) + (await unfinishedRecordings(scenario)),
      ringAgainMs,
      stuck: options.rounds - ringAgainMs.length,
      rssGrowthMb: after.rssMb - before.rssMb,
    };
  } finally {
    load.close();
    await system.close();
  }
}
