import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { type Clock, type Result, refuse } from "../../kernel/index.ts";
import {
  interpretCheckReply,
  interpretReply,
  type Nib,
  type NibCheck,
  type NibMethod,
  type NibRecord,
  nibRequest,
  type OssRefusal,
  USER_KEY_HEADER,
  userKey,
  userKeyDate,
} from "../../protocols/oss/index.ts";
import { attempt } from "./attempt.ts";
import { admit, afterAnswer, afterFailure, type Circuit, closedCircuit } from "./circuit.ts";

/** Where OSS is and who asks. */
export interface OssClientOptions {
  /** Address up to the method's name, e.g. `https://api-prd.oss.go.id/v1/kl/rba`. */
  readonly baseUrl: string;
  readonly username: string;
  readonly password: string;
  /** Kind of caller agreed with OSS; part of the access key. */
  readonly keyType: string;
  readonly clock: Clock;
  /** A number from 0 up to 1, for jitter. */
  readonly random: () => number;
  readonly limits?: Partial<OssLimits>;
}

/** Bounds of every call, so that a screen never waits for OSS longer than `totalMs`. */
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

/** The bounds used unless told otherwise. */
export const ossLimits: OssLimits = {
  attemptMs: 2_000,
  totalMs: 6_000,
  attemptsMax: 3,
  pauseMs: 200,
  callsAtOnceMax: 64,
  failuresMax: 5,
  openMs: 15_000,
};

/** A connection to OSS RBA, or to its simulator. Never throws for what OSS does. */
export interface OssClient {
  /** Everything OSS knows about a company. */
  inquireNib(nib: Nib): Promise<Result<NibRecord, OssRefusal>>;
  /** Name and status only. */
  checkNib(nib: Nib): Promise<Result<NibCheck, OssRefusal>>;
  /** For health and metrics. */
  circuit(): Circuit["name"];
  /** Ends calls in flight and refuses new ones; safe to call twice. */
  close(): void;
}

/** Makes a client; it opens no connection until asked. */
export function createOssClient(options: OssClientOptions): OssClient {
  const limits: OssLimits = { ...ossLimits, ...options.limits };
  const ending = new AbortController();
  let circuit: Circuit = closedCircuit;
  let callsNow = 0;

  async function call<Value>(
    method: NibMethod,
    nib: Nib,
    interpret: (bytes: Uint8Array, asked: Nib) => Result<Value, OssRefusal>,
  ): Promise<Result<Value, OssRefusal>> {
    if (ending.signal.aborted) return unavailable("client is closed");
    if (callsNow >= limits.callsAtOnceMax) return unavailable(`${callsNow} calls are waiting already`);
    const admission = admit(circuit, options.clock.nowMs(), limits);
    circuit = admission.circuit;
    if (!admission.may) return unavailable("circuit is open");
    callsNow += 1;
    try {
      const send = (signal: AbortSignal) => attempt({ ...requestFor(options, method, nib), signal });
      const result = await callWithRetries(limits, options, ending.signal, async (signal) => {
        const bytes = await send(signal);
        return bytes.ok ? interpret(bytes.value, nib) : bytes;
      });
      const isFailure = !result.ok && result.refusal.code === "oss-unavailable";
      if (!ending.signal.aborted) {
        circuit = isFailure ? afterFailure(circuit, options.clock.nowMs(), limits) : afterAnswer();
      }
      return result;
    } finally {
      callsNow -= 1;
    }
  }

  return {
    inquireNib: (nib) => call("inqueryNIB", nib, interpretReply),
    checkNib: (nib) => call("checkNIB", nib, interpretCheckReply),
    circuit: () => circuit.name,
    close: () => ending.abort(),
  };
}

/** Tries until an answer, the last attempt or the deadline; only `oss-unavailable` is worth another try. */
async function callWithRetries<Value>(
  limits: OssLimits,
  { random }: Pick<OssClientOptions, "random">,
  ending: AbortSignal,
  once: (signal: AbortSignal) => Promise<Result<Value, OssRefusal>>,
): Promise<Result<Value, OssRefusal>> {
  const deadline = AbortSignal.any([ending, AbortSignal.timeout(limits.totalMs)]);
  let result: Result<Value, OssRefusal> = unavailable("not tried");
  for (let tried = 0; tried < limits.attemptsMax; tried += 1) {
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

function requestFor(options: OssClientOptions, method: NibMethod, nib: Nib) {
  const { baseUrl, username, password, keyType: type, clock } = options;
  const key = userKey({ username, password, type, date: userKeyDate(clock.nowMs()) }, hexDigest);
  return {
    url: `${baseUrl.replace(/\/+$/, "")}/${method}`,
    headers: { "content-type": "application/json", accept: "application/json", [USER_KEY_HEADER]: key },
    body: JSON.stringify(nibRequest(method, nib)),
  };
}

function hexDigest(algorithm: "md5" | "sha1", text: string): string {
  return createHash(algorithm).update(text).digest("hex");
}

function unavailable(detail: string): { readonly ok: false; readonly refusal: OssRefusal } {
  return refuse({ code: "oss-unavailable", detail });
}
