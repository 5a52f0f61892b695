/**
 * The WebRTC phone of a widget's frame: one call to one number with the browser's audio. The frame (`web/widget/frame.js`) loads it only after a web caller
 * has requested a call, so that other page views do not pay for it, and passes its options.
 */
import JsSIP from "jssip";
import type { EndEvent, RTCSession } from "jssip/lib/RTCSession";
import type { Socket } from "jssip/lib/Socket";
import { type CallSound, playCall } from "./areas/agent-desk/phone/call-sound.ts";

/** The state of a web caller's call. */
type TalkState = "microphone" | "connecting" | "ringing" | "talking";

/** The reason why a call failed, or ended other than by a hang-up. */
type TalkFault = "refused" | "none" | "impossible" | "busy" | "closed" | "unheard" | "lost";

/** The server's response to a web caller who has solved the proof of work. */
interface LetIn {
  readonly secret: string;
  readonly code: string;
}

interface TalkOptions {
  /** The path of the WebSocket, without scheme and host. */
  readonly path: string;
  /** Requests admission; rejects with the text for the web caller when admission is refused. */
  readonly letIn: () => Promise<LetIn>;
  readonly onState: (state: TalkState) => void;
  /** Called when the call ends, with the fault or null. `words` is the server's text, if any. */
  readonly onOver: (fault: TalkFault | null, words?: string) => void;
  /** Called with the secret of the admitted call, so that the frame can query its waiting state. */
  readonly onLetIn: (secret: string) => void;
}

/** The controls of the call, for the frame. */
interface Talk {
  press(key: string): void;
  mute(isMuted: boolean): void;
  hangUp(): void;
}

declare global {
  interface Window {
    /** Starts a call from the frame. */
    sambungTalk?: (options: TalkOptions) => Talk;
  }
}

/** A call that receives no audio packet within this time after the answer ends as unheard. */
const UNHEARD_MS = 8_000;
const POLL_MS = 500;
/** A call that is neither ringing nor answered by then ends as lost. */
const BEGIN_MS_MAX = 20_000;

/** A WebSocket that carries its secret as a subprotocol, because browsers do not let a page set headers. */
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
    // The secret is valid once; without this check JsSIP would reconnect automatically.
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

/** One call of a web caller, from the microphone request to its end. */
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
    // Starts after the constructor has returned, so that the creator holds the object before the first callback.
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
    // The caller may have cancelled while the browser asked for permission.
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

  /** Ends the call if no audio packet has arrived: many networks pass web pages but block RTP. */
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

/** Maps a failed SIP call (RFC 3261 §21) to a fault for the web caller. */
function faultOf({ message }: EndEvent): TalkFault {
  const said = message as EndEvent["message"] | null | undefined;
  const status = said && "status_code" in said ? said.status_code : null;
  if (status === 486 || status === 600 || status === 503) return "busy";
  if (status === 488) return "impossible";
  return status === null ? "lost" : "closed";
}

window.sambungTalk = (options) => new WebCallerTalk(options);
