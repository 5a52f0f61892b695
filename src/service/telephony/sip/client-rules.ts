import { hasShare } from "../../../kernel/index.ts";
import { WEB_CALLER_METHODS } from "./web-caller-rules.ts";

/** Methods that a browser client's connection may use: registration, its calls, and requests inside them. */
export const CLIENT_METHODS = [...WEB_CALLER_METHODS, "REGISTER"] as const;

/** Maximum concurrent calls that one connection may have begun. */
export const OWN_CALLS_MAX = 2;
/** Maximum concurrent calls of one client name, by all its connections. */
export const NAME_CALLS_MAX = 5;
/** Maximum concurrent calls of clients of one call centre; agents' browsers keep most of the capacity. */
export const CENTRE_CALLS_MAX = 100;
/** Maximum concurrent calls of all clients. */
export const CLIENT_CALLS_MAX = 300;
/** Maximum calls that a client name may begin in `BEGUN_MS`, by all its connections: each causes a webhook request. */
export const BEGUN_MAX = 20;
/** Period in which begun calls are counted. */
export const BEGUN_MS = 60_000;

/** Properties of a request of a client's connection. */
export interface ClientAsk {
  readonly method: string;
  /** Whether it is inside a dialog. */
  readonly isInside: boolean;
  /** Whether it belongs to a call of its connection: to its dialog, or to the INVITE that began it. */
  readonly isOwn: boolean;
  /** User part of its Request-URI; null where that is no SIP address with a user. */
  readonly user: string | null;
  /** The SID of the application that controls its calls; null for a client that may place none. */
  readonly applicationSid: string | null;
  readonly isRung: boolean;
  /** Whether the access token of the connection is still valid. */
  readonly isInForce: boolean;
}

/** `begin`: a call. `register`: a registration. `pass`: it belongs to a call. `drop`: no answer. Otherwise the status of the refusal. */
export type ClientVerdict = "begin" | "register" | "pass" | "drop" | 403 | 405 | 481;

/** Decides on a request of a browser without an account, on a connection that an access token has admitted. */
export function judgeClient(ask: ClientAsk): ClientVerdict {
  if (!CLIENT_METHODS.some((one) => one === ask.method)) return 405;
  if (ask.method === "REGISTER") return ask.isRung && ask.isInForce && !ask.isInside ? "register" : 403;
  if (ask.isOwn) return "pass";
  if (ask.method === "ACK") return "drop";
  if (ask.method !== "INVITE" || ask.isInside) return 481;
  return ask.isInForce && ask.applicationSid !== null && ask.user === ask.applicationSid ? "begin" : 403;
}

/** The caller of a client's call: the connection, and its name in a call centre. */
export interface ClientCaller {
  readonly clientId: string;
  readonly tenantId: string;
  readonly identity: string;
}

/** Calls in progress that clients have begun, by their legs. */
export type ClientLegs = ReadonlyMap<string, ClientCaller>;

/** Whether one more call may be begun. */
export function hasClientRoom(
  legs: ClientLegs,
  wish: ClientCaller & { readonly begunMs: readonly number[] },
  nowMs: number,
): boolean {
  const ofCentre = [...legs.values()].filter(({ tenantId }) => tenantId === wish.tenantId);
  const own = ofCentre.filter(({ clientId }) => clientId === wish.clientId).length;
  const ofName = ofCentre.filter(({ identity }) => identity === wish.identity).length;
  const lately = wish.begunMs.filter((atMs) => atMs > nowMs - BEGUN_MS).length;
  const share = { own: ofCentre.length, ownMax: CENTRE_CALLS_MAX, all: legs.size, allMax: CLIENT_CALLS_MAX };
  return hasShare(share) && own < OWN_CALLS_MAX && ofName < NAME_CALLS_MAX && lately < BEGUN_MAX;
}

/** Maximum names whose begun calls are remembered; nearly all have begun none for a minute. */
const NAMES_MAX = 10_000;

/** Start times of the last calls of client names: they outlive the connections, and are removed when they no longer count. */
export class BegunCalls {
  /** Start times by client; the client with the most recent call is last. */
  readonly #byName = new Map<string, readonly number[]>();

  /** Number of remembered names. */
  get size(): number {
    return this.#byName.size;
  }

  /** Start times of the last calls of a name. */
  of(caller: Pick<ClientCaller, "tenantId" | "identity">): readonly number[] {
    return this.#byName.get(nameOf(caller)) ?? [];
  }

  /** Counts a call that a name begins. */
  add(caller: Pick<ClientCaller, "tenantId" | "identity">, nowMs: number): void {
    const begunMs = [...this.of(caller), nowMs].slice(-BEGUN_MAX);
    this.#byName.delete(nameOf(caller));
    this.#byName.set(nameOf(caller), begunMs);
    for (const [name, times] of this.#byName) {
      const isOver = (times.at(-1) ?? 0) <= nowMs - BEGUN_MS;
      if (!isOver && this.#byName.size <= NAMES_MAX) return;
      this.#byName.delete(name);
    }
  }
}

function nameOf({ tenantId, identity }: Pick<ClientCaller, "tenantId" | "identity">): string {
  return `${tenantId} ${identity}`;
}

/** The header with a client's call parameters, form-encoded. */
export const PARAMETERS_HEADER = "X-Parameters";
const PARAMETERS_BYTES_MAX = 1_024;
const PARAMETERS_MAX = 30;
const NAME = /^[A-Za-z_][\w.-]{0,63}$/;
/** Twilio's own parameters of a call: a client cannot set them, only the parameters of its application. */
const RESERVED =
  /^(?:CallSid|AccountSid|From|Caller|CallStatus|ApiVersion|Direction|ApplicationSid|Called|ForwardedFrom|CallerName|ParentCallSid|CallToken|StirVerstat|(?:From|To|Caller|Called)(?:City|State|Zip|Country)|Digits|FinishedOnKey|SpeechResult|Confidence|(?:Dial|Queue|Recording|Stream|Conference|Error|Message|Sms|Refer).*)$/i;

/** The parameters of a client for its application; null where they are malformed, too long, or reserved. */
export function parametersOf(header: string | undefined): Readonly<Record<string, string>> | null {
  if (header === undefined || header.trim() === "") return {};
  if (header.length > PARAMETERS_BYTES_MAX) return null;
  const pairs = [...new URLSearchParams(header.trim())];
  const names = new Set(pairs.map(([name]) => name));
  if (pairs.length > PARAMETERS_MAX || names.size !== pairs.length) return null;
  if (pairs.some(([name, value]) => !NAME.test(name) || RESERVED.test(name) || !isPlain(value))) return null;
  return Object.fromEntries(pairs);
}

/** Whether a text is free of characters that are invalid in databases, forms and logs. */
function isPlain(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}
