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

/** Maximum number of tracked digest nonces. */
const NONCES_MAX = 50_000;
/** Dependencies of a switch. */
export interface SwitchOptions {
  readonly db: Database;
  readonly changeFeed: ChangeFeed;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly engine: MediaEngine;
  /** The WebRTC process, and the address on this machine at which it exchanges RTP with the media engine. */
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
  /** SIP over TLS: the port, and the authority that phones must trust when it is our own; null without TLS. */
  readonly tls: { readonly port: number; readonly authorityPem: string | null } | null;
  /** Port to which the portal forwards SIP of browsers; null without. */
  readonly webSocketPort: number | null;
  /** Maximum number of concurrent website calls, so that they do not use the capacity of other calls. */
  readonly visitorCallsMax: number;
  /** Called when another switch has declared this one dead. */
  readonly onReplaced: () => void;
  /** Interval of OPTIONS to each trunk; null = only on request. */
  readonly askTrunksEveryMs: number | null;
  /** Folder of the tenants' recordings. */
  readonly filesFolder: string;
  /** Text-to-speech for the results of data lookups, and the folder of its output. */
  readonly speech: Speech;
  readonly answersFolder: string;
  /** Egress policy towards applications, and the public address of this installation. */
  readonly outside: {
    readonly outward: Outward;
    readonly publicUrl: string;
    /** Internal hosts with ports that may be called nevertheless. */
    readonly inside: readonly string[];
    /** URL of the speech recogniser; null for none. */
    readonly recogniserUrl: string | null;
  };
  /** Time limit of a data lookup with its speech; for tests on busy machines. */
  readonly lookUpMsMax?: number;
  /** Overrides the live flows of a code; for tests. */
  readonly scriptOf?: ScriptResolver;
  /** The step function of a call; replaced by tests that inject a fault. */
  readonly stepCall?: CallStepper;
  /** Measures the load of the event loop; replaced by tests that inject a load. */
  readonly loop?: LoopMeter;
  /** Capacity for events that wait for the database; smaller in tests that fill it. */
  readonly room?: WaitingRoom;
}

/** A running switch. */
export interface RunningSwitch {
  receive(received: Received): void;
  /** A connection that only its far end can open has closed: its device is no longer rung. */
  gone(peer: SipPeer): void;
  /** Whether a connection must be closed because its authorisation is no longer valid. */
  isOver(peer: SipPeer): boolean;
  /** Registers the contact of a phone. */
  bind: LocationService["keep"];
  /** Whether an address belongs to a trunk. */
  isLine(address: string): boolean;
  /** The name that the certificate of a trunk at this address must have; null when no trunk there uses TLS. */
  tlsNameOf(address: string): string | null;
  /** Whether a phone has registered from this source. */
  isDevice(source: Pick<SipPeer, "address" | "port">): boolean;
  /** Detects emergency INVITEs by their start line, so that rate limits never drop them. */
  isUrgent(firstLine: string): boolean;
  /** Reloads trunks, phones and numbers. */
  refresh(): Promise<void>;
  /** Sends OPTIONS to every trunk. */
  askTrunks(): void;
  status(): {
    readonly calls: number;
    readonly transactions: number;
    readonly dialogs: number;
    readonly backlog: number;
    /** Phones that are left out because their stored secret cannot be decrypted. */
    readonly unreadablePhones: number;
    readonly channels: ReadonlyMap<string, number>;
    readonly drops: ReadonlyMap<string, number>;
    /** Refusals caused by overload. */
    readonly overload: OverloadFigures;
    /** Messages and calls without a trace for lack of capacity, and messages that the database did not store. */
    readonly untraced: { readonly messages: number; readonly calls: number; readonly unwritten: number };
  };
  /** Stops accepting new calls, except emergency calls; calls in progress continue. */
  drain(): void;
  /** Ends all calls with their records; the switch continues. */
  endCalls(): void;
  /** Ends all calls with their records, then everything else; safe to call twice. */
  close(graceMs: number): Promise<void>;
}

/** Opens a switch: its run, its directories and its controllers. Nothing is received before this resolves. */
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

/** Handles the close of a connection that only its far end can open: its devices are no longer rung, and a website caller's call ends. */
function goneFrom({ book, bindings, sip }: GoneFrom, { connection }: SipPeer): void {
  letGo(bindings, { connection, phoneOf: (id) => book().phones.byId.get(id) });
  if (connection !== null) sip.gone(connection);
}

/** Dependencies of calls on the request router. */
function callDependencies({ frontDesk, seekDevice }: Pick<ReturnType<typeof openSip>, "frontDesk" | "seekDevice">) {
  const { resolveTransfer, resolveConsult, resolvePhone, resolveDial, mayBeReferred } = frontDesk;
  const { legGone, callEnded, standIn } = frontDesk;
  const doors = { resolveTransfer, resolveConsult, resolvePhone, resolveDial, mayBeReferred, seekDevice };
  return { ...doors, onLegGone: legGone, onEnded: callEnded, onStandIn: standIn };
}

/** Deferred access to the call engine, for components that are created before it. */
function deferCallEngine(): { readonly calls: () => CallEngine; readonly begin: (engine: CallEngine) => void } {
  let open: CallEngine | undefined;
  return {
    calls: () => present(open, "the desk of calls"),
    begin: (desk) => {
      open = desk;
    },
  };
}

/** Opens the run of this switch; its metrics are reported once available. */
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

/** Elapsed microseconds by a monotonic clock. */
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
      // Some desk phones reject every challenge if one of several is not MD5; their passwords are random and long.
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

/** Accepted and refused SIP messages, and the memory of the process. */
function figuresOf({ frontDesk, overload }: ReturnType<typeof openSip>) {
  const channels = [...frontDesk.channels().inUse.values()].reduce((sum, legs) => sum + legs.size, 0);
  const { refusedCalls, refusedRegistrations } = overload();
  return { channels, refused: refusedCalls + refusedRegistrations, memoryBytes: process.memoryUsage.rss() };
}

/** SIP section of the switch's status. */
function sipStatus({ frontDesk, drops, overload, size }: ReturnType<typeof openSip>) {
  const channels = new Map([...frontDesk.channels().inUse].map(([id, legs]) => [id, legs.size]));
  return { ...size(), channels, drops, overload: overload() };
}
