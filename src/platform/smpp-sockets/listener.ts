import net from "node:net";
import tls from "node:tls";
import { countedAddress } from "../../kernel/index.ts";
import type { SessionLimits, SessionOptions } from "../../protocols/smpp/index.ts";
import type { TimerWheel } from "../sip-sockets/index.ts";
import type { Log } from "../telemetry/index.ts";
import { type LinkUser, SmppLink } from "./link.ts";

/** A port that ESMEs bind to. */
export interface ListenerOptions {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Our current certificate; null for plain TCP. */
  readonly tls: (() => tls.SecureContext) | null;
  readonly connectionsMax: number;
  readonly perAddressMax: number;
  readonly limits: SessionLimits;
  /** Our system_id in bind responses, at most 15 characters. */
  readonly systemId: string;
  readonly user: LinkUser & Required<Pick<LinkUser, "onBindAsked">>;
  readonly wheel: TimerWheel;
  readonly nowMs: () => number;
  readonly log: Log;
}

/** An open listener. */
export interface SmppListener {
  readonly port: number;
  /** Open connections, bound or not. */
  links(): readonly SmppLink[];
  /** Number of connections refused since the start: too many in total, or from their address. */
  refused(): number;
  /** Accepts no new connection; open ones continue until `close`. */
  stopAccepting(): void;
  close(): Promise<void>;
}

/** Opens a port for ESMEs. Throws when it is in use. */
export async function openSmppListener(options: ListenerOptions): Promise<SmppListener> {
  const listener = new Listener(options);
  await listener.listen();
  return listener;
}

/** Owns the server and its connections; `close` may be called twice. */
class Listener implements SmppListener {
  port = 0;
  private readonly options: ListenerOptions;
  private readonly server: net.Server;
  private readonly open = new Map<string, SmppLink>();
  private readonly perAddress = new Map<string, number>();
  private opened = 0;
  private turnedAway = 0;

  constructor(options: ListenerOptions) {
    this.options = options;
    this.server = net.createServer({ noDelay: true }, (socket) => this.accept(socket));
  }

  async listen(): Promise<void> {
    const { host, port, log } = this.options;
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen({ host, port, exclusive: true }, resolve);
    });
    this.server.removeAllListeners("error");
    this.server.on("error", (error) => log.error({ err: error }, "smpp.listener-failed"));
    const address = this.server.address();
    this.port = typeof address === "object" && address !== null ? address.port : port;
  }

  links(): readonly SmppLink[] {
    return [...this.open.values()];
  }

  refused(): number {
    return this.turnedAway;
  }

  stopAccepting(): void {
    if (this.server.listening) this.server.close();
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => {
      if (this.server.listening) this.server.close(() => resolve());
      else resolve();
    });
    for (const link of this.open.values()) link.destroy();
    await closed;
  }

  private accept(raw: net.Socket): void {
    const address = raw.remoteAddress;
    const { connectionsMax, perAddressMax, tls: context } = this.options;
    const counted = countedAddress(address ?? "");
    const ofAddress = this.perAddress.get(counted) ?? 0;
    if (address === undefined || this.open.size >= connectionsMax || ofAddress >= perAddressMax) {
      this.turnedAway += 1;
      raw.destroy();
      return;
    }
    raw.on("error", () => undefined);
    const socket =
      context === null ? raw : new tls.TLSSocket(raw, { isServer: true, secureContext: context(), requestCert: false });
    const link = this.hold(socket, address);
    this.perAddress.set(counted, ofAddress + 1);
    raw.once("close", () => {
      this.open.delete(link.id);
      const left = (this.perAddress.get(counted) ?? 1) - 1;
      if (left > 0) this.perAddress.set(counted, left);
      else this.perAddress.delete(counted);
    });
    link.open();
  }

  private hold(socket: net.Socket, address: string): SmppLink {
    this.opened += 1;
    const { limits, systemId, user, wheel, nowMs, log, tls: context } = this.options;
    const session: SessionOptions = { ...limits, side: "smsc", systemId };
    const id = `${context === null ? "smpp" : "smpps"}${this.opened}`;
    const link = new SmppLink({ id, socket, address, session, user, wheel, nowMs, log });
    this.open.set(id, link);
    return link;
  }
}
