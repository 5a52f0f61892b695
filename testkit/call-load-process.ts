// Callers behind trunks and the desk phones that answer them, in a separate process started by `call-load.ts`.
import { createSocket, type Socket } from "node:dgram";
import { setTimeout as delay } from "node:timers/promises";
import type { LoadAnswer, LoadCommand, LoadFigures, LoadOptions } from "./call-load.ts";
import {
  addressIn,
  byeText,
  headerOf,
  inviteText,
  readReply,
  replyText,
  requestInside,
  routesOf,
  tagOf,
} from "./call-load-text.ts";

/** RFC 3261 T1 and T2, and timers B, F and H: how long a message is retransmitted before its call counts as failed. */
const T1_MS = 500;
const T2_MS = 4_000;
const GIVEN_UP_MS = 32_000;
const SWEEP_MS = 5;
const TICK_MS = 2;
/** Callers' numbers have this many values. */
const CALLERS = 10_000_000;

/** A call of a caller: the message that waits for a response, and its number of transmissions. */
interface Call {
  readonly id: string;
  readonly nth: number;
  readonly socket: Socket;
  readonly line: string;
  readonly uri: string;
  readonly beganMs: number;
  phase: "inviting" | "talking" | "leaving";
  pending: string;
  sends: number;
  /** First transmission of `pending`, and the time of its next one. */
  sentMs: number;
  dueMs: number;
  hangUpMs: number;
  toTag: string;
  contact: string;
  routes: string;
  hasRung: boolean;
  /** Times of the INVITE and of the last response at the phone; 0 before them. */
  phoneInvitedMs: number;
  phoneSentMs: number;
}

/** A call at a phone: its last final response is retransmitted until the ACK. */
interface Taken {
  /** Its caller; undefined when the load did not place the call. */
  readonly call: Call | undefined;
  readonly socket: Socket;
  readonly toPort: number;
  readonly answer: string;
  readonly tag: string;
  answerMs: number;
  sends: number;
  dueMs: number;
}

interface State {
  sipHost: string;
  sipPort: number;
  options: LoadOptions | null;
  readonly calls: Map<string, Call>;
  /** Calls by their number, which the phone reads in the caller's number. */
  readonly byNth: Map<number, Call>;
  readonly taken: Map<string, Taken>;
  figures: Counting;
  beganMs: number;
  /** Set by a mark: the first answered call started after it is reported. */
  markMs: number | null;
}

interface Counting {
  offered: number;
  readonly answered: string[];
  completed: number;
  failed: number;
  readonly why: Record<string, number>;
  retransmissions: number;
  readonly pddMs: number[];
  readonly stages: Stages;
}

type Stages = { readonly [Stage in keyof LoadFigures["stages"]]: number[] };

const nothing = (): Counting => ({
  offered: 0,
  answered: [],
  completed: 0,
  failed: 0,
  why: {},
  retransmissions: 0,
  pddMs: [],
  stages: { toPhone: [], ringing: [], answer: [], setup: [] },
});

const state: State = {
  sipHost: "127.0.0.1",
  sipPort: 0,
  options: null,
  calls: new Map(),
  byNth: new Map(),
  taken: new Map(),
  figures: nothing(),
  beganMs: 0,
  markMs: null,
};
const lines: { readonly address: string; readonly socket: Socket }[] = [];
let codes: readonly string[] = [];
let cpuBefore = process.cpuUsage();

function sendReply(answer: LoadAnswer): void {
  process.send?.(answer);
}

async function bound(address: string, onMessage: (socket: Socket, text: string) => void): Promise<Socket> {
  const lookup = (host: string, _options: unknown, done: (error: null, at: string, family: number) => void) =>
    done(null, host, 4);
  const socket = createSocket({ type: "udp4", recvBufferSize: 4_194_304, sendBufferSize: 4_194_304, lookup });
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, address, resolve);
  });
  // A closed port during a restart of the switch is no fault of the load.
  socket.on("error", () => undefined);
  socket.on("message", (bytes) => onMessage(socket, bytes.toString("latin1")));
  return socket;
}

function send(socket: Socket, text: string, port = state.sipPort): void {
  socket.send(Buffer.from(text, "latin1"), port, state.sipHost, () => undefined);
}

/** Starts the calls that are due by the clock, independent of timer delays. */
function startDueCalls(): void {
  const { options } = state;
  if (options === null) return;
  const due = Math.floor(((performance.now() - state.beganMs) * options.perSecond) / 1_000);
  while (state.figures.offered < due) call(options, state.figures.offered);
  setTimeout(startDueCalls, TICK_MS);
}

function call(options: LoadOptions, nth: number): void {
  const line = lines[nth % lines.length];
  const code = codes[nth % codes.length];
  if (line === undefined || code === undefined) throw new Error("the load has neither lines nor codes");
  const { socket, address } = line;
  const id = `${options.name}-${nth}`;
  const { port } = socket.address();
  const uri = `sip:${code}@${state.sipHost}:${state.sipPort}`;
  const pending = inviteText({ id, nth, uri, address, port });
  const now = performance.now();
  const begun = { id, nth, socket, line: address, uri, beganMs: now, phase: "inviting", pending } as const;
  const dialog = { toTag: "", contact: "", routes: "" };
  const rest = { ...dialog, sends: 1, sentMs: now, dueMs: now + T1_MS, hangUpMs: 0, hasRung: false };
  const one: Call = { ...begun, ...rest, phoneInvitedMs: 0, phoneSentMs: 0 };
  state.calls.set(id, one);
  state.byNth.set(nth % CALLERS, one);
  state.figures.offered += 1;
  send(socket, pending);
}

/** The call of a caller whose number is in the From of a phone's INVITE. */
function callBehind(invite: string): Call | undefined {
  const digits = /(\d{7})[>@]/.exec(headerOf(invite, "From"))?.[1];
  return digits === undefined ? undefined : state.byNth.get(Number(digits));
}

function remove(one: Call): void {
  state.calls.delete(one.id);
  state.byNth.delete(one.nth % CALLERS);
}

function failed(one: Call, why: string): void {
  remove(one);
  state.figures.failed += 1;
  state.figures.why[why] = (state.figures.why[why] ?? 0) + 1;
}

/** A response to a caller, or a BYE. */
function handleCallerMessage(socket: Socket, text: string): void {
  const reply = readReply(text);
  const one = state.calls.get(headerOf(text, "Call-ID"));
  if (reply === null) return handleCallerRequest(socket, text, one);
  if (one === undefined) return;
  const { status, method } = reply;
  if (method === "BYE") {
    if (one.phase !== "leaving") return;
    remove(one);
    state.figures.completed += 1;
    return;
  }
  if (status < 200) return progressed(one, status);
  if (status >= 300) {
    send(socket, requestInside("ACK", { ...one, toTag: tagOf(headerOf(text, "To")), contact: "" }, 1, one.pending));
    return one.phase === "inviting" ? failed(one, String(status)) : undefined;
  }
  // A retransmitted answer: our ACK was lost, or late.
  if (one.phase !== "inviting") state.figures.retransmissions += 1;
  else answered(one, text);
  send(socket, requestInside("ACK", one, 1));
}

function progressed(one: Call, status: number): void {
  // A provisional response stops retransmission of the INVITE (RFC 3261 §17.1.1.2); a call may ring for 30 s.
  if (one.phase === "inviting") one.dueMs = performance.now() + 32_000;
  if (status === 100 || one.hasRung) return;
  const now = performance.now();
  one.hasRung = true;
  state.figures.pddMs.push(now - one.beganMs);
  if (one.phoneSentMs > 0) state.figures.stages.ringing.push(now - one.phoneSentMs);
}

function answered(one: Call, text: string): void {
  const now = performance.now();
  one.toTag = tagOf(headerOf(text, "To"));
  one.contact = addressIn(headerOf(text, "Contact"));
  one.routes = routesOf(text);
  if (!one.hasRung) state.figures.pddMs.push(now - one.beganMs);
  if (one.phoneInvitedMs > 0) countStages(one, now);
  one.phase = "talking";
  one.hangUpMs = now + (state.options?.talkMs ?? 0);
  state.figures.answered.push(one.id);
  if (state.markMs === null || one.beganMs < state.markMs) return;
  sendReply({ kind: "answered-again", afterMs: now - state.markMs });
  state.markMs = null;
}

/** The switch's share of the set-up: without the time that the phone takes. */
function countStages({ beganMs, phoneInvitedMs, phoneSentMs }: Call, now: number): void {
  const { stages } = state.figures;
  const [toPhone, answer] = [phoneInvitedMs - beganMs, now - phoneSentMs];
  stages.toPhone.push(toPhone);
  stages.answer.push(answer);
  stages.setup.push(toPhone + answer);
}

/** A request to a caller: BYE, or a check by OPTIONS. */
function handleCallerRequest(socket: Socket, text: string, one: Call | undefined): void {
  send(socket, replyText(text, { status: "200 OK", tag: null, sdp: null }));
  if (one === undefined || !text.startsWith("BYE")) return;
  if (one.phase === "talking") failed(one, "hung up by the other side");
}

/** A request to a phone; other messages are ignored. */
function handlePhoneMessage(socket: Socket, text: string): void {
  const id = headerOf(text, "Call-ID");
  const known = state.taken.get(id);
  if (text.startsWith("INVITE")) return invited(socket, text, id, known);
  if (text.startsWith("ACK")) {
    if (known !== undefined) known.dueMs = Number.POSITIVE_INFINITY;
    return;
  }
  if (text.startsWith("BYE") || text.startsWith("CANCEL")) state.taken.delete(id);
  send(socket, replyText(text, { status: "200 OK", tag: known?.tag ?? "none", sdp: null }));
  if (text.startsWith("CANCEL") && known !== undefined)
    send(socket, known.answer.replace("SIP/2.0 200 OK", "SIP/2.0 487 Request Terminated"));
}

function invited(socket: Socket, text: string, id: string, known: Taken | undefined): void {
  if (known !== undefined) {
    state.figures.retransmissions += 1;
    return known.sends > 0 ? send(socket, known.answer) : undefined;
  }
  const { address, port } = socket.address();
  const call = callBehind(text);
  const now = performance.now();
  if (call !== undefined) call.phoneInvitedMs = call.phoneSentMs = now;
  const tag = `p${id.slice(0, 16)}`;
  const answer = replyText(text, { status: "200 OK", tag, sdp: { address, port } });
  send(socket, replyText(text, { status: "180 Ringing", tag, sdp: null, contact: { address, port } }));
  const answerMs = now + (state.options?.ringMs ?? 0);
  state.taken.set(id, { call, socket, toPort: state.sipPort, answer, tag, answerMs, sends: 0, dueMs: answerMs });
}

/** Handles everything that is due: hang-ups, answers, and retransmissions. */
function sweep(): void {
  const now = performance.now();
  for (const one of state.calls.values()) {
    if (one.phase === "talking" && now >= one.hangUpMs) hangUp(one, now);
    if (one.phase !== "talking" && now >= one.dueMs) sendAgain(one, now);
  }
  for (const [id, one] of state.taken) {
    if (now < one.dueMs) continue;
    if (one.sends > 0) state.figures.retransmissions += 1;
    else if (one.call !== undefined) one.call.phoneSentMs = performance.now();
    if (now - one.answerMs >= GIVEN_UP_MS) state.taken.delete(id);
    else send(one.socket, one.answer);
    one.dueMs = now + Math.min(T2_MS, T1_MS * 2 ** one.sends);
    one.sends += 1;
  }
}

function hangUp(one: Call, now: number): void {
  one.phase = "leaving";
  one.pending = byeText(one);
  one.sends = 1;
  one.sentMs = now;
  one.dueMs = now + T1_MS;
  send(one.socket, one.pending);
}

function sendAgain(one: Call, now: number): void {
  // After ringing the INVITE is not retransmitted; its answer has timed out.
  if (now - one.sentMs >= GIVEN_UP_MS || (one.phase === "inviting" && one.hasRung))
    return failed(one, `no answer while ${one.phase}`);
  state.figures.retransmissions += 1;
  one.dueMs = now + (one.phase === "leaving" ? Math.min(T2_MS, T1_MS * 2 ** one.sends) : T1_MS * 2 ** one.sends);
  one.sends += 1;
  send(one.socket, one.pending);
}

async function begin(setUp: Extract<LoadCommand, { readonly kind: "open" }>): Promise<void> {
  ({ codes } = setUp);
  state.sipPort = setUp.sipPort;
  state.sipHost = setUp.sipHost ?? state.sipHost;
  for (const address of setUp.lines) lines.push({ address, socket: await bound(address, handleCallerMessage) });
  const phones = await Promise.all(setUp.phones.map((address) => bound(address, handlePhoneMessage)));
  setInterval(sweep, SWEEP_MS);
  sendReply({ kind: "open", ports: phones.map((socket) => socket.address().port) });
}

/** Starts no new calls; calls in progress may end. */
async function finish(drainMs: number): Promise<LoadFigures> {
  const seconds = (performance.now() - state.beganMs) / 1_000;
  const { options } = state;
  const endsMs = performance.now() + drainMs;
  state.options = options === null ? null : { ...options, perSecond: 0 };
  while (state.calls.size > 0 && performance.now() < endsMs) await delay(20);
  for (const one of [...state.calls.values()]) failed(one, `not over: ${one.phase}`);
  state.taken.clear();
  state.options = null;
  const used = process.cpuUsage(cpuBefore);
  return { ...state.figures, seconds, cpuSeconds: (used.user + used.system) / 1_000_000 };
}

/** The exit code signals that there is no result. */
function fail(error: unknown): void {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
}

function take(command: LoadCommand): void {
  switch (command.kind) {
    case "open":
      begin(command).catch(fail);
      return;
    case "start":
      state.figures = nothing();
      state.beganMs = performance.now();
      cpuBefore = process.cpuUsage();
      state.options = command.options;
      return startDueCalls();
    case "mark":
      state.markMs = performance.now();
      return;
    case "stop":
      finish(command.drainMs)
        .then((figures) => sendReply({ kind: "figures", figures }))
        .catch(fail);
      return;
  }
}

process.on("message", (command) => take(command as LoadCommand));
process.on("disconnect", () => process.exit(0));
