import { createHmac } from "node:crypto";
import { type Clock, type IdSource, ok, refuse } from "../kernel/index.ts";
import { type Database, inTenant, type News } from "../platform/database/index.ts";
import type { MediaEngine } from "../platform/media/index.ts";
import { openTimerWheel } from "../platform/sip-sockets/index.ts";
import type { Log } from "../platform/telemetry/index.ts";
import { openNonceWatch, type Received, type SipPeer } from "../protocols/sip/index.ts";
import type { CallDesk, CallStepper, Party, ScriptBook } from "../service/calls/index.ts";
import { openCallDesk, openSoundDesk } from "../service/calls/wire.ts";
import { calledNumber, type LineBook } from "../service/numbers/index.ts";
import { followSwitchCommands, openLineBook } from "../service/numbers/wire.ts";
import { type Phone, phonesShutOut } from "../service/phones/index.ts";
import { digestHash, keepBindings, loadBindings, loadPhones, REALM, readablePhones } from "../service/phones/wire.ts";
import { followUnfinished, openRecordingKeeper } from "../service/recordings/wire.ts";
import type { CallOutcome } from "../service/records/index.ts";
import {
  type FiguresKeeper,
  openEventWriter,
  openFiguresKeeper,
  openSwitchRun,
  openTraceWriter,
  type SwitchFigures,
  type WaitingRoom,
} from "../service/records/wire.ts";
import {
  type BindingBook,
  isUrgentLine,
  type LoopMeter,
  type OverloadFigures,
  openBindingBook,
  openLoopMeter,
  openSignalling,
  openTraceTap,
  type TraceTap,
} from "../service/signalling/wire.ts";
import { tenantIds } from "../service/tenants/wire.ts";
import { loadTrunks, openTrunkStateKeeper } from "../service/trunks/wire.ts";
import { loadPrompts, openQueues, openTaskBooks, type TaskBooks } from "./switch-tasks.ts";

/** Nonces of phones that are remembered at once. */
const NONCES_MAX = 50_000;
/** What a switch stands on. */
export interface SwitchOptions {
  readonly db: Database;
  readonly news: News;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly engine: MediaEngine;
  /** The key of this installation's phone secrets and recordings. */
  readonly key: Buffer;
  readonly emergency: ReadonlySet<string>;
  readonly advertised: string;
  readonly keepUntil: (nowMs: number) => string;
  readonly send: (bytes: Uint8Array, to: SipPeer, onFailed: () => void) => void;
  readonly ownAddress: (transport: SipPeer["transport"]) => { readonly host: string; readonly port: number };
  /** Called when another switch has taken this one for dead. */
  readonly onReplaced: () => void;
  /** How often each line is asked whether it is there; null = only when it is wanted. */
  readonly askTrunksEveryMs: number | null;
  /** Where the recordings of call centres lie. */
  readonly filesFolder: string;
  /** What calls of a code do beside the live flows; for tests. */
  readonly scriptOf?: ScriptBook;
  /** The step of a call; replaced by tests that plant a fault. */
  readonly stepCall?: CallStepper;
  /** What the event loop says of itself; replaced by tests that plant a load. */
  readonly loop?: LoopMeter;
  /** Room for events that wait for the database; smaller in tests that fill it. */
  readonly room?: WaitingRoom;
}

/** A switch while it runs. */
export interface RunningSwitch {
  receive(received: Received): void;
  /** Says where a phone can be reached. */
  bind: BindingBook["keep"];
  /** Whether calls from this address come over a line. */
  isLine(address: string): boolean;
  /** Whether a phone has signed in from there. */
  isDevice(source: Pick<SipPeer, "address" | "port">): boolean;
  /** Whether a message that begins so calls for help. */
  isUrgent(firstLine: string): boolean;
  /** Reads lines, phones and numbers again now. */
  refresh(): Promise<void>;
  /** Asks every line now whether it is there. */
  askTrunks(): void;
  status(): {
    readonly calls: number;
    readonly transactions: number;
    readonly dialogs: number;
    readonly backlog: number;
    /** Phones left out because what is kept of their password cannot be opened. */
    readonly unreadablePhones: number;
    readonly channels: ReadonlyMap<string, number>;
    readonly drops: ReadonlyMap<string, number>;
    /** What is refused because there is too much to do. */
    readonly overload: OverloadFigures;
    /** Messages and calls that left no trace for want of room, and messages the database did not take. */
    readonly untraced: { readonly messages: number; readonly calls: number; readonly unwritten: number };
  };
  /** Ends all calls with their records and goes on. */
  endCalls(): void;
  /** Ends all calls with their records, then everything else; safe to call twice. */
  close(graceMs: number): Promise<void>;
}

/** Opens a switch: its run, its book, its desks. Nothing is received before this has resolved. */
export async function openSwitch(options: SwitchOptions): Promise<RunningSwitch> {
  const { db, news, clock, ids, log, room } = options;
  await loadPrompts(options.engine);
  const writer = openEventWriter({ db, news, clock, log, ...(room === undefined ? {} : { room }) });
  const told: { figures?: () => SwitchFigures } = {};
  const run = await openRun(options, told);
  const lines = await openLines(options);
  const bindings = await openBindings(options);
  lines.followShutOut((phone) => forget(bindings, phone, log));
  const elapsedUs = stopwatch();
  const { trace, traces } = openTraces(options, elapsedUs);
  const desk: { calls: CallDesk | undefined } = { calls: undefined };
  const calls = (): CallDesk => {
    if (desk.calls === undefined) throw new Error("calls are not open yet");
    return desk.calls;
  };
  const sip = openSip(options, { ...lines, bindings, calls, trace, writerAgeMs: writer.oldestMs });
  const figures = openFiguresKeeper({ db, log });
  const sound = openSound(options, { ...lines, calls, figures });
  const queues = openQueues({ ...options, elapsedUs, switchId: run.id }, { calls, ...sip.frontDesk });
  desk.calls = openCallDesk({
    ...{ writer, clock, ids, log, queues, signalling: sip.signalling, sound: sound.desk, switchId: run.id },
    resolveTransfer: sip.frontDesk.resolveTransfer,
    resolveDial: sip.frontDesk.resolveDial,
    refusalOf: (code) => refusalOf(lines.book(), code),
    onLegGone: (legId) => sip.frontDesk.legGone(legId),
    ...{ elapsedUs, ...(options.stepCall === undefined ? {} : { step: options.stepCall }) },
  });
  const commands = followSwitchCommands({
    ...{ db, news, clock, ids, log, tenantIds, book: lines.book, begin: sip.frontDesk.testCall },
    reachable: () => bindings.reachable(clock.nowMs()),
    ...{ switchId: run.id, end: (callId: string) => calls().tell(callId, { input: "end-ordered" }) },
  });
  const phones = () => bindings.reachable(clock.nowMs()).size;
  told.figures = () => ({ calls: calls().size(), backlog: writer.backlog(), phones: phones(), ...figuresOf(sip) });
  return {
    receive: sip.receive,
    bind: bindings.keep,
    isLine: (address) => lines.book().trunks.byAddress.has(address),
    isDevice: bindings.isDevice,
    isUrgent: (firstLine) => isUrgentLine(firstLine, options.emergency),
    refresh: async () => {
      await Promise.all([lines.refresh(), queues.refresh()]);
    },
    askTrunks: sip.askTrunks,
    status: () => ({
      calls: calls().size(),
      ...sipStatus(sip),
      backlog: writer.backlog(),
      unreadablePhones: lines.unreadablePhones(),
      untraced: { ...trace.dropped(), unwritten: traces.dropped() },
    }),
    endCalls: () => calls().tellAll({ input: "stop" }),
    close: async (graceMs) => {
      commands.close();
      await calls().close(graceMs);
      await queues.close(graceMs);
      sip.close();
      await sound.close(graceMs);
      await figures.close(graceMs);
      lines.close();
      trace.close();
      await traces.close(graceMs);
      await writer.close(graceMs);
      await run.close();
    },
  };
}

/** The run of this switch; its figures are told once there are some. */
function openRun(
  { db, clock, log, ids, ownAddress, onReplaced }: SwitchOptions,
  told: { figures?: () => SwitchFigures },
): ReturnType<typeof openSwitchRun> {
  return openSwitchRun({
    ...{ db, clock, log, id: ids.next(), sip: ownAddress("udp"), onReplaced },
    tenantIds: () => tenantIds(db),
    figures: () => told.figures?.(),
  });
}

/** Microseconds since now, by a clock that nobody sets. */
function stopwatch(): () => number {
  const started = process.hrtime.bigint();
  return () => Number((process.hrtime.bigint() - started) / 1_000n);
}

async function openBindings(options: SwitchOptions): Promise<BindingBook> {
  return openBindingBook({
    kept: await allBindings(options),
    store: (phone, kept) => inTenant(options.db, phone.tenantId, (trx) => keepBindings(trx, phone, kept)),
    log: options.log,
  });
}

function openTraces({ db, log, clock, ownAddress }: SwitchOptions, elapsedUs: () => number) {
  const traces = openTraceWriter({ db, log });
  const trace = openTraceTap({ nowMs: () => clock.nowMs(), elapsedUs, ownAddress, keep: traces.add });
  return { traces, trace };
}

/** A device that signed in with a password that counts no more rings no more. */
function forget(bindings: BindingBook, phone: Phone, log: Log): void {
  bindings.keep(phone, []).then(
    () => log.info({ phoneId: phone.id }, "phone.shut-out"),
    (error: unknown) => log.error({ err: error, phoneId: phone.id }, "phone.not-shut-out"),
  );
}

async function openLines(options: SwitchOptions) {
  const { db, news, log, emergency, key } = options;
  const unreadable = new Set<string>();
  // Who is shut out before anybody listens is told as soon as somebody does.
  const early: Phone[] = [];
  let tell = (phone: Phone): void => void early.push(phone);
  const lines = await openLineBook({
    ...{ db, news, log, tenantIds, loadTrunks, emergency },
    onRead: (before, after) => {
      // A phone whose secret cannot be opened any more has not ended: its device goes on ringing.
      const out = phonesShutOut(before.phones, after.phones).filter(({ id }) => !unreadable.has(id));
      for (const phone of out) tell(phone);
    },
    loadPhones: async (trx) => {
      const phones = await loadPhones(trx);
      const open = readablePhones(key, phones, (phoneId) => {
        // Told once, however often the book is read.
        if (!unreadable.has(phoneId)) log.error({ phoneId }, "phone.secret-unreadable");
        unreadable.add(phoneId);
      });
      for (const { id } of open) unreadable.delete(id);
      return open;
    },
  });
  const books = await openTaskBooks(options);
  return {
    ...{ book: lines.book, books },
    refresh: async () => {
      await Promise.all([lines.refresh(), books.refresh()]);
    },
    close: () => {
      lines.close();
      books.close();
    },
    unreadablePhones: () => unreadable.size,
    followShutOut: (hear: (phone: Phone) => void) => {
      tell = hear;
      for (const phone of early) hear(phone);
    },
  };
}

function openSip(
  options: SwitchOptions,
  own: {
    readonly book: () => LineBook;
    readonly books: TaskBooks;
    readonly bindings: BindingBook;
    readonly calls: () => CallDesk;
    readonly trace: TraceTap;
    readonly writerAgeMs: () => number;
  },
) {
  const { clock, ids, log, send, ownAddress, key } = options;
  const drops = new Map<string, number>();
  const timers = openTimerWheel(
    () => performance.now(),
    (error) => log.error({ err: error }, "sip.timer-failed"),
  );
  const sip = openSignalling({
    ...{
      clock,
      ids,
      log,
      timers,
      send,
      ownAddress,
      ...own,
      random: Math.random,
      loop: options.loop ?? openLoopMeter(),
    },
    digest: {
      realm: REALM,
      hash: digestHash,
      mac: (text) => createHmac("sha256", key).update(text).digest("hex"),
      watch: openNonceWatch({ max: NONCES_MAX }),
      as: "server",
      // Desk phones in use refuse every challenge when one of several is not MD5; their passwords are random and long.
      algorithms: ["MD5"],
    },
    onDrop: (why) => drops.set(why, (drops.get(why) ?? 0) + 1),
    askTrunksEveryMs: options.askTrunksEveryMs,
    scriptOf: own.books.scriptOf,
    keepTrunkState: openTrunkStateKeeper({ db: options.db, log }),
  });
  return {
    ...sip,
    drops,
    close: () => {
      sip.close();
      timers.close();
    },
  };
}

function openSound(
  options: SwitchOptions,
  own: {
    readonly book: () => LineBook;
    readonly books: TaskBooks;
    readonly calls: () => CallDesk;
    readonly figures: FiguresKeeper;
  },
) {
  const { book, books, calls, figures } = own;
  const { db, clock, log, key, engine, advertised, keepUntil } = options;
  const keeper = openRecordingKeeper({ db, clock, key, keepUntil });
  const sound = openSoundDesk({
    ...{ engine, advertised, log, prompts: { music: "music", notice: "notice", greeting: "greeting" } },
    recordings: keeper,
    promptOf: books.promptOf,
    codecsOf: (party) => codecsOf(book(), party),
    tell: (callId, input) => calls().tell(callId, input),
    tellAll: (input) => calls().tellAll(input),
    onFigures: (leg, { received, lost, sent, jitterMs, roundTripMs, meanOpinionScore: mos }) =>
      figures.add({ ...leg, received, lost, sent, jitterMs, roundTripMs, mos, at: new Date(clock.nowMs()) }),
  });
  const recovery = followUnfinished({
    ...{ db, clock, log, tenantIds, keeper, isBusy: sound.isRecording },
    stop: async (recording, keyBase64) => {
      const stopped = await engine.mixer.request({ kind: "stop-recording", recording, keyBase64, isAgain: true });
      return stopped.ok ? ok(stopped.value.segments) : refuse(stopped.refusal);
    },
    forget: (recording) => engine.mixer.request({ kind: "forget-recording", recording }),
  });
  return {
    desk: sound.desk,
    close: async (graceMs: number) => {
      recovery.close();
      await sound.close(graceMs);
    },
  };
}

async function allBindings({ db, clock }: SwitchOptions) {
  const found = new Map<
    string,
    Awaited<ReturnType<typeof loadBindings>> extends ReadonlyMap<string, infer One> ? One : never
  >();
  for (const tenantId of await tenantIds(db)) {
    const own = await inTenant(db, tenantId, (trx) => loadBindings(trx, new Date(clock.nowMs())));
    for (const [phoneId, bindings] of own) found.set(phoneId, bindings);
  }
  return found;
}

/** An E1 speaks A-law; everything else what it likes best of G.711. */
function codecsOf(book: LineBook, party: Party): readonly ("PCMA" | "PCMU")[] {
  const isE1 = party.kind === "trunk" && book.trunks.byId.get(party.trunkId)?.kind === "e1-gateway";
  return isE1 ? ["PCMA"] : ["PCMA", "PCMU"];
}

/** The store said no: by the mode that is known here, since its answer says only that. */
function refusalOf(book: LineBook, code: string): CallOutcome {
  return calledNumber(book, code)?.mode === "test" ? "not-a-test-line" : "number-off";
}

/** What the SIP side has taken and refused, and the memory of the process. */
function figuresOf({
  frontDesk,
  overload,
}: ReturnType<typeof openSip>): Pick<SwitchFigures, "channels" | "refused" | "memoryBytes"> {
  const channels = [...frontDesk.channels().inUse.values()].reduce((sum, legs) => sum + legs.size, 0);
  const { refusedCalls, refusedRegistrations } = overload();
  return { channels, refused: refusedCalls + refusedRegistrations, memoryBytes: process.memoryUsage.rss() };
}

/** What the SIP side says of itself in the status of the switch. */
function sipStatus({ frontDesk, drops, overload, size }: ReturnType<typeof openSip>) {
  const channels = new Map([...frontDesk.channels().inUse].map(([id, legs]) => [id, legs.size]));
  return { ...size(), channels, drops, overload: overload() };
}
