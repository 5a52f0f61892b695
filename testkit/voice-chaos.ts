import { readdir, readFile, readlink } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { inTenant } from "../src/platform/database/index.ts";
import { type CallLoad, openCallLoad } from "./call-load.ts";
import { openChance } from "./chance.ts";
import { freePort } from "./free-port.ts";
import { startTestSystem, type TestSystem, type Victim } from "./system.ts";
import { addresses, buildVoiceTown, townCodes } from "./voice-town.ts";

/** Processes that are killed. */
export type VoiceVictim = "switch" | "media" | "database";

/** What many kills under load came to. */
export interface ChaosFigures {
  readonly rounds: number;
  readonly offered: number;
  /** Calls whose answer came to their caller. */
  readonly answered: number;
  /** Records of answered calls. */
  readonly cdr: number;
  /** Answered calls without a record. */
  readonly lost: number;
  /** Answered calls with more than one record of an answer. */
  readonly duplicated: number;
  readonly openLeft: number;
  /** Sockets of sound that are open though no call is. */
  readonly portsLeaked: number;
  /** Open files beyond those of a fresh process, journals that nobody needs, recordings that nobody finished. */
  readonly filesLeaked: number;
  /** From each kill to the answer of a call that began after it. */
  readonly ringAgainMs: readonly number[];
  /** Rounds after which no call was answered within the limit. */
  readonly stuck: number;
  /** Of the processes that live through it: supervisor and portal. */
  readonly rssGrowthMb: number;
}

const VICTIMS: readonly [VoiceVictim, VoiceVictim, VoiceVictim] = ["switch", "media", "database"];
const LINES = 4;
const PHONES = 40;
const CALLS_A_SECOND = 10;
const RING_MS = 100;
const TALK_MS = 1_500;
const AGAIN_MS_MAX = 30_000;
const DRAIN_MS = 15_000;
const SETTLE_MS_MAX = 40_000;
const LOOK_MS = 250;

/** A system under calls, with what it looked like at rest. */
interface Stage {
  readonly system: TestSystem;
  readonly load: CallLoad;
  readonly tenantId: string;
}

/**
 * Kills switch, media process and database with SIGKILL, one a round, chosen by seeded chance, while calls arrive, are answered,
 * recorded and hung up; then lets everything come to rest and counts what is wrong.
 */
export async function runVoiceChaos(options: {
  readonly rounds: number;
  readonly seed: number;
  readonly tell: (line: string) => void;
}): Promise<ChaosFigures> {
  const stage = await open();
  const { system, load } = stage;
  const chance = openChance(options.seed);
  try {
    const wish = { perSecond: CALLS_A_SECOND, ringMs: RING_MS, talkMs: TALK_MS };
    load.start({ name: "warm", ...wish });
    await load.untilAnswered(AGAIN_MS_MAX);
    await load.stop(DRAIN_MS);
    await settled(stage);
    const before = await atRest(system);
    load.start({ name: "chaos", ...wish });
    const ringAgainMs: number[] = [];
    for (let round = 1; round <= options.rounds; round += 1) {
      await delay(300 + chance.below(1_200));
      const victim = chance.pick(VICTIMS);
      await kill(system, victim);
      const again = await load.untilAnswered(AGAIN_MS_MAX);
      if (again !== undefined) ringAgainMs.push(again);
      options.tell(`round ${round}: ${victim}, rings again after ${again === undefined ? "-" : Math.round(again)} ms`);
    }
    const { offered, answered } = await load.stop(DRAIN_MS);
    await settled(stage);
    const [records, after] = [await recordsOf(stage, answered), await atRest(system)];
    options.tell(`at rest before: ${JSON.stringify(before)}; after: ${JSON.stringify(after)}`);
    return {
      ...{ rounds: options.rounds, offered, answered: answered.length, ...records },
      openLeft: await openCalls(stage),
      portsLeaked: after.soundSockets,
      filesLeaked: leaked(before, after) + (await unfinishedRecordings(stage)),
      ringAgainMs,
      stuck: options.rounds - ringAgainMs.length,
      rssGrowthMb: (after.rssKb - before.rssKb) / 1_024,
    };
  } finally {
    load.close();
    await system.close();
  }
}

async function open(): Promise<Stage> {
  const sipPort = await freePort();
  const system = await startTestSystem({ SAMBUNG_SIP_PORT: String(sipPort) });
  const [lines, phones] = [addresses("127.0.7", LINES), addresses("127.0.8", PHONES)];
  const load = await openCallLoad({ sipPort, lines, phones, codes: townCodes(PHONES) });
  const reached = phones.map((address, nth) => ({ address, port: load.ports[nth] ?? 0 }));
  const tenantId = await buildVoiceTown(system, { lines, phones: reached, isRecorded: true });
  // Bindings that were written as rows are read at the switch's start.
  await kill(system, "switch");
  return { system, load, tenantId };
}

/** kill -9, of a process that may be dead or being started just now. */
async function kill(system: TestSystem, victim: VoiceVictim): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const done = await system.kill(victim).then(
      () => true,
      () => false,
    );
    if (done) return;
    await delay(50);
  }
  throw new Error(`there is no ${victim} to kill`);
}

/** Waits until no call is open and no recording unfinished; goes on after a while whatever is left. */
async function settled(stage: Stage): Promise<void> {
  const endsMs = performance.now() + SETTLE_MS_MAX;
  for (;;) {
    const left = await Promise.all([openCalls(stage), unfinishedRecordings(stage)]).catch(() => [1]);
    const isQuiet = left.every((count) => count === 0) && (await atRest(stage.system)).soundSockets === 0;
    if (isQuiet || performance.now() > endsMs) return;
    await delay(LOOK_MS);
  }
}

async function openCalls({ system, tenantId }: Stage): Promise<number> {
  const rows = await inTenant(system.database.db, tenantId, (trx) =>
    trx.selectFrom("openCall").select("callId").execute(),
  );
  return rows.length;
}

async function unfinishedRecordings({ system, tenantId }: Stage): Promise<number> {
  const rows = await inTenant(system.database.db, tenantId, (trx) =>
    trx.selectFrom("recording").select("id").where("state", "=", "recording").execute(),
  );
  return rows.length;
}

async function recordsOf({ system, tenantId }: Stage, answered: readonly string[]) {
  const rows = await inTenant(system.database.db, tenantId, (trx) =>
    trx
      .selectFrom("cdr")
      .select("sipCallId")
      .where("answeredAt", "is not", null)
      .where("sipCallId", "like", "chaos-%")
      .execute(),
  );
  const records = Map.groupBy(rows, ({ sipCallId }) => sipCallId);
  const counts = answered.map((id) => records.get(id)?.length ?? 0);
  const lost = counts.filter((count) => count === 0).length;
  return { cdr: rows.length, lost, duplicated: counts.filter((count) => count > 1).length };
}

/** What the processes hold while nothing happens. */
interface AtRest {
  /** Open files and folders by process, without sockets: the pool of the database comes and goes. */
  readonly files: Readonly<Record<string, number>>;
  readonly soundSockets: number;
  readonly journals: number;
  readonly rssKb: number;
}

const LOOKED_AT: readonly Victim[] = ["supervisor", "portal", "switch", "media"];

async function atRest(system: TestSystem): Promise<AtRest> {
  const pids = await Promise.all(LOOKED_AT.map((name) => system.pidOf(name).catch(() => 0)));
  const held = await Promise.all(pids.map(filesOf));
  const files = Object.fromEntries(LOOKED_AT.map((name, nth) => [name, held[nth]?.files ?? 0]));
  const rss = await Promise.all(pids.slice(0, 2).map(rssKbOf));
  const folder = path.join(system.dataFolder, "media", "recordings");
  const names = await readdir(folder).catch(() => []);
  return {
    files,
    soundSockets: held.at(-1)?.udp ?? 0,
    journals: names.filter((name) => !name.endsWith(".wav") && !name.endsWith(".sealed")).length,
    rssKb: rss.reduce((sum, kb) => sum + kb, 0),
  };
}

function leaked(before: AtRest, after: AtRest): number {
  const more = LOOKED_AT.map((name) => Math.max(0, (after.files[name] ?? 0) - (before.files[name] ?? 0)));
  return more.reduce((sum, count) => sum + count, 0) + Math.max(0, after.journals - before.journals);
}

/** Open files of a process by kind; its UDP sockets are those the kernel lists. */
async function filesOf(pid: number): Promise<{ readonly files: number; readonly udp: number }> {
  const fds = await readdir(`/proc/${pid}/fd`).catch(() => []);
  const targets = await Promise.all(fds.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => "")));
  const udp = new Set([...(await inodesIn("/proc/net/udp")), ...(await inodesIn("/proc/net/udp6"))]);
  const inodes = targets.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
  return {
    files: targets.filter((target) => target.startsWith("/") && !target.startsWith("/dev/")).length,
    udp: inodes.filter((inode) => udp.has(inode)).length,
  };
}

async function inodesIn(file: string): Promise<readonly string[]> {
  const lines = (await readFile(file, "utf8").catch(() => "")).split("\n").slice(1);
  return lines.flatMap((line) => line.trim().split(/\s+/)[9] ?? []);
}

async function rssKbOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0);
}
