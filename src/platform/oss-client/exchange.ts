import { setTimeout as wait } from "node:timers/promises";
import { type Clock, type Result, refuse } from "../../kernel/index.ts";
import { admit, afterAnswer, afterFailure, type Circuit, closedCircuit } from "./circuit.ts";

/** Limits of every call, so that a screen never waits for OSS longer than `totalMs`. */
export interface OssLimits {
  readonly attemptMs: number;
  readonly totalMs: number;
  readonly attemptsMax: number;
  /** Longest pause before the second attempt; doubles after each. */
  readonly pauseMs: number;
  readonly callsAtOnceMax: number;
  readonly failuresMax: number;
  readonly openMs: number;
}

/** Why a call was not sent or failed; `isSent` is false only when OSS cannot have received it. */
export interface ExchangeRefusal<Code extends string> {
  readonly code: Code | "oss-unavailable" | "oss-not-configured";
  readonly detail: string;
}

/** Result of a call, and whether OSS can have received it. */
export interface Exchanged<Value, Code extends string> {
  readonly isSent: boolean;
  readonly result: Result<Value, ExchangeRefusal<Code>>;
}

interface ExchangeOptions {
  readonly limits: OssLimits;
  readonly clock: Clock;
  readonly random: () => number;
  /** Aborts calls in progress. */
  readonly ending: AbortSignal;
}

/** A channel to OSS with its own circuit: a failure on one channel does not open the circuit of another. */
export interface Exchange {
  /** Calls until a response, the last attempt or the deadline; only `oss-unavailable` is retried. */
  call<Value, Code extends string>(
    attemptsMax: number,
    once: (signal: AbortSignal) => Promise<Result<Value, ExchangeRefusal<Code>>>,
  ): Promise<Exchanged<Value, Code>>;
  circuit(nowMs: number): Circuit["name"];
}

/** Opens a channel; sends nothing before the first call. */
export function openExchange(options: ExchangeOptions): Exchange {
  const { limits, clock, ending } = options;
  let circuit: Circuit = closedCircuit;
  let callsNow = 0;
  return {
    circuit: (nowMs) => (circuit.name === "open" && nowMs >= circuit.untilMs ? "probing" : circuit.name),
    call: async (attemptsMax, once) => {
      if (ending.aborted) return notSent("client is closed");
      if (callsNow >= limits.callsAtOnceMax) return notSent(`${callsNow} calls are waiting already`);
      const admission = admit(circuit, clock.nowMs(), limits);
      circuit = admission.circuit;
      if (!admission.may) return notSent("circuit is open");
      callsNow += 1;
      try {
        const result = await tryUntilAnswered(options, attemptsMax, once);
        const isFailure = !result.ok && result.refusal.code === "oss-unavailable";
        if (!ending.aborted) circuit = isFailure ? afterFailure(circuit, clock.nowMs(), limits) : afterAnswer();
        return { isSent: true, result };
      } finally {
        callsNow -= 1;
      }
    },
  };
}

async function tryUntilAnswered<Value, Code extends string>(
  { limits, random, ending }: ExchangeOptions,
  attemptsMax: number,
  once: (signal: AbortSignal) => Promise<Result<Value, ExchangeRefusal<Code>>>,
): Promise<Result<Value, ExchangeRefusal<Code>>> {
  const deadline = AbortSignal.any([ending, AbortSignal.timeout(limits.totalMs)]);
  let result: Result<Value, ExchangeRefusal<Code>> = unavailable("not tried");
  for (let tried = 0; tried < attemptsMax; tried += 1) {
    if (tried > 0) {
      const pauseMs = random() * limits.pauseMs * 2 ** (tried - 1);
      await wait(pauseMs, undefined, { signal: deadline }).catch(() => undefined);
    }
    if (deadline.aborted) return result;
    result = await once(AbortSignal.any([deadline, AbortSignal.timeout(limits.attemptMs)]));
    if (result.ok || result.refusal.code !== "oss-unavailable") return result;
  }
  return result;
}

function notSent(detail: string) {
  return { isSent: false, result: unavailable(detail) } as const;
}

function unavailable(detail: string) {
  return refuse({ code: "oss-unavailable", detail } as const);
}
