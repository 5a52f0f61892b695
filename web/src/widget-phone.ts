/**
 * The telephone of a widget's frame: one call to one number by the browser's own sound. Loaded once a visitor has asked for it, so that
 * nobody else's page pays for it; the frame itself (`web/widget/frame.js`) hands it what it needs.
 */
import JsSIP from "jssip";
import type { EndEvent, RTCSession } from "jssip/lib/RTCSession";
import type { Socket } from "jssip/lib/Socket";
import { type CallSound, playCall } from "./areas/agent-desk/phone/call-sound.ts";

/** How a call of a visitor stands. */
type TalkState = "microphone" | "connecting" | "ringing" | "talking";

/** Why it came to nothing, or ended otherwise than by somebody hanging up. */
type TalkFault = "refused" | "none" | "impossible" | "busy" | "closed" | "unheard" | "lost";

/** What the server says to a visitor who has paid with his work. */
interface LetIn {
  readonly secret: string;
  readonly code: string;
}

interface TalkOptions {
  /** Where the one connection is opened, without its scheme and host. */
  readonly path: string;
  /** Asks to be let in; rejects with what the visitor is told where he is not. */
  readonly letIn: () => Promise<LetIn>;
  readonly onState: (state: TalkState) => void;
  /** It is over: by itself, or for a reason. `words` where the server has said them. */
  readonly onOver: (fault: TalkFault | null, words?: string) => void;
  /** What was let in, so that the frame may ask how the call waits. */
  readonly onLetIn: (secret: string) => void;
}

/** The call, as the frame acts on it. */
interface Talk {
  press(key: string): void;
  mute(isMuted: boolean): void;
  hangUp(): void;
}

declare global {
  interface Window {
    /** How the frame begins a call. */
    sambungTalk?: (options: TalkOptions) => Talk;
  }
}

/** So long after an answer something has come of a talk, or nothing will. */
const UNHEARD_MS = 8_000;
const POLL_MS = 500;
/** Whoever is not through by then is told so. */
const BEGIN_MS_MAX = 20_000;

/** A WebSocket that says at its opening what lets it in: browsers let no page add a header. */
class PassSocket implements Socket {
  via_transport = window.location.protocol === "https:" ? "WSS" : "WS";
  readonly url: string;
  readonly sip_uri = `sip:${window.location.host};transport=ws`;
  readonly #secret: string;
  #socket: WebSocket | null = null;
  onconnect: () => void = () => undefined;
  ondisconnect: (error: boolean, code?: number, reason?: string) => void = () => undefined;
  ondata: (event: unknown) => void = () => undefined;

  constructor(path: string, secret: string) {
    const { protocol, host } = window.location;
    this.url = `${protocol === "https:" ? "wss" : "ws"}://${host}${path}`;
    this.#secret = secret;
  }

  connect(): void {
    // It is good once: JsSIP would try again by itself.
    if (this.#socket !== null) return;
    const socket = new WebSocket(this.url, ["sip", `sambung.${this.#secret}`]);
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => this.onconnect();
    socket.onclose = ({ wasClean, code, reason }) => this.ondisconnect(!wasClean, code, reason);
    socket.onmessage = ({ data }) => this.ondata(data);
  }

  disconnect(): void {
    this.#socket?.close();
  }

  send(message: string | ArrayBufferLike | Blob | ArrayBufferView): boolean {
    if (!this.isConnected()) return false;
    this.#socket?.send(message as string);
    return true;
  }

  isConnected(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  isConnecting(): boolean {
    return this.#socket?.readyState === WebSocket.CONNECTING;
  }
}

/** One call of a visitor, from the question for his microphone to its end. */
class WebCallerTalk implements Talk {
  readonly #options: TalkOptions;
  #agent: JsSIP.UA | null = null;
  #session: RTCSession | null = null;
  #microphone: MediaStream | null = null;
  #heard: CallSound | null = null;
  #isMuted = false;
  #isOver = false;
  #answeredMs: number | null = null;
  readonly #timers: ReturnType<typeof setTimeout>[] = [];

  constructor(options: TalkOptions) {
    this.#options = options;
    window.addEventListener("pagehide", () => this.hangUp());
    // What it tells comes after whoever made it has it.
    queueMicrotask(() => void this.#begin());
  }

  press(key: string): void {
    this.#session?.sendDTMF(key, { transportType: JsSIP.C.DTMF_TRANSPORT.RFC2833 });
  }

  mute(isMuted: boolean): void {
    this.#isMuted = isMuted;
    for (const track of this.#microphone?.getAudioTracks() ?? []) track.enabled = !isMuted;
  }

  hangUp(): void {
    this.#over(null);
  }

  async #begin(): Promise<void> {
    this.#options.onState("microphone");
    if (!canSpeak()) return this.#over("impossible");
    try {
      const audio = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
      this.#microphone = await navigator.mediaDevices.getUserMedia({ audio });
    } catch (error) {
      return this.#over(error instanceof DOMException && error.name === "NotFoundError" ? "none" : "refused");
    }
    // He may have changed his mind while the browser asked.
    if (this.#isOver) return stop(this.#microphone);
    this.mute(this.#isMuted);
    this.#options.onState("connecting");
    try {
      const { secret, code } = await this.#options.letIn();
      if (!this.#isOver) this.#call(secret, code);
    } catch (error) {
      this.#over("closed", error instanceof Error ? error.message : undefined);
    }
  }

  #call(secret: string, code: string): void {
    this.#options.onLetIn(secret);
    const socket = new PassSocket(this.#options.path, secret);
    const agent = new JsSIP.UA({
      sockets: [socket],
      uri: `sip:anonymous@${window.location.hostname}`,
      register: false,
      session_timers: false,
    });
    this.#agent = agent;
    agent.on("connected", () => {
      if (this.#session !== null || this.#microphone === null) return;
      const mediaStream = this.#microphone;
      const session = agent.call(`sip:${code}@${window.location.hostname}`, {
        mediaStream,
        pcConfig: { iceServers: [] },
        eventHandlers: {},
      });
      this.#follow(session);
    });
    agent.on("disconnected", () => this.#over("lost"));
    agent.start();
    this.#timers.push(
      setTimeout(() => {
        if (this.#answeredMs === null && this.#session?.isInProgress() !== true) this.#over("lost");
      }, BEGIN_MS_MAX),
    );
  }

  #follow(session: RTCSession): void {
    this.#session = session;
    const { connection } = session;
    connection.addEventListener("track", ({ track, streams: [stream = new MediaStream([track])] }) => {
      this.#heard?.close();
      this.#heard = playCall(stream, "");
    });
    session.on("progress", () => this.#options.onState("ringing"));
    session.on("confirmed", () => {
      this.#answeredMs = Date.now();
      this.#options.onState("talking");
      this.#timers.push(setInterval(() => void this.#look(), POLL_MS));
    });
    session.on("ended", () => this.#over(null));
    session.on("failed", (event) => this.#over(faultOf(event)));
  }

  /** Whether anything is heard: many networks let pages through, and no sound. */
  async #look(): Promise<void> {
    const connection = this.#session?.connection;
    if (connection === undefined || this.#answeredMs === null || Date.now() - this.#answeredMs < UNHEARD_MS) return;
    const report = (await connection.getStats()) as unknown as Map<string, { type: string; packetsReceived?: number }>;
    const hasHeard = [...report.values()].some(
      ({ type, packetsReceived = 0 }) => type === "inbound-rtp" && packetsReceived > 0,
    );
    if (!hasHeard) this.#over("unheard");
    else this.#answeredMs = Number.POSITIVE_INFINITY;
  }

  #over(fault: TalkFault | null, words?: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const timer of this.#timers) clearTimeout(timer);
    if (this.#session !== null && !this.#session.isEnded()) this.#session.terminate();
    this.#agent?.stop();
    this.#heard?.close();
    stop(this.#microphone);
    if (words === undefined) this.#options.onOver(fault);
    else this.#options.onOver(fault, words);
  }
}

function canSpeak(): boolean {
  return typeof RTCPeerConnection === "function" && (navigator.mediaDevices as MediaDevices | undefined) !== undefined;
}

function stop(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

/** What SIP says of a call that came to nothing (RFC 3261 §21), as a visitor understands it. */
function faultOf({ message }: EndEvent): TalkFault {
  const said = message as EndEvent["message"] | null | undefined;
  const status = said && "status_code" in said ? said.status_code : null;
  if (status === 486 || status === 600 || status === 503) return "busy";
  if (status === 488) return "impossible";
  return status === null ? "lost" : "closed";
}

window.sambungTalk = (options) => new WebCallerTalk(options);
