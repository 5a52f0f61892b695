import { randomInt } from "node:crypto";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { CommandOf, LegSettings } from "./commands.ts";
import type { LegFigures, MediaAnswers, MediaEvent, MediaRefusal } from "./engine.ts";
import type { JournalWriter } from "./journal-writer.ts";
import { Leg, type Mix } from "./leg.ts";
import { takeDatagram } from "./leg-input.ts";
import { hasRtcpMux, reportWhenDue, takeReport } from "./leg-reports.ts";
import { gainsByPair, tickMix } from "./mix.ts";
import { boundSocket, openSockets } from "./open-sockets.ts";
import { clipCodes, Player, Presser, type Prompt } from "./player.ts";
import type { PortPool } from "./port-pool.ts";
import type { Recorder } from "./recorder.ts";
import { LegCipher } from "./srtp-cipher.ts";
import type { StreamTap, TapSocket } from "./stream-tap.ts";

/** Dependencies of a worker's state. */
export interface MediaWorkerContext {
  readonly bind: string;
  readonly advertised: string;
  readonly ports: PortPool;
  readonly legsMax: number;
  readonly journal: JournalWriter;
  readonly nowMs: () => number;
  readonly emit: (event: MediaEvent) => void;
}

type Answer<Kind extends keyof MediaAnswers> = Result<MediaAnswers[Kind], MediaRefusal>;

/** All legs of a worker and their connections. Every change happens between two ticks, never within one. */
export class MediaWorkerState {
  readonly workerContext: MediaWorkerContext;
  readonly legs = new Map<string, Leg>();
  readonly mixes = new Map<string, Mix>();
  readonly recorders = new Map<string, Recorder>();
  readonly prompts = new Map<string, Prompt>();
  readonly streams = new Map<string, StreamTap>();
  readonly streamsByToken = new Map<string, StreamTap>();
  /** The socket of all taps, opened by the first one. */
  tapSocket: Promise<TapSocket> | null = null;
  readonly #opening = new Set<string>();

  constructor(workerContext: MediaWorkerContext) {
    this.workerContext = workerContext;
  }

  /** Binds a leg's port and starts receiving. */
  async openLeg(
    command: CommandOf<"open-leg">,
  ): Promise<Result<Omit<MediaAnswers["open-leg"], "worker">, MediaRefusal>> {
    const { leg: id, settings } = command;
    if (this.legs.has(id) || this.#opening.has(id)) return refuse("leg-exists");
    if (this.legs.size + this.#opening.size >= this.workerContext.legsMax) return refuse("legs-exhausted");
    const cipher = settings.crypto === null ? null : LegCipher.of(settings.crypto);
    if (settings.crypto !== null && cipher === null) return refuse("encryption-unusable");
    this.#opening.add(id);
    const sockets = await openSockets(command, this.workerContext).finally(() => this.#opening.delete(id));
    if (!sockets.ok) return sockets;
    const begin = { ssrc: randomInt(2 ** 32), sequence: randomInt(2 ** 15), timestamp: randomInt(2 ** 32) };
    const nowMs = this.workerContext.nowMs();
    const reports = command.rtcp !== "none";
    const leg = new Leg({ id, call: command.call, reports, settings }, { sockets: sockets.value, begin, nowMs });
    leg.cipher = cipher;
    if (settings.quietAfterMs !== null) leg.loudness = { lastMs: nowMs, wasLoud: true };
    this.legs.set(id, leg);
    this.retap([id]);
    sockets.value.rtp.on("message", (bytes, from) => {
      takeDatagram(leg, { bytes, from }, { nowMs: this.workerContext.nowMs(), emit: this.workerContext.emit });
    });
    leg.rtcp?.on("message", (bytes, from) => takeReport(leg, { bytes, from }, this.workerContext.nowMs()));
    await this.#openRtcp(leg);
    const { port } = sockets.value;
    return ok({ address: this.workerContext.advertised, port, rtcpPort: leg.rtcp === null ? null : port + 1 });
  }

  /**
   * Opens the RTCP port of a leg, the one above RTP, once its far end is known to lack `rtcp-mux`. If another program uses that port,
   * reports are sent from the RTP port, and none are received.
   */
  async #openRtcp(leg: Leg): Promise<void> {
    const { remote } = leg.settings;
    if (!leg.reports || leg.rtcp !== null || remote === null || hasRtcpMux(remote)) return;
    const socket = await boundSocket(leg.sockets.port + 1, this.workerContext.bind);
    if (socket === null) return;
    if (leg.rtcp !== null || this.legs.get(leg.id) !== leg) {
      socket.close();
      return;
    }
    leg.rtcp = socket;
    socket.on("message", (bytes, from) => takeReport(leg, { bytes, from }, this.workerContext.nowMs()));
  }

  /** Applies new settings to a leg. */
  changeLeg(id: string, settings: Partial<LegSettings>): Answer<"change-leg"> {
    const leg = this.legs.get(id);
    if (leg === undefined) return refuse("leg-unknown");
    if (settings.crypto !== undefined && JSON.stringify(settings.crypto) !== JSON.stringify(leg.settings.crypto)) {
      const cipher = settings.crypto === null ? null : LegCipher.of(settings.crypto);
      if (settings.crypto !== null && cipher === null) return refuse("encryption-unusable");
      leg.cipher = cipher;
    }
    leg.change(settings);
    // Binding a port never rejects.
    this.#openRtcp(leg).catch(() => undefined);
    const { quietAfterMs } = settings;
    if (quietAfterMs !== undefined)
      leg.loudness = quietAfterMs === null ? null : { lastMs: this.workerContext.nowMs(), wasLoud: false };
    return ok(null);
  }

  /** Ends a leg: removes it from its bridge, mixes and recordings, and frees its port. */
  closeLeg(id: string): Answer<"close-leg"> {
    const leg = this.legs.get(id);
    if (leg === undefined) return refuse("leg-unknown");
    const figures: LegFigures = leg.figures();
    this.unbridge(id);
    for (const mix of this.mixes.values()) mix.members = mix.members.filter((member) => member !== leg);
    for (const mix of [...this.mixes.values()]) if (mix.members.length === 0) this.mixes.delete(mix.id);
    for (const recorder of this.recorders.values()) {
      // The left leg of a two-party recording keeps its channel: no other leg takes it.
      const channel = recorder.legs.get(id);
      if (channel === undefined || channel === 0) continue;
      recorder.change(new Map([...recorder.legs].filter(([own]) => own !== id)));
    }
    this.#endPlay(leg, "stopped");
    for (const tap of [...this.streams.values()]) if (tap.leg === leg) this.forgetTap(tap);
    this.legs.delete(id);
    leg.close();
    this.workerContext.ports.giveBack(leg.sockets.port);
    return ok(figures);
  }

  /** Bridges two legs: each receives the other's audio unchanged. */
  bridge(command: CommandOf<"bridge">): Answer<"bridge"> {
    const left = this.legs.get(command.left);
    const right = this.legs.get(command.right);
    if (left === undefined || right === undefined || left === right) return refuse("leg-unknown");
    this.unbridge(left.id);
    this.unbridge(right.id);
    left.bridged = right;
    right.bridged = left;
    return ok(null);
  }

  /** Separates a leg from its bridged leg. */
  unbridge(id: string): Answer<"unbridge"> {
    const leg = this.legs.get(id);
    if (leg === undefined) return refuse("leg-unknown");
    if (leg.bridged !== null) leg.bridged.bridged = null;
    leg.bridged = null;
    return ok(null);
  }

  /** Creates a mix, or changes its members and gains. */
  setMix({ mix: id, members, gains }: CommandOf<"mix">): Answer<"mix"> {
    const legs = members.map((member) => this.legs.get(member));
    if (legs.includes(undefined)) return refuse("leg-unknown");
    this.unmix(id);
    const mix: Mix = { id, members: legs.filter((leg) => leg !== undefined), gains: gainsByPair(gains) };
    for (const leg of mix.members) {
      if (leg.mix !== null) leg.mix.members = leg.mix.members.filter((member) => member !== leg);
      leg.mix = mix;
    }
    this.mixes.set(id, mix);
    return ok(null);
  }

  /** Changes the gains of a mix, from the next tick on. */
  setGains({ mix: id, gains }: CommandOf<"set-gains">): Answer<"set-gains"> {
    const mix = this.mixes.get(id);
    if (mix === undefined) return refuse("mix-unknown");
    mix.gains = gainsByPair(gains);
    return ok(null);
  }

  /** Ends a mix; its legs continue. */
  unmix(id: string): Answer<"unmix"> {
    const mix = this.mixes.get(id);
    if (mix === undefined) return refuse("mix-unknown");
    for (const leg of mix.members) if (leg.mix === mix) leg.mix = null;
    this.mixes.delete(id);
    return ok(null);
  }

  /** Plays clips to a leg in place of its other audio. */
  play(command: CommandOf<"play">): Answer<"play"> {
    const leg = this.legs.get(command.leg);
    if (leg === undefined) return refuse("leg-unknown");
    const clips = command.clips.map((clip) => clipCodes(clip, { law: leg.law, prompts: this.prompts }));
    if (clips.includes(null)) return refuse("prompt-unknown");
    this.#endPlay(leg, "stopped");
    leg.player = new Player(command, { clips: clips.filter((codes) => codes !== null), law: leg.law });
    return ok(null);
  }

  /** Stops the playback to a leg. */
  stopPlay(id: string): Answer<"stop-play"> {
    const leg = this.legs.get(id);
    if (leg === undefined) return refuse("leg-unknown");
    this.#endPlay(leg, "stopped");
    return ok(null);
  }

  /** Sends DTMF digits to the far end. */
  sendKeys(command: CommandOf<"send-keys">): Answer<"send-keys"> {
    const leg = this.legs.get(command.leg);
    if (leg === undefined) return refuse("leg-unknown");
    leg.presser = new Presser(leg, command);
    return ok(null);
  }

  /** Statistics of a leg's streams. */
  figures(id: string): Answer<"leg-figures"> {
    const leg = this.legs.get(id);
    return leg === undefined ? refuse("leg-unknown") : ok(leg.figures());
  }

  /** Updates the recordings of these legs after a change. Not of all legs: there are thousands. */
  retap(ids: readonly string[]): void {
    for (const id of ids) {
      const leg = this.legs.get(id);
      if (leg === undefined) continue;
      leg.taps = [...this.recorders.values()].filter(({ legs }) => legs.has(id));
    }
  }

  /** Removes an ended tap from its leg. */
  forgetTap(tap: StreamTap): void {
    this.streams.delete(tap.id);
    this.streamsByToken.delete(tap.token);
    tap.leg.streams = tap.leg.streams.filter((one) => one !== tap);
  }

  /** Every 20 ms: DTMF, playback, and mixes. */
  tick(nowMs: number): void {
    for (const leg of this.legs.values()) {
      if (leg.presser !== null) this.#press(leg, nowMs);
      else if (leg.player !== null && leg.maySend) this.#playFrame(leg, nowMs);
      else if (leg.streams.length > 0 && leg.maySend) {
        const fed = leg.feeder?.next();
        if (fed !== undefined) leg.sendFrame(fed, nowMs);
      }
    }
    for (const mix of this.mixes.values()) tickMix(mix, nowMs);
    for (const tap of this.streams.values()) tap.tick();
  }

  /** Every second: RTCP reports, and detection of silent legs. */
  lookAround(nowMs: number): void {
    for (const leg of this.legs.values()) {
      if (leg.reports) reportWhenDue(leg, nowMs);
      this.#noteQuiet(leg, nowMs);
      const { silentAfterMs } = leg.settings;
      const silentMs = nowMs - (leg.receiver?.lastArrivalMs ?? leg.openedMs);
      if (silentAfterMs === null || leg.isSilenceTold || !leg.mayHear || silentMs < silentAfterMs) continue;
      leg.isSilenceTold = true;
      this.workerContext.emit({ kind: "silent", leg: leg.id, silentMs: Math.round(silentMs) });
    }
  }

  /** Ends every leg. */
  close(): void {
    for (const id of this.legs.keys()) this.closeLeg(id);
    this.tapSocket?.then((socket) => socket.close()).catch(() => undefined);
  }

  #noteQuiet(leg: Leg, nowMs: number): void {
    const { loudness, settings } = leg;
    if (loudness === null || settings.quietAfterMs === null || nowMs - loudness.lastMs < settings.quietAfterMs) return;
    leg.loudness = null;
    this.workerContext.emit({ kind: "quiet", leg: leg.id, wasLoud: loudness.wasLoud });
  }

  #press(leg: Leg, nowMs: number): void {
    if (leg.presser?.tick(leg, nowMs) !== false) return;
    leg.presser = null;
    this.workerContext.emit({ kind: "keys-sent", leg: leg.id });
  }

  #playFrame(leg: Leg, nowMs: number): void {
    const frame = leg.player?.next() ?? null;
    if (frame === null) this.#endPlay(leg, "finished");
    else leg.sendFrame(frame, nowMs);
  }

  #endPlay(leg: Leg, why: "finished" | "stopped"): void {
    const { player } = leg;
    leg.player = null;
    if (player !== null) this.workerContext.emit({ kind: "play-ended", leg: leg.id, play: player.play, why });
  }
}
