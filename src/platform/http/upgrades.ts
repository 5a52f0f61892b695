import { type IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** A connection after an upgrade: its bytes from here on, and those that arrived with the request. */
export interface Upgrade {
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Time in which a refused client must close its side; HTTP time-outs do not apply to an upgraded connection. */
const ENDING_MS = 1_000;

const waiting = new WeakMap<IncomingMessage, Upgrade>();

/**
 * Routes upgrade requests (RFC 9110 §7.8) like any other request, through guards, access rules and limits. A route takes the connection
 * over by `takeUpgrade`; any other response is the last one on the connection.
 */
export function routeUpgrades(app: Pick<FastifyInstance, "server" | "routing">): void {
  app.server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => undefined);
    const response = new ServerResponse(request);
    // The type accepts sockets only; a TLS connection is a socket as well.
    response.assignSocket(socket as Parameters<typeof response.assignSocket>[0]);
    response.shouldKeepAlive = false;
    response.on("finish", () => {
      response.detachSocket(socket as Parameters<typeof response.detachSocket>[0]);
      endSoon(socket);
    });
    waiting.set(request, { socket, head });
    app.routing(request, response);
  });
}

/** Ends a connection after its response, whether or not the peer closes its side. */
export function endSoon(socket: Duplex): void {
  const late = setTimeout(() => socket.destroy(), ENDING_MS).unref();
  socket.once("close", () => clearTimeout(late));
  socket.once("end", () => socket.destroy());
  // Further input is discarded, so that the end of the connection behind it is detected.
  socket.end();
  socket.resume();
}

/** Takes over the connection of a request; undefined when it requests no upgrade, or has closed in between and would emit no close event. */
export function takeUpgrade(request: FastifyRequest, reply: FastifyReply): Upgrade | undefined {
  const upgrade = waiting.get(request.raw);
  if (upgrade === undefined || upgrade.socket.destroyed) return undefined;
  waiting.delete(request.raw);
  reply.hijack();
  reply.raw.detachSocket(upgrade.socket as Parameters<typeof reply.raw.detachSocket>[0]);
  return upgrade;
}
