import { createSocket, type Socket } from "node:dgram";
import nodeDataChannel from "node-datachannel";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { RemoteEnd, WebrtcRefusal } from "./commands.ts";
import { MID, ownEnd, peerDescription } from "./peer-description.ts";

/** Settings of connections. */
export interface ConnectionSettings {
  /** The address that browsers reach, and the bind address: one address, or null for all of this host. */
  readonly advertised: string;
  readonly bind: string | null;
  readonly ports: { readonly from: number; readonly to: number };
  /** A STUN server that reveals our public address; null for none. */
  readonly stun: string | null;
  /** Address on this machine for plain RTP with the media engine. */
  readonly loopback: string;
}

/** Gathering normally completes; when a STUN server does not respond, the candidates gathered by then are used. */
const GATHER_MS_MAX = 1_500;
/** A browser that sends audio sends fifty packets a second; after this time without packets it counts as absent. */
const ABSENT_AFTER_MS = 3_000;
/** Largest media packet that is forwarded. */
const PACKET_BYTES_MAX = 1_500;
/** Version 2 in the first two bits (RFC 3550 §5.1). */
const RTP_VERSION = 2;

type Peer = InstanceType<typeof nodeDataChannel.PeerConnection>;
type Track = ReturnType<Peer["addTrack"]>;

/** One connection with a browser: DTLS-SRTP and ICE on one side, plain RTP to the media engine on the other. */
export class SecureConnection {
  readonly #settings: ConnectionSettings;
  readonly #sound: { readonly address: string; readonly port: number };
  readonly #socket: Socket;
  readonly #peer: Peer;
  readonly #track: Track;
  #heardMs: number | null = null;
  #isOver = false;
  #isClosed = false;

  private constructor(
    end: string,
    parts: {
      readonly settings: ConnectionSettings;
      readonly sound: { readonly address: string; readonly port: number };
      readonly socket: Socket;
    },
  ) {
    this.#settings = parts.settings;
    this.#sound = parts.sound;
    this.#socket = parts.socket;
    this.#peer = new nodeDataChannel.PeerConnection(end, peerConfig(parts.settings));
    this.#track = this.#peer.addTrack(audio());
    this.#wire();
  }

  /** Opens a connection: with `remote` as answerer, without it as offerer. */
  static async open(
    end: string,
    parts: {
      readonly settings: ConnectionSettings;
      readonly sound: { readonly address: string; readonly port: number };
      readonly remote: RemoteEnd | null;
    },
  ): Promise<Result<{ readonly connection: SecureConnection; readonly own: RemoteEnd }, WebrtcRefusal>> {
    const socket = createSocket("udp4");
    await new Promise<void>((resolve, reject) => {
      socket.once("error", reject);
      socket.bind(0, parts.settings.loopback, resolve);
    });
    let connection: SecureConnection | null = null;
    try {
      connection = new SecureConnection(end, { ...parts, socket });
      const own = await connection.#describe(parts.remote);
      if (own !== null) return ok({ connection, own });
    } catch {
      // What the library throws is about a description that it cannot use.
    }
    if (connection === null) socket.close();
    else connection.close();
    return refuse("description-unusable");
  }

  /** The port on this machine that receives and sends plain RTP. */
  get port(): number {
    return this.#socket.address().port;
  }

  /** Whether a packet has arrived from the browser recently; false before the first packet and after the end. */
  isPresent(nowMs: number): boolean {
    return !this.#isOver && this.#heardMs !== null && nowMs - this.#heardMs < ABSENT_AFTER_MS;
  }

  /** Accepts the answer to our offer. */
  connect(remote: RemoteEnd): Result<null, WebrtcRefusal> {
    try {
      this.#peer.setRemoteDescription(peerDescription(remote), "answer");
      return ok(null);
    } catch {
      return refuse("description-unusable");
    }
  }

  /** Closes the connection; safe to call twice. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#isOver = true;
    this.#peer.close();
    this.#socket.close();
  }

  /** Our side with all its candidates, because a session description is sent once. */
  async #describe(remote: RemoteEnd | null): Promise<RemoteEnd | null> {
    const gathered = new Promise<void>((resolve) => {
      this.#peer.onGatheringStateChange((state) => {
        if (state === "complete") resolve();
      });
    });
    if (remote === null) this.#peer.setLocalDescription("offer");
    else {
      this.#peer.setRemoteDescription(peerDescription(remote), "offer");
      this.#peer.setLocalDescription("answer");
    }
    let late: NodeJS.Timeout | undefined;
    const waited = new Promise<void>((resolve) => {
      late = setTimeout(resolve, GATHER_MS_MAX);
    });
    await Promise.race([gathered, waited]);
    clearTimeout(late);
    const description = this.#peer.localDescription();
    return description === null ? null : ownEnd(description.sdp, this.#settings.advertised);
  }

  #wire(): void {
    this.#peer.onStateChange((state) => {
      if (state === "failed" || state === "closed") this.#isOver = true;
    });
    this.#track.onMessage((packet) => {
      this.#heardMs = performance.now();
      if (this.#isClosed || packet.length > PACKET_BYTES_MAX) return;
      this.#socket.send(packet, this.#sound.port, this.#sound.address);
    });
    this.#socket.on("error", () => undefined);
    this.#socket.on("message", (packet, from) => {
      // Only packets of the media engine are accepted; other packets to a loopback port are dropped.
      const isOurs = from.port === this.#sound.port && (packet[0] ?? 0) >> 6 === RTP_VERSION;
      if (isOurs && !this.#isClosed && this.#track.isOpen()) this.#track.sendMessageBinary(packet);
    });
  }
}

function peerConfig({ bind, ports, stun }: ConnectionSettings) {
  return {
    iceServers: stun === null ? [] : [`stun:${stun}`],
    ...(bind === null ? {} : { bindAddress: bind }),
    // The first port serves the connectivity check of browsers.
    portRangeBegin: ports.from + 1,
    portRangeEnd: ports.to,
    disableAutoNegotiation: true,
    forceMediaTransport: true,
  };
}

function audio() {
  const part = new nodeDataChannel.Audio(MID, "SendRecv");
  part.addAudioCodec(8, "PCMA");
  part.addAudioCodec(0, "PCMU");
  part.addAudioCodec(101, "telephone-event");
  return part;
}
