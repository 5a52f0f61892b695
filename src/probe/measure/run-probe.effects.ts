import { lookup } from "node:dns/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "../../platform/telemetry/index.ts";
import { serialiseSdp } from "../../protocols/sdp/index.ts";
import { callerPair, numberAfter, planCalls, type Scenario, TONE_PAIRS } from "../scenarios/index.ts";
import { type AnsweringPhones, openAnsweringPhones } from "./answering.effects.ts";
import { type CallingSide, type LiveCall, openCallingSide } from "./calling.effects.ts";
import { openPacer } from "./pacer.effects.ts";
import type { ProbeContext } from "./probe-context.effects.ts";
import type { RawBranch, RawRun } from "./raw.ts";
import { type AnswerAccount, registerPhone } from "./register.effects.ts";
import { openRtpLine } from "./rtp-line.effects.ts";
import { addressTowards, peerOf } from "./sip-side.effects.ts";
import { walkMenu } from "./walk-menu.effects.ts";

/** Progress events of a run. */
export type ProbeRunEvent =
  | { readonly kind: "registered"; readonly user: string }
  | { readonly kind: "calling"; readonly calls: number }
  | { readonly kind: "answered"; readonly answered: number; readonly calls: number }
  | { readonly kind: "failed"; readonly callerNumber: string; readonly reason: string }
  | { readonly kind: "over"; readonly answered: number; readonly calls: number }
  | { readonly kind: "branch"; readonly keys: string };

/** Options of the run of a validated scenario. */
export interface RunOptions {
  readonly scenario: Scenario;
  /** Calling address of this machine; null for the one from which the centre is reached. */
  readonly local: string | null;
  /** The phones that the probe answers for, and their address; null for the calling one. */
  readonly accounts: readonly Omit<AnswerAccount, "address">[];
  readonly answerLocal: string | null;
  readonly listenMs: number;
  readonly followMs: number;
  readonly log: Log;
  readonly chance: () => number;
  readonly tell: (event: ProbeRunEvent) => void;
  /** Aborts the run: every call is hung up, and there is no result. */
  readonly stop: AbortSignal;
}

/** Thrown when a run is impossible; `code` is the key of a text of the probe. */
export class ProbeFailure extends Error {
  override readonly name = "ProbeFailure";
  readonly code: "no-address" | "register-refused" | "register-silent" | "interrupted";
  readonly subject: string;

  constructor(code: ProbeFailure["code"], subject: string) {
    super(`${code}: ${subject}`);
    this.code = code;
    this.subject = subject;
  }
}

/** Maximum number of menu paths measured concurrently. */
const WALKS_AT_ONCE = 5;
const FRAME_MS = 20;

/** Runs a scenario and returns its data, without the centre's records. Throws `ProbeFailure` when it is impossible. */
export async function runProbe(options: RunOptions): Promise<Omit<RawRun, "records">> {
  const { scenario } = options;
  const far = await addressOf(scenario.host);
  const to = peerOf({ address: far, port: scenario.port, transport: scenario.transport });
  const address = options.local ?? (await addressTowards(to));
  const [beganMs, startedAtMs] = [performance.now(), Date.now()];
  const nowMs = () => performance.now() - beganMs;
  const failed = Promise.withResolvers<never>();
  const pacer = openPacer(nowMs);
  const { log, chance } = options;
  const probeContext: ProbeContext = { nowMs, chance, log, pacer, writeSdp: serialiseSdp, fail: failed.reject };
  const packetsMax = Math.ceil((scenario.holdMs + 60_000) / FRAME_MS);
  const phones = await openAnsweringPhones(probeContext, { address: options.answerLocal ?? address, packetsMax });
  const side = await openCallingSide(probeContext, { address, to });
  const floor = await openLoopback(probeContext, packetsMax);
  try {
    const play = async () => {
      await register(phones, options);
      const calls = await callAll(probeContext, side, { options, packetsMax });
      const menu = options.stop.aborted ? [] : await walkAll(side, options);
      await register(phones, options, 0);
      if (options.stop.aborted) throw new ProbeFailure("interrupted", "");
      return { calls: calls.map((call) => exact(call.raw())), menu };
    };
    const played = await Promise.race([play(), failed.promise]);
    const answers = phones.answers().map(exact);
    return { scenario, startedAtMs, endedAtMs: Date.now(), ...played, answers, floor: floor.stream() };
  } finally {
    floor.close();
    await Promise.all([phones.close(), side.close()]);
    pacer.close();
  }
}

async function addressOf(host: string): Promise<string> {
  try {
    return (await lookup(host)).address;
  } catch {
    throw new ProbeFailure("no-address", host);
  }
}

/** A stream of the probe to itself over loopback, sent and received like all others. */
async function openLoopback(probeContext: ProbeContext, packetsMax: number) {
  const parts = { ...probeContext, address: "127.0.0.1", pair: TONE_PAIRS - 1, packetsMax };
  const [mouth, ear] = await Promise.all([openRtpLine(parts), openRtpLine(parts)]);
  mouth.start({ address: "127.0.0.1", port: ear.port, law: "alaw", keysPayloadType: null });
  return {
    stream: ear.stream,
    close() {
      mouth.close();
      ear.close();
    },
  };
}

async function register(phones: AnsweringPhones, options: RunOptions, expires?: number): Promise<void> {
  for (const account of options.accounts) {
    const address = await addressOf(account.domain);
    const status = await registerPhone(phones.side, { ...account, address }, expires);
    if (expires === 0) continue;
    if (status === null) throw new ProbeFailure("register-silent", account.user);
    if (status !== 200) throw new ProbeFailure("register-refused", `${account.user}: ${status}`);
    options.tell({ kind: "registered", user: account.user });
  }
}

async function callAll(
  probeContext: ProbeContext,
  side: CallingSide,
  { options, packetsMax }: { readonly options: RunOptions; readonly packetsMax: number },
): Promise<readonly LiveCall[]> {
  const { scenario, tell, stop } = options;
  const planned = planCalls(scenario);
  tell({ kind: "calling", calls: planned.length });
  const beginMs = probeContext.nowMs();
  const stopped = untilStopped(stop);
  let answered = 0;
  const calls = await Promise.all(
    planned.map(async (one) => {
      await Promise.race([pause(Math.max(0, beginMs + one.atMs - probeContext.nowMs())), stopped]);
      if (stop.aborted) return null;
      const call = await side.call({ planned: one, code: scenario.code, pair: callerPair(one.nth), packetsMax });
      if (await Promise.race([call.answered, stopped])) {
        answered += 1;
        tell({ kind: "answered", answered, calls: planned.length });
        await Promise.race([pause(scenario.holdMs), call.ended, stopped]);
      } else tell({ kind: "failed", callerNumber: one.callerNumber, reason: call.raw().reason ?? "timeout" });
      call.hangUp();
      await call.ended;
      return call;
    }),
  );
  tell({ kind: "over", answered, calls: planned.length });
  return calls.filter((call) => call !== null);
}

/** An unreferenced pause: the process may exit during it, once its call has ended. */
function pause(ms: number): Promise<void> {
  return delay(ms, undefined, { ref: false });
}

/** Resolves, to no answer, when the run is aborted. */
function untilStopped(stop: AbortSignal): Promise<false> {
  return new Promise((resolve) => {
    if (stop.aborted) resolve(false);
    stop.addEventListener("abort", () => resolve(false), { once: true });
  });
}

async function walkAll(side: CallingSide, options: RunOptions): Promise<readonly RawBranch[]> {
  const { scenario, listenMs, followMs, tell } = options;
  const { menu, code, lines, callerBase, callers } = scenario;
  const walked: RawBranch[] = [];
  for (let from = 0; from < menu.length; from += WALKS_AT_ONCE) {
    const some = menu.slice(from, from + WALKS_AT_ONCE);
    const branches = some.map((branch, at) => {
      tell({ kind: "branch", keys: branch.keys });
      const nth = lines + from + at;
      const planned = { nth, callerNumber: numberAfter(callerBase, nth % callers), atMs: 0 };
      return walkMenu(side, { code, planned, branch, listenMs, followMs });
    });
    walked.push(...(await Promise.all(branches)));
  }
  return walked;
}

/** Times are rounded to whole microseconds, so that the stored values are those of the computation. */
function exact<Kept extends object>(kept: Kept): Kept {
  const entries = Object.entries(kept).map(([name, value]: [string, unknown]) => [
    name,
    typeof value === "number" ? Math.round(value * 1_000) / 1_000 : value,
  ]);
  return Object.fromEntries(entries) as Kept;
}
