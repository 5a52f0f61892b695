import { createHmac } from "node:crypto";
import { type Clock, type IdSource, ok, present, refuse } from "../../kernel/index.ts";
import type { ChangeFeed, Database } from "../../platform/database/index.ts";
import type { MediaEngine } from "../../platform/media/index.ts";
import { openTimerWheel } from "../../platform/sip-sockets/index.ts";
import type { Speech } from "../../platform/speech/index.ts";
import type { Log } from "../../platform/telemetry/index.ts";
import type { Webrtc } from "../../platform/webrtc/index.ts";
import { openNonceWatch, type Received, type SipPeer } from "../../protocols/sip/index.ts";
import { createFeatureCodeScript } from "../../service/acd/feature-codes/index.ts";
import type { CallEngine, CallStepper, ScriptResolver } from "../../service/telephony/calls/index.ts";
import { openCallEngine, openMediaController } from "../../service/telephony/calls/wire.ts";
import {
  type FiguresKeeper,
  openEventWriter,
  openFiguresKeeper,
  openSwitchRun,
  openTraceWriter,
  type SwitchFigures,
  type WaitingRoom,
} from "../../service/telephony/cdr/wire.ts";
import type { RoutingDirectory } from "../../service/telephony/dial-plan/index.ts";
import { digestHash, REALM } from "../../service/telephony/phones/wire.ts";
import { followUnfinished, openRecordingKeeper } from "../../service/telephony/recordings/wire.ts";
import {
  isUrgentLine,
  type LocationService,
  type LoopMeter,
  type OverloadFigures,
  openLoopMeter,
  openSignalling,
  openTraceTap,
  type TraceTap,
} from "../../service/telephony/sip/wire.ts";
import { type ForbiddenHost, openTrunkStateKeeper } from "../../service/telephony/trunks/wire.ts";
import { recordingDaysChosen } from "../../service/tenancy/retention/wire.ts";
import { hasRoomForSound, tenantIds } from "../../service/tenancy/tenants/wire.ts";
import type { Outward } from "../../service/tenancy/webhooks/index.ts";
import { openSpeechWiring } from "./speech-wiring.ts";
import { openConferences } from "./switch-conferences.ts";
import {
  codecsOf,
  forget,
  isBrowser,
  isEncrypted,
  letGo,
  lineUnderTls,
  openBindings,
  openLines,
  refusalOf,
} from "./switch-lines.ts";
import { drainOf, openCommands, openOrders } from "./switch-orders.ts";
import { loadPrompts, openPhoneAgentService, openQueues, type TaskDirectories } from "./switch-tasks.ts";

/** Nonces of phones that are remembered at once. */
const NONCES_MAX = 50_000;
/** What a switch stands on. */
export interface SwitchOptions {
  readonly db: Database;
  readonly changeFeed: ChangeFeed;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly engine: MediaEngine;
  /** The way to browsers' sound, and where it meets the engine's on this machine. */
  readonly browsers: { readonly webrtc: Webrtc; readonly loopback: string };
  /** The key of this installation's phone secrets and recordings. */
  readonly key: Buffer;
  readonly emergency: ReadonlySet<string>;
  readonly reserved: ReadonlySet<string>;
  readonly isForbiddenHost: ForbiddenHost;
  readonly advertised: string;
  readonly keepUntil: (nowMs: number, days: number | null) => string;
  readonly send: (bytes: Uint8Array, to: SipPeer, onFailed: () => void) => void;
  readonly ownAddress: (transport: SipPeer["transport"]) => { readonly host: string; readonly port: number };
  /** Where phones reach it over TLS, and the authority they must trust when that is its own; null without TLS. */
  readonly tls: { readonly port: number; readonly authorityPem: string | null } | null;
  /** Where the portal hands over SIP of browsers; null without. */
  readonly webSocketPort: number | null;
  /** Calls of visitors of websites at once: strangers take nobody else's place. */
  readonly visitorCallsMax: number;
  /** Called when another switch has taken this one for dead. */
  readonly onReplaced: () => void;
  /** How often each line is asked whether it is there; null = only when it is wanted. */
  readonly askTrunksEveryMs: number | null;
  /** Where the recordings of call centres lie. */
  readonly filesFolder: string;
  /** Speaks answers to what callers look up, and where they lie while the switch runs. */
  readonly speech: Speech;
  readonly answersFolder: string;
  /** The way out to applications, and where this installation is reached from outside. */
  readonly outside: {
    readonly outward: Outward;
    readonly publicUrl: string;
    /** Hosts with their ports that lie inside and may be called nevertheless. */
    readonly inside: readonly string[];
    /** Where what callers say is recognised; null for nowhere. */
    readonly recogniserUrl: string | null;
  };
  /** How long a look-up and its speech may take together; for tests on busy machines. */
  readonly lookUpMsMax?: number;
  /** What calls of a code do beside the live flows; for tests. */
  readonly scriptOf?: ScriptResolver;
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
  /** A connection has ended that only its far end could open: the device behind it rings no more. */
  gone(peer: SipPeer): void;
  /** Whether a connection is to be ended: what let it in counts no more. */
  isOver(peer: SipPeer): boolean;
  /** Says where a phone can be reached. */
  bind: LocationService["keep"];
  /** Whether calls from this address come over a line. */
  isLine(address: string): boolean;
  /** The name that the certificate of a line at this address must bear; null where no line is reached over TLS. */
  tlsNameOf(address: string): string | null;
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
  /** Takes no new calls, except emergency calls; the calls that are there go on. */
  drain(): void;
  /** Ends all calls with their records and goes on. */
  endCalls(): void;
  /** Ends all calls with their records, then everything else; safe to call twice. */
  close(graceMs: number): Promise<void>;
}

/** Opens a switch: its run, its book, its desks. Nothing is received before this has resolved. */
export async function openSwitch(options: SwitchOptions): Promise<RunningSwitch> {
  const { db, changeFeed, clock, ids, log, room } = options;
  await loadPrompts(options.engine);
  const writer = openEventWriter({ db, news: changeFeed, clock, log, ...(room === undefined ? {} : { room }) });
  const told: { figures?: () => SwitchFigures } = {};
  const run = await openRun(options, told);
  const lines = await openLines(options);
  const bindings = await openBindings(options);
  lines.followShutOut((phone) => forget(bindings, { phone, log, nowMs: clock.nowMs() }));
  const elapsedUs = stopwatch();
  const { trace, traces } = openTraces(options, elapsedUs);
  const { calls, begin } = deferCallEngine();
  const sip = openSip(options, { ...lines, bindings, calls, trace, writerAgeMs: writer.oldestMs });
  const figures = openFiguresKeeper({ db, log });
  const sound = openSound(options, { ...lines, bindings, calls, figures, sourceOf: sip.sourceOf });
  const queues = openQueues({ ...options, elapsedUs, switchId: run.id }, { calls, ...sip.frontDesk });
  const { applications, lookUps } = lines.books;
  const conferences = openConferences(options, { calls, switchId: run.id, sound: sound.conferences, applications });
  const ears = openSpeechWiring(options, { calls, exchanges: lines.books.exchanges });
  const engine = openCallEngine({
    writer,
    clock,
    ids,
    log,
    queues,
    conferences,
    lookUps,
    applications,
    elapsedUs,
    switchId: run.id,
    signalling: sip.signalling,
    sound: sound.desk,
    agentDesk: openPhoneAgentService(options),
    ...ears.desks,
    ...callDependencies(sip),
    refusalOf: (code) => refusalOf(lines.book(), code),
    ...(options.stepCall === undefined ? {} : { step: options.stepCall }),
  });
  begin(engine);
  const { testCall, callOut } = sip.frontDesk;
  const commands = openCommands(options, { ...lines, bindings, calls, conferences, switchId: run.id, begin: testCall });
  const orders = openOrders(options, { switchId: run.id, callOut });
  const phonesNow = () => ({ phones: bindings.reachable(clock.nowMs()).size });
  told.figures = () => ({ calls: calls().size(), backlog: writer.backlog(), ...phonesNow(), ...figuresOf(sip) });
  return {
    receive: sip.receive,
    isOver: sip.isOver,
    drain: drainOf(orders, sip),
    gone: (peer) => goneFrom({ ...lines, bindings, sip }, peer),
    bind: bindings.keep,
    isLine: (address) => lines.book().trunks.byAddress.has(address),
    tlsNameOf: (address) => lineUnderTls(lines.book(), address)?.host ?? null,
    isDevice: bindings.isDevice,
    isUrgent: (firstLine) => isUrgentLine(firstLine, options.emergency),
    refresh: async () => void (await Promise.all([lines.refresh(), queues.refresh()])),
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
      for (const part of [commands, orders]) part.close();
      await calls().close(graceMs);
      await ears.close();
      await Promise.all([queues.close(graceMs), conferences.close(graceMs)]);
      sip.close();
      await sound.close(graceMs);
      await figures.close(graceMs);
      await lines.close();
      trace.close();
      await traces.close(graceMs);
      await writer.close(graceMs);
      await run.close();
    },
  };
}

interface GoneFrom {
  readonly book: () => RoutingDirectory;
  readonly bindings: LocationService;
  readonly sip: Pick<ReturnType<typeof openSip>, "gone">;
}

/** A connection that only its far end could open has ended: a device of it rings no more, a visitor has hung up. */
function goneFrom({ book, bindings, sip }: GoneFrom, { connection }: SipPeer): void {
  letGo(bindings, { connection, phoneOf: (id) => book().phones.byId.get(id) });
  if (connection !== null) sip.gone(connection);
}

/** What calls ask of the front desk. */
function callDependencies({ frontDesk, seekDevice }: Pick<ReturnType<typeof openSip>, "frontDesk" | "seekDevice">) {
  const { resolveTransfer, resolveConsult, resolvePhone, resolveDial, mayBeReferred } = frontDesk;
  const { legGone, callEnded, standIn } = frontDesk;
  const doors = { resolveTransfer, resolveConsult, resolvePhone, resolveDial, mayBeReferred, seekDevice };
  return { ...doors, onLegGone: legGone, onEnded: callEnded, onStandIn: standIn };
}

/** The desk of calls, for parts that it is made of: they hear of it once it is there. */
function deferCallEngine(): { readonly calls: () => CallEngine; readonly begin: (engine: CallEngine) => void } {
  let open: CallEngine | undefined;
  return {
    calls: () => present(open, "the desk of calls"),
    begin: (desk) => {
      open = desk;
    },
  };
}

/** The run of this switch; its figures are told once there are some. */
function openRun(
  { db, clock, log, ids, ownAddress, onReplaced, tls, webSocketPort }: SwitchOptions,
  told: { figures?: () => SwitchFigures },
): ReturnType<typeof openSwitchRun> {
  return openSwitchRun({
    db,
    clock,
    log,
    id: ids.next(),
    onReplaced,
    sip: {
      ...ownAddress("udp"),
      webSocketPort,
      tlsPort: tls?.port ?? null,
      authorityPem: tls?.authorityPem ?? null,
    },
    tenantIds: () => tenantIds(db),
    figures: () => told.figures?.(),
  });
}

/** Microseconds since now, by a clock that nobody sets. */
function stopwatch(): () => number {
  const started = process.hrtime.bigint();
  return () => Number((process.hrtime.bigint() - started) / 1_000n);
}

function openTraces({ db, log, clock, ownAddress }: SwitchOptions, elapsedUs: () => number) {
  const traces = openTraceWriter({ db, log });
  const trace = openTraceTap({ nowMs: () => clock.nowMs(), elapsedUs, ownAddress, keep: traces.add });
  return { traces, trace };
}

function openSip(
  options: SwitchOptions,
  own: {
    readonly book: () => RoutingDirectory;
    readonly books: TaskDirectories;
    readonly bindings: LocationService;
    readonly calls: () => CallEngine;
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
    clock,
    ids,
    log,
    timers,
    send,
    ownAddress,
    ...own,
    random: Math.random,
    loop: options.loop ?? openLoopMeter(),
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
    visitorCallsMax: options.visitorCallsMax,
    scriptOf: own.books.scriptOf,
    clientScriptOf: own.books.clientScriptOf,
    deskScriptOf: createFeatureCodeScript,
    promptVersion: own.books.promptVersion,
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
    readonly book: () => RoutingDirectory;
    readonly books: TaskDirectories;
    readonly bindings: LocationService;
    readonly calls: () => CallEngine;
    readonly figures: FiguresKeeper;
    readonly sourceOf: (legId: string) => string | null;
  },
) {
  const { book, books, bindings, calls, figures, sourceOf } = own;
  const { db, clock, log, key, engine, browsers, advertised, keepUntil } = options;
  const keeper = openRecordingKeeper({
    db,
    clock,
    key,
    keepUntil,
    hasRoom: hasRoomForSound,
    daysOf: recordingDaysChosen,
  });
  const sound = openMediaController({
    engine,
    browsers,
    advertised,
    log,
    prompts: { music: "music", notice: "notice", greeting: "greeting" },
    recordings: keeper,
    sourceOf,
    promptOf: books.promptOf,
    codecsOf: (party) => codecsOf(book(), party),
    isEncrypted: (party) => isEncrypted(book(), party),
    isBrowser: (party) => isBrowser(bindings, party, clock.nowMs()),
    tell: (callId, input) => calls().tell(callId, input),
    tellAll: (input) => calls().tellAll(input),
    onFigures: (leg, { received, lost, sent, jitterMs, roundTripMs, meanOpinionScore: mos }) =>
      figures.add({ ...leg, received, lost, sent, jitterMs, roundTripMs, mos, at: new Date(clock.nowMs()) }),
  });
  const recovery = followUnfinished({
    db,
    clock,
    log,
    tenantIds,
    keeper,
    isBusy: sound.isRecording,
    stop: async (recording, keyBase64) => {
      const stopped = await engine.mixer.request({ kind: "stop-recording", recording, keyBase64, isAgain: true });
      return stopped.ok ? ok(stopped.value.segments) : refuse(stopped.refusal);
    },
    forget: (recording) => engine.mixer.request({ kind: "forget-recording", recording }),
  });
  return {
    desk: sound.desk,
    conferences: sound.conferences,
    close: async (graceMs: number) => {
      recovery.close();
      await sound.close(graceMs);
    },
  };
}

/** What the SIP side has taken and refused, and the memory of the process. */
function figuresOf({ frontDesk, overload }: ReturnType<typeof openSip>) {
  const channels = [...frontDesk.channels().inUse.values()].reduce((sum, legs) => sum + legs.size, 0);
  const { refusedCalls, refusedRegistrations } = overload();
  return { channels, refused: refusedCalls + refusedRegistrations, memoryBytes: process.memoryUsage.rss() };
}

/** What the SIP side says of itself in the status of the switch. */
function sipStatus({ frontDesk, drops, overload, size }: ReturnType<typeof openSip>) {
  const channels = new Map([...frontDesk.channels().inUse].map(([id, legs]) => [id, legs.size]));
  return { ...size(), channels, drops, overload: overload() };
}
