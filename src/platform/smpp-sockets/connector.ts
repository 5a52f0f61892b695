import net from "node:net";
import tls from "node:tls";
import type { Binding, Pdu, SessionEnd, SessionLimits, SessionOptions } from "../../protocols/smpp/index.ts";
import type { TimerWheel } from "../sip-sockets/index.ts";
import type { Log } from "../telemetry/index.ts";
import { type LinkUser, SmppLink } from "./link.ts";

/** An SMSC that we bind to, with a reconnection whenever the connection ends. */
export interface ConnectorOptions {
  /** Unique among all users of a timer wheel. */
  readonly name: string;
  readonly host: string;
  readonly port: number;
  /** PEM certificates of authorities that are trusted in addition to those of the system; null for plain TCP. */
  readonly tls: { readonly authorities: readonly string[] } | null;
  readonly binding: Binding;
  readonly bind: (Pdu & { readonly command: "bind_transceiver" })["body"];
  readonly limits: SessionLimits;
  readonly user: LinkUser;
  readonly wheel: TimerWheel;
  readonly nowMs: () => number;
  /** A random number from 0 up to 1, so that many connectors do not reconnect at the same moment. */
  readonly chance: () => number;
  readonly log: Log;
}

/** A connection with automatic reconnection. */
export interface SmppConnector {
  /** The currently bound connection; null while there is none. */
  bound(): SmppLink | null;
  /** Unbinds and stops reconnecting; `graceMs` is the time for the response. Safe to call twice. */
  close(graceMs: number): Promise<void>;
}

const PAUSE_MS_LEAST = 500;
const PAUSE_MS_MOST = 60_000;
/** A session that was bound for this long resets the back-off. */
const STEADY_MS = 30_000;

/** Delay before the next attempt: doubled each time, up to a minute, with up to half of it random. */
export function pauseMs(failures: number, chance: number): number {
  const whole = Math.min(PAUSE_MS_MOST, PAUSE_MS_LEAST * 2 ** Math.min(failures, 10));
  return Math.round(whole / 2 + (whole / 2) * chance);
}

/** Binds to an SMSC and binds again whenever the session ends. */
export function keepConnected(options: ConnectorOptions): SmppConnector {
  return new Connector(options);
}

/** Owns the current connection and the delay before the next one. */
class Connector implements SmppConnector {
  private readonly options: ConnectorOptions;
  private link: SmppLink | null = null;
  private boundSinceMs: number | null = null;
  private failures = 0;
  private opened = 0;
  private closing: Promise<void> | null = null;
  private onGone: (() => void) | null = null;

  constructor(options: ConnectorOptions) {
    this.options = options;
    this.connect();
  }

  bound(): SmppLink | null {
    return this.link?.binding() == null ? null : this.link;
  }

  close(graceMs: number): Promise<void> {
    this.closing ??= this.end(graceMs);
    return this.closing;
  }

  private async end(graceMs: number): Promise<void> {
    const { wheel, name } = this.options;
    wheel.disarmAll(name);
    const { link } = this;
    if (link === null) return;
    const gone = new Promise<void>((resolve) => {
      this.onGone = resolve;
    });
    const late = setTimeout(() => link.destroy(), graceMs);
    link.unbind();
    await gone;
    clearTimeout(late);
  }

  private connect(): void {
    const { name, host, binding, bind, limits, user, wheel, nowMs, log } = this.options;
    this.opened += 1;
    const socket = this.dial();
    const session: SessionOptions = { ...limits, side: "esme", binding, bind };
    const own: LinkUser = {
      ...user,
      onBound: (link, how) => {
        this.boundSinceMs = nowMs();
        user.onBound(link, how);
      },
      onEnd: (link, why, status) => this.ended(link, why, status),
    };
    const id = `${name}#${this.opened}`;
    const link = new SmppLink({ id, socket, address: host, session, user: own, wheel, nowMs, log });
    this.link = link;
    wheel.arm(id, "connect", limits.bindMsMax, () => socket.destroy());
    socket.once(this.options.tls === null ? "connect" : "secureConnect", () => {
      wheel.disarm(id, "connect");
      link.open();
    });
  }

  private dial(): net.Socket {
    const { host, port, tls: trust } = this.options;
    if (trust === null) return net.connect({ host, port, noDelay: true });
    const ca = trust.authorities.length === 0 ? {} : { ca: [...tls.getCACertificates(), ...trust.authorities] };
    // RFC 6066 §3: an IP address is no server name.
    const servername = net.isIP(host) === 0 ? host : "";
    const options: tls.ConnectionOptions & net.TcpNetConnectOpts = {
      host,
      port,
      servername,
      minVersion: "TLSv1.2",
      noDelay: true,
      ...ca,
      checkServerIdentity: (_host, certificate) => tls.checkServerIdentity(host, certificate),
    };
    return tls.connect(options);
  }

  private ended(link: SmppLink, why: SessionEnd, status: number): void {
    const { user, wheel, name, nowMs, chance } = this.options;
    const wasSteady = this.boundSinceMs !== null && nowMs() - this.boundSinceMs >= STEADY_MS;
    this.boundSinceMs = null;
    this.link = null;
    this.failures = wasSteady ? 0 : this.failures + 1;
    if (this.closing === null) wheel.arm(name, "again", pauseMs(this.failures, chance()), () => this.connect());
    this.onGone?.();
    user.onEnd(link, why, status);
  }
}
