import { type IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** A connection that is taken over: its bytes from here on, and those that came with the request. */
export interface Upgrade {
  readonly socket: Duplex;
  readonly head: Buffer;
}

/** Whoever is refused has so long to end his side; no limit of HTTP counts for a connection that is no request any more. */
const ENDING_MS = 1_000;

const waiting = new WeakMap<IncomingMessage, Upgrade>();

/**
 * Leads requests that ask for another protocol (RFC 9110 §7.8) to routes as any others, through guards, access rules and limits. A
 * route takes the connection over by `takeUpgrade`; whatever else it answers is the last that the connection says.
 */
export function routeUpgrades(app: Pick<FastifyInstance, "server" | "routing">): void {
  app.server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => undefined);
    const response = new ServerResponse(request);
    // The types know sockets only; a TLS connection is one as well.
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

/** Ends a connection that was answered, whether or not the other side ends its own. */
export function endSoon(socket: Duplex): void {
  const late = setTimeout(() => socket.destroy(), ENDING_MS).unref();
  socket.once("close", () => clearTimeout(late));
  socket.once("end", () => socket.destroy());
  // What still comes is thrown away, so that the end behind it is seen.
  socket.end();
  socket.resume();
}

/** Takes the connection of a request over; undefined when it asks for no other protocol, or has gone meanwhile: nothing would tell its end. */
export function takeUpgrade(request: FastifyRequest, reply: FastifyReply): Upgrade | undefined {
  const upgrade = waiting.get(request.raw);
  if (upgrade === undefined || upgrade.socket.destroyed) return undefined;
  waiting.delete(request.raw);
  reply.hijack();
  reply.raw.detachSocket(upgrade.socket as Parameters<typeof reply.raw.detachSocket>[0]);
  return upgrade;
}
