import type { SecureContext } from "node:tls";
import type { Clock } from "../../../kernel/index.ts";
import { openTimerWheel, type TimerWheel } from "../../../platform/sip-sockets/index.ts";
import { openSmppListener, type SmppListener } from "../../../platform/smpp-sockets/index.ts";
import type { Log } from "../../../platform/telemetry/index.ts";
import type { SessionLimits } from "../../../protocols/smpp/index.ts";
import type { GatewayMessaging } from "../sms/index.ts";
import { openSmppClient, type SmppClient } from "./smpp-client.effects.ts";
import { openSmppServer, type SmppServer } from "./smpp-server.effects.ts";

/** Options of a gateway. */
export interface GatewayOptions {
  readonly messaging: GatewayMessaging;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Port of SMPP over TLS with the current server certificate; null without TLS. */
  readonly tls: { readonly port: number; readonly context: () => SecureContext } | null;
  /** PEM certificates of authorities trusted for carriers' certificates, in addition to the system's. */
  readonly authorities: readonly string[];
  readonly clock: Clock;
  readonly chance: () => number;
  readonly log: Log;
  /** A connection without a bind by then is closed. */
  readonly bindMsMax?: number;
}

/** A running gateway. */
export interface Gateway {
  readonly port: number;
  readonly tlsPort: number | null;
  /** Stops accepting, writes pending data, and unbinds, all within `graceMs`. Safe to call twice. */
  close(graceMs: number): Promise<void>;
}

const SYSTEM_ID = "sambung";
const LIMITS: SessionLimits = {
  bindMsMax: 5_000,
  enquireMs: 30_000,
  answerMsMax: 30_000,
  windowMax: 10,
  owedMax: 1_000,
};
const CONNECTIONS_MAX = 500;
const PER_ADDRESS_MAX = 100;
const SESSION_CHECK_MS = 1_000;
const POLL_MS = 20;
/** Share of the shutdown time reserved for unbinding. */
const GOODBYE_SHARE = 0.25;

/** Opens the ports for ESMEs, binds to the carriers, and moves messages between both and the database. */
export async function openGateway(options: GatewayOptions): Promise<Gateway> {
  const { messaging, log } = options;
  const wheel = openTimerWheel(
    () => performance.now(),
    (error) => log.error({ err: error }, "smpp.timer-failed"),
  );
  const desk = openSmppServer({ messaging: messaging.esmes, clock: options.clock, log });
  const plain = await listen(options, { desk, wheel, tls: null });
  const { tls } = options;
  const secure =
    tls === null
      ? null
      : await listen({ ...options, port: tls.port }, { desk, wheel, tls: tls.context }).catch(
          async (error: unknown) => {
            await plain.close();
            wheel.close();
            throw error;
          },
        );
  const carriers = keepCarriers(options, wheel);
  messaging.onWork((due) => (due === "parts" ? carriers.wake() : desk.wake()));
  const looking = setInterval(() => {
    desk.wake();
    desk.look();
    carriers.look();
  }, SESSION_CHECK_MS);
  carriers.look();
  const listeners = secure === null ? [plain] : [plain, secure];
  let closing: Promise<void> | null = null;
  const close = async (graceMs: number) => {
    clearInterval(looking);
    await Promise.all([leave(listeners, desk, graceMs), carriers.close(graceMs)]);
    wheel.close();
  };
  return {
    port: plain.port,
    tlsPort: secure?.port ?? null,
    close(graceMs) {
      closing ??= close(graceMs);
      return closing;
    },
  };
}

function listen(
  { host, port, log, bindMsMax }: GatewayOptions,
  parts: { readonly desk: SmppServer; readonly wheel: TimerWheel; readonly tls: (() => SecureContext) | null },
): Promise<SmppListener> {
  return openSmppListener({
    host,
    port,
    log,
    tls: parts.tls,
    wheel: parts.wheel,
    user: parts.desk.user,
    connectionsMax: CONNECTIONS_MAX,
    perAddressMax: PER_ADDRESS_MAX,
    systemId: SYSTEM_ID,
    limits: { ...LIMITS, ...(bindMsMax === undefined ? {} : { bindMsMax }) },
    nowMs: () => performance.now(),
  });
}

/** Sends the pending responses to ESMEs, then unbinds them. */
async function leave(listeners: readonly SmppListener[], desk: SmppServer, graceMs: number): Promise<void> {
  const untilMs = performance.now() + graceMs;
  for (const listener of listeners) listener.stopAccepting();
  desk.stop();
  const until = async (isDone: () => boolean, byMs: number) => {
    while (performance.now() < byMs && !isDone()) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  };
  await until(() => desk.owed() === 0, untilMs - graceMs * GOODBYE_SHARE);
  for (const listener of listeners) for (const link of listener.links()) link.unbind();
  await until(() => listeners.every((listener) => listener.links().length === 0), untilMs);
  await Promise.all(listeners.map((listener) => listener.close()));
}

/** Keeps one SMPP client for each active carrier, with its newest settings. */
function keepCarriers(options: GatewayOptions, wheel: TimerWheel) {
  const { messaging, clock, chance, authorities, log } = options;
  const desks = new Map<string, SmppClient>();
  let isLooking = false;
  let isClosed = false;
  const renew = async () => {
    const wanted = await messaging.carriers.carriers();
    if (isClosed) return;
    for (const [id, desk] of desks) {
      if (wanted.some((carrier) => carrier.id === id && carrier.version === desk.version)) continue;
      desks.delete(id);
      desk.close(LIMITS.answerMsMax).catch((error: unknown) => log.error({ err: error }, "smpp.carrier-not-closed"));
    }
    for (const carrier of wanted) {
      if (desks.has(carrier.id)) continue;
      const base = { messaging: messaging.carriers, carrier, clock, chance, wheel, authorities, log };
      desks.set(carrier.id, openSmppClient(base));
    }
  };
  const wake = () => {
    for (const desk of desks.values()) desk.wake();
  };
  return {
    wake,
    look() {
      wake();
      if (isLooking || isClosed) return;
      isLooking = true;
      renew()
        .catch((error: unknown) => log.warn({ err: error }, "smpp.carriers-not-read"))
        .finally(() => {
          isLooking = false;
        });
    },
    async close(graceMs: number) {
      isClosed = true;
      await Promise.all([...desks.values()].map((desk) => desk.close(graceMs)));
    },
  };
}
