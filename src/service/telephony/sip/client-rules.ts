import { hasShare } from "../../../kernel/index.ts";
import { WEB_CALLER_METHODS } from "./web-caller-rules.ts";

/** What a browser client's connection may say: where it is rung, its calls, and what belongs to them. */
export const CLIENT_METHODS = [...WEB_CALLER_METHODS, "REGISTER"] as const;

/** Calls of one connection that it may have begun at once. */
export const OWN_CALLS_MAX = 2;
/** Calls at once of one name, by all its connections. */
export const NAME_CALLS_MAX = 5;
/** Calls of clients at once: of a call centre, and of all together, so that agents' browsers keep the most of the room. */
export const CENTRE_CALLS_MAX = 100;
/** Calls of all clients at once. */
export const CLIENT_CALLS_MAX = 300;
/** So many calls may a name begin in such a time, by whichever connections: each of them asks an application. */
export const BEGUN_MAX = 20;
/** The time that calls which were begun are counted in. */
export const BEGUN_MS = 60_000;

/** What is known of a request of a client's connection. */
export interface ClientAsk {
  readonly method: string;
  /** Whether it speaks inside a dialog. */
  readonly isInside: boolean;
  /** Whether it belongs to a call of its connection: to its dialog, or to the INVITE that began it. */
  readonly isOwn: boolean;
  /** Whom its Request-URI names; null where that is no SIP address with a user. */
  readonly user: string | null;
  /** The SID of the application that leads its calls; null for one that may place none. */
  readonly applicationSid: string | null;
  readonly isRung: boolean;
  /** Whether what let it in still counts. */
  readonly isInForce: boolean;
}

/** `begin`: a call. `register`: where it is rung. `pass`: it belongs to a call. `drop`: nothing answers it. Else the status that refuses it. */
export type ClientVerdict = "begin" | "register" | "pass" | "drop" | 403 | 405 | 481;

/** What becomes of a request of a browser that has no account, by a connection that a token has let in. */
export function judgeClient(ask: ClientAsk): ClientVerdict {
  if (!CLIENT_METHODS.some((one) => one === ask.method)) return 405;
  if (ask.method === "REGISTER") return ask.isRung && ask.isInForce && !ask.isInside ? "register" : 403;
  if (ask.isOwn) return "pass";
  if (ask.method === "ACK") return "drop";
  if (ask.method !== "INVITE" || ask.isInside) return 481;
  return ask.isInForce && ask.applicationSid !== null && ask.user === ask.applicationSid ? "begin" : 403;
}

/** Whose call one is: the connection, and the name that it has in a call centre. */
export interface ClientCaller {
  readonly clientId: string;
  readonly tenantId: string;
  readonly identity: string;
}

/** Calls that clients have begun and that go on, by their legs. */
export type ClientLegs = ReadonlyMap<string, ClientCaller>;

/** Whether one more may be begun. */
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

/** Names whose begun calls are remembered at once; nearly all have begun none for a minute. */
const NAMES_MAX = 10_000;

/** When names of call centres have begun their last calls: it outlives their connections, and is forgotten when it counts no more. */
export class BegunCalls {
  /** Start times by client; the client that began a call last stands last. */
  readonly #byName = new Map<string, readonly number[]>();

  /** How many names are remembered. */
  get size(): number {
    return this.#byName.size;
  }

  /** When a name began its last calls. */
  of(caller: Pick<ClientCaller, "tenantId" | "identity">): readonly number[] {
    return this.#byName.get(nameOf(caller)) ?? [];
  }

  /** A name begins a call. */
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

/** The header by which a client gives its call parameters, written as a form is. */
export const PARAMETERS_HEADER = "X-Parameters";
const PARAMETERS_BYTES_MAX = 1_024;
const PARAMETERS_MAX = 30;
const NAME = /^[A-Za-z_][\w.-]{0,63}$/;
/** Twilio's own parameters of a call: a client cannot set them, only the parameters of its application. */
const RESERVED =
  /^(?:CallSid|AccountSid|From|Caller|CallStatus|ApiVersion|Direction|ApplicationSid|Called|ForwardedFrom|CallerName|ParentCallSid|CallToken|StirVerstat|(?:From|To|Caller|Called)(?:City|State|Zip|Country)|Digits|FinishedOnKey|SpeechResult|Confidence|(?:Dial|Queue|Recording|Stream|Conference|Error|Message|Sms|Refer).*)$/i;

/** What a client wants its application to be told; null where that cannot be read, is too much, or is not its to say. */
export function parametersOf(header: string | undefined): Readonly<Record<string, string>> | null {
  if (header === undefined || header.trim() === "") return {};
  if (header.length > PARAMETERS_BYTES_MAX) return null;
  const pairs = [...new URLSearchParams(header.trim())];
  const names = new Set(pairs.map(([name]) => name));
  if (pairs.length > PARAMETERS_MAX || names.size !== pairs.length) return null;
  if (pairs.some(([name, value]) => !NAME.test(name) || RESERVED.test(name) || !isPlain(value))) return null;
  return Object.fromEntries(pairs);
}

/** A text without what databases, forms and logs take ill. */
function isPlain(text: string): boolean {
  return text.isWellFormed() && !/\p{Cc}/u.test(text);
}
