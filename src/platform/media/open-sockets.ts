import { createSocket, type Socket } from "node:dgram";
import { ok, type Result, refuse } from "../../kernel/index.ts";
import type { CommandOf } from "./commands.ts";
import type { MediaRefusal } from "./engine.ts";
import { type LegSockets, socketKind } from "./leg.ts";
import type { PortPool } from "./port-pool.ts";

/** Maximum number of attempts; ports used by other programs are skipped. */
const ATTEMPTS_MAX = 20;

/** Binds the sockets of a leg: to the requested port, or to the one that has been free longest. */
export async function openSockets(
  command: CommandOf<"open-leg">,
  world: { readonly ports: PortPool; readonly bind: string },
): Promise<Result<LegSockets, MediaRefusal>> {
  const { ports } = world;
  if (command.port !== null) {
    if (!ports.takeOne(command.port)) return refuse("port-taken");
    const sockets = await bound(command.port, { ...world, hasRtcp: command.rtcp === "own-port" });
    if (sockets !== null) return ok(sockets);
    ports.giveBack(command.port);
    return refuse("port-taken");
  }
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const port = ports.take();
    if (port === null) return refuse("ports-exhausted");
    const sockets = await bound(port, { ...world, hasRtcp: command.rtcp === "own-port" });
    if (sockets !== null) return ok(sockets);
    ports.giveBack(port);
  }
  return refuse("ports-exhausted");
}

async function bound(
  port: number,
  world: { readonly bind: string; readonly hasRtcp: boolean },
): Promise<LegSockets | null> {
  const rtp = await boundSocket(port, world.bind);
  if (rtp === null) return null;
  if (!world.hasRtcp) return { rtp, rtcp: null, port };
  const rtcp = await boundSocket(port + 1, world.bind);
  if (rtcp !== null) return { rtp, rtcp, port };
  rtp.close();
  return null;
}

/** Binds a port; null when another program uses it. Addresses are numeric, so DNS lookup is skipped. */
export function boundSocket(port: number, bind: string): Promise<Socket | null> {
  const type = socketKind(bind);
  const family = type === "udp4" ? 4 : 6;
  const socket = createSocket({
    type,
    lookup: (host, _options, answer) => answer(null, host, family),
  });
  return new Promise((resolve) => {
    socket.once("error", () => {
      socket.close();
      resolve(null);
    });
    socket.bind({ port, address: bind, exclusive: true }, () => {
      socket.removeAllListeners("error");
      // The silence of an unreachable far end is detected elsewhere; the error of one datagram adds nothing.
      socket.on("error", () => undefined);
      resolve(socket);
    });
  });
}
