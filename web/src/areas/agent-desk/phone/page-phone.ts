/** The softphone of the page: SIP by JsSIP over the portal's WebSocket, media by the browser. Loaded on first use. */
import JsSIP from "jssip";
import type { EndEvent, RTCSession } from "jssip/lib/RTCSession";
import type { RTCSessionEvent, UnRegisteredEvent } from "jssip/lib/UA";
import { type CallSound, playCall } from "./call-sound.ts";
import { type LineCount, lineCountOf, qualityBetween, silenceOf } from "./line-quality.ts";
import { type CallFault, faultOf, type PhoneCall, type PhoneState, withKey } from "./phone-state.ts";
import { openMicrophone, type SoundChoice, stopStream } from "./sound-devices.ts";

/** SIP credentials. */
export interface Account {
  readonly username: string;
  readonly password: string;
}

interface PagePhoneOptions {
  readonly account: Account;
  readonly sound: () => SoundChoice;
  readonly nowMs: () => number;
  readonly onChange: (part: Partial<PhoneState>) => void;
  /** The switch does not know the account. */
  readonly onUnknown: () => void;
}

const EXPIRES_S = 120;
/** The switch learns of new accounts by notification and by polling every two seconds, so registration is retried 24 times, every 250 ms. */
const UNKNOWN_TRIES_MAX = 24;
const UNKNOWN_PAUSE_MS = 250;
const RECOVERY_S = { least: 1, most: 20 } as const;
const QUALITY_EVERY_MS = 2_000;
/** The desktop shows a ringing call over another connection than SIP: a press of Answer remains valid for this time until the INVITE arrives. */
const ANSWER_AHEAD_MS = 3_000;
const BUSY = 486;
/** Matches the Call-Info parameter with which the switch resumes a call after a reload; the softphone receives calls only from this switch. */
const IS_BACK = /;\s*answer-after=0\b/;

/** A softphone with one call at a time. */
export class PagePhone {
  readonly #options: PagePhoneOptions;
  readonly #agent: JsSIP.UA;
  #session: RTCSession | null = null;
  #call: PhoneCall | null = null;
  #microphone: MediaStream | null = null;
  #heard: CallSound | null = null;
  #isSilenced = false;
  #isOwnEnd = false;
  /** A call that rings before this time is answered automatically, because Answer was pressed before the INVITE arrived. */
  #answersUntilMs = 0;
  #unknown = 0;
  #counted: LineCount | null = null;
  #timers: ReturnType<typeof setTimeout>[] = [];
  #isOpen = true;

  constructor(options: PagePhoneOptions) {
    this.#options = options;
    const { username, password } = options.account;
    const { protocol, host, hostname } = window.location;
    const socket = new JsSIP.WebSocketInterface(`${protocol === "https:" ? "wss" : "ws"}://${host}/sip`);
    this.#agent = new JsSIP.UA({
      sockets: [socket],
      uri: `sip:${username}@${hostname}`,
      password,
      register: true,
      register_expires: EXPIRES_S,
      connection_recovery_min_interval: RECOVERY_S.least,
      connection_recovery_max_interval: RECOVERY_S.most,
    });
    this.#follow();
    this.#agent.start();
    this.#timers = [setInterval(() => void this.#measure(), QUALITY_EVERY_MS)];
  }

  /** Answers the ringing call, or the call that the desktop already shows and whose INVITE is about to arrive. */
  answer(): void {
    if (this.#call === null) this.#answersUntilMs = this.#options.nowMs() + ANSWER_AHEAD_MS;
    if (this.#call?.is !== "ringing") return;
    this.#answersUntilMs = 0;
    this.#show({ ...this.#call, is: "answering" });
    void this.#withMicrophone((mediaStream) => this.#session?.answer({ mediaStream, pcConfig: { iceServers: [] } }));
  }

  /** Ends the call, or declines the ringing call. */
  hangUp(): void {
    this.#isOwnEnd = true;
    const session = this.#session;
    if (session === null || session.isEnded()) this.#over(null);
    else session.terminate();
  }

  /** Dials a number. */
  dial(number: string): void {
    if (this.#call !== null) return;
    this.#options.onChange({ fault: null });
    this.#show(this.#newCall({ id: crypto.randomUUID(), direction: "out", is: "dialling", number }));
    void this.#withMicrophone((mediaStream) => {
      this.#agent.call(`sip:${number}@${window.location.hostname}`, { mediaStream, pcConfig: { iceServers: [] } });
    });
  }

  /** Sends a DTMF digit (RFC 4733). */
  press(key: string): void {
    if (this.#session === null || this.#call?.is !== "talking") return;
    this.#session.sendDTMF(key, { transportType: JsSIP.C.DTMF_TRANSPORT.RFC2833 });
    this.#show(withKey(this.#call, key));
  }

  /** Mutes or unmutes the microphone. */
  mute(isMuted: boolean): void {
    if (this.#call === null) return;
    this.#show({ ...this.#call, isMuted });
    this.#speak();
  }

  /** Holds or resumes the call. */
  hold(isOnHold: boolean): void {
    if (this.#session === null || this.#call === null) return;
    const isDone = isOnHold ? this.#session.hold() : this.#session.unhold();
    if (isDone) this.#show({ ...this.#call, isOnHold });
  }

  /** The panic key: mutes speaker and microphone until it is pressed again. */
  silence(isSilenced: boolean): void {
    this.#isSilenced = isSilenced;
    this.#heard?.silence(isSilenced);
    this.#options.onChange({ isSilenced });
    this.#speak();
  }

  /** Switches to other audio devices, including the microphone of a running call. */
  async takeSound(choice: SoundChoice): Promise<void> {
    this.#heard?.moveTo(choice.headset);
    if (this.#session === null || this.#microphone === null) return;
    const next = await openMicrophone(choice);
    const [track] = next.getAudioTracks();
    const sender = this.#session.connection.getSenders().find((one) => one.track?.kind === "audio");
    if (track === undefined || sender === undefined) return;
    await sender.replaceTrack(track);
    stopStream(this.#microphone);
    this.#microphone = next;
    this.#speak();
  }

  /** Ends the call and unregisters; safe to call twice. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#isOwnEnd = true;
    this.#agent.stop();
    this.#over(null);
  }

  #follow(): void {
    const line = (is: "ready" | "lost"): void => this.#options.onChange({ line: { is } });
    this.#agent.on("registered", () => {
      this.#unknown = 0;
      line("ready");
    });
    this.#agent.on("disconnected", () => {
      if (this.#isOpen) line("lost");
    });
    this.#agent.on("registrationFailed", (event: UnRegisteredEvent) => this.#notRegistered(event));
    this.#agent.on("newRTCSession", (event: RTCSessionEvent) => this.#begun(event));
  }

  #notRegistered({ response }: UnRegisteredEvent): void {
    // Without a response the connection is lost; JsSIP reconnects automatically.
    if (!this.#isOpen || (response as unknown) === null || (response as unknown) === undefined) return;
    this.#unknown += 1;
    if (this.#unknown > UNKNOWN_TRIES_MAX) this.#options.onUnknown();
    else this.#timers.push(setTimeout(() => this.#isOpen && this.#agent.register(), UNKNOWN_PAUSE_MS));
  }

  #begun({ session, originator, request }: RTCSessionEvent): void {
    if (originator === "remote" && (this.#call !== null || !this.#isOpen)) {
      session.terminate({ status_code: BUSY });
      return;
    }
    this.#session = session;
    this.#isOwnEnd = false;
    if (originator === "remote") {
      const number = session.remote_identity.uri.user;
      this.#options.onChange({ fault: null });
      this.#show(this.#newCall({ id: session.id, direction: "in", is: "ringing", number }));
      if (this.#options.nowMs() < this.#answersUntilMs) this.answer();
      // The switch re-invites for a call that was active before the page was reloaded; the softphone answers automatically.
      if (IS_BACK.test(request.getHeader("Call-Info") ?? "")) this.answer();
    }
    session.on("peerconnection", ({ peerconnection }) => this.#listen(peerconnection));
    if ((session.connection as RTCPeerConnection | null) !== null) this.#listen(session.connection);
    session.on("confirmed", () => this.#talks(session));
    session.on("ended", (event) => this.#gone(session, event));
    session.on("failed", (event) => this.#gone(session, event));
    session.on("getusermediafailed", () => this.#over("no-microphone"));
  }

  #newCall(own: Pick<PhoneCall, "id" | "direction" | "is" | "number">): PhoneCall {
    return { ...own, sinceMs: this.#options.nowMs(), isMuted: false, isOnHold: false, keys: "" };
  }

  #listen(connection: RTCPeerConnection): void {
    connection.addEventListener("track", ({ track, streams: [stream = new MediaStream([track])] }) => {
      this.#heard?.close();
      this.#heard = playCall(stream, this.#options.sound().headset);
      if (this.#isSilenced) this.#heard.silence(true);
    });
  }

  #talks(session: RTCSession): void {
    if (this.#session !== session || this.#call === null) return;
    this.#counted = null;
    this.#show({ ...this.#call, is: "talking", sinceMs: this.#options.nowMs() });
    this.#speak();
  }

  #gone(session: RTCSession, { message, originator }: EndEvent): void {
    if (this.#session !== session) return;
    // JsSIP passes no message for calls that the page ended.
    const said = message as EndEvent["message"] | null | undefined;
    const status = said && "status_code" in said ? said.status_code : null;
    const isBye = status === null && this.#call?.is === "talking";
    const isOwn = this.#isOwnEnd || isBye || originator === "local";
    this.#over(status === null && originator === "remote" ? null : faultOf(status, isOwn));
  }

  /** Disables the microphone tracks while the agent is muted or the panic key is active. */
  #speak(): void {
    const isHeard = this.#call?.isMuted === false && !this.#isSilenced;
    for (const track of this.#microphone?.getAudioTracks() ?? []) track.enabled = isHeard;
  }

  async #withMicrophone(go: (stream: MediaStream) => void): Promise<void> {
    const call = this.#call;
    try {
      const stream = await openMicrophone(this.#options.sound());
      // The agent or the caller may have hung up while the browser asked for permission.
      if (this.#call?.id !== call?.id || !this.#isOpen) return stopStream(stream);
      this.#microphone = stream;
      go(stream);
    } catch {
      this.#isOwnEnd = true;
      if (this.#session !== null && !this.#session.isEnded()) this.#session.terminate({ status_code: 480 });
      this.#over("no-microphone");
    }
  }

  #over(fault: CallFault | null): void {
    this.#session = null;
    this.#call = null;
    this.#heard?.close();
    this.#heard = null;
    stopStream(this.#microphone);
    this.#microphone = null;
    this.#counted = null;
    this.#isSilenced = false;
    this.#options.onChange({ call: null, quality: null, isSilenced: false, silence: null, fault });
  }

  #show(call: PhoneCall): void {
    this.#call = call;
    this.#options.onChange({ call });
  }

  async #measure(): Promise<void> {
    const session = this.#session;
    if (session === null || this.#call?.is !== "talking") return;
    const report = await session.connection.getStats();
    const { sinceMs } = this.#call;
    const now = lineCountOf([...(report as unknown as Map<string, Readonly<Record<string, unknown>>>).values()]);
    const before = this.#counted;
    if (this.#session !== session) return;
    const silence = silenceOf({
      received: now?.received ?? 0,
      isConnected: session.connection.connectionState === "connected",
      talkedMs: this.#options.nowMs() - sinceMs,
    });
    this.#options.onChange({ silence });
    if (now === null) return;
    this.#counted = now;
    if (before !== null) this.#options.onChange({ quality: qualityBetween(before, now) });
  }
}
