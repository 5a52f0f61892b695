import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { Server as HttpsServer } from "node:https";
import { createSecureContext } from "node:tls";
import compress from "@fastify/compress";
import cookie from "@fastify/cookie";
import multipart from "@fastify/multipart";
import rateLimit from "@fastify/rate-limit";
import swagger from "@fastify/swagger";
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  type RawReplyDefaultExpression,
  type RawRequestDefaultExpression,
  type RawServerDefault,
} from "fastify";
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from "fastify-type-provider-zod";
import type { Clock, IdSource } from "../../kernel/index.ts";
import type { Log, Metrics } from "../telemetry/index.ts";
import type { Texts } from "../texts/index.ts";
import { addFaultHandlers } from "./faults.ts";
import { addGuards } from "./guard.ts";
import { sendProblem } from "./problem.ts";
import { KEY_SCHEME, localeOfRequest, withProgramProblems } from "./program-route.ts";
import { openRequestLimit, type SessionDirectory } from "./request-limit.ts";
import { requesterOf } from "./requester.ts";
import { routeUpgrades } from "./upgrades.ts";
import { addWebFiles, type WebFiles } from "./web-files.ts";

/** The HTTP server that routes are added to; request and response bodies are zod schemas. */
export type Http = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

const JSON_BYTES_MAX = 256 * 1024;
const FILE_BYTES_MAX = 25 * 1024 * 1024;
const REQUEST_MS_MAX = 60_000;
const IDLE_MS_MAX = 30_000;
/** Requests per minute to one route with its own limit, or to all routes without one, by session or by address. */
const REQUESTS_PER_MINUTE_MAX = 600;
const RATES_MAX = 20_000;

/** Options of the HTTP server, given by its process. */
export interface HttpOptions {
  readonly log: Log;
  readonly metrics: Metrics;
  readonly texts: Texts;
  readonly ids: IdSource;
  readonly clock: Clock;
  readonly publicOrigin: string | undefined;
  /** True when only this machine can reach the port. */
  readonly isLocal: boolean;
  readonly trustedProxies: readonly string[];
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly sessions: SessionDirectory;
}

/** Creates the server with its guards and limits; `addRoutes` adds routes, and screens come last. Does not listen yet. */
export async function openHttp(
  options: HttpOptions,
  parts: { readonly addRoutes: (app: Http) => Promise<void> | void; readonly web: WebFiles },
): Promise<Http> {
  const app = makeServer(options);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  await app.register(cookie);
  // Request bodies are not decompressed: a small compressed body could expand into a very large one.
  await app.register(compress, { threshold: 1_024, globalDecompression: false });
  await app.register(multipart, {
    limits: { files: 1, fileSize: FILE_BYTES_MAX, fields: 20, fieldSize: 20_000, parts: 25 },
  });
  dropWhoHasGone(app);
  const isExempt = (request: FastifyRequest) => options.trustedProxies.length === 0 && isLoopbackPeer(request.ip);
  await app.register(rateLimit, {
    max: REQUESTS_PER_MINUTE_MAX,
    timeWindow: 60_000,
    cache: RATES_MAX,
    keyGenerator: (request) => requesterOf(request).key,
    allowList: isExempt,
  });
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Sambung", version: "1" },
      components: { securitySchemes: { [KEY_SCHEME]: { type: "http", scheme: "bearer" } } },
    },
    transform: (described) => withProgramProblems(described, jsonSchemaTransform(described)),
    transformObject: jsonSchemaTransformObject,
  });
  const identify = openRequestLimit({ ...options, isExempt });
  addGuards(app as unknown as FastifyInstance, { ...options, identify });
  addFaultHandlers(app as unknown as FastifyInstance, options);
  addTimings(app, options.metrics);
  endConnectionsOnClose(app);
  routeUpgrades(app);
  await parts.addRoutes(app);
  await addWebFiles(app as unknown as FastifyInstance, { web: parts.web, texts: options.texts });
  return app;
}

/** The current PEM certificate of each HTTPS server. */
const certificates = new WeakMap<object, Buffer>();

function makeServer(options: HttpOptions): Http {
  const shared = {
    genReqId: () => options.ids.next(),
    bodyLimit: JSON_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    connectionTimeout: 0,
    keepAliveTimeout: IDLE_MS_MAX,
    trustProxy: options.trustedProxies.length > 0 ? [...options.trustedProxies] : false,
    return503OnClosing: true,
    forceCloseConnections: "idle" as const,
    // A malformed request target reaches no route and no hook.
    frameworkErrors: (_error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      request.locale = localeOfRequest(request);
      sendProblem(reply, options.texts, 400, { code: "invalid-input" });
    },
    routerOptions: { maxParamLength: 200 },
  };
  if (options.tls === undefined) return Fastify(shared).withTypeProvider<ZodTypeProvider>() as unknown as Http;
  const pair = readCertificate(options.tls);
  const app = Fastify({ ...shared, https: pair });
  certificates.set(app.server, pair.cert);
  return app.withTypeProvider<ZodTypeProvider>() as unknown as Http;
}

function readCertificate({ certFile, keyFile }: NonNullable<HttpOptions["tls"]>) {
  return { cert: readFileSync(certFile), key: readFileSync(keyFile) };
}

/**
 * Reloads the HTTPS certificate for new connections; open connections keep theirs. Throws when the certificate cannot be read or does
 * not match its key; the current one then stays in use.
 */
export function renewCertificate(app: Http, tls: HttpOptions["tls"]): void {
  const server: unknown = app.server;
  if (tls === undefined || !(server instanceof HttpsServer)) return;
  const pair = readCertificate(tls);
  createSecureContext(pair);
  server.setSecureContext(pair);
  certificates.set(server, pair.cert);
}

/** Expiry of the current HTTPS certificate; null when this server uses plain HTTP. */
export function certificateEndsAt(app: Http): Date | null {
  const certificate = certificates.get(app.server);
  return certificate === undefined ? null : new X509Certificate(certificate).validToDate;
}

/** A client that disconnected before its request was processed has no address that a limit could count, and no response can reach it. */
function dropWhoHasGone(app: Http): void {
  app.addHook("onRequest", async (request, reply) => {
    if (request.socket.remoteAddress !== undefined) return;
    reply.hijack();
    request.raw.destroy();
  });
}

/** On a stop, running requests finish; their connections then end instead of waiting for the next request. */
function endConnectionsOnClose(app: Http): void {
  let isClosing = false;
  app.addHook("preClose", async () => {
    isClosing = true;
  });
  app.addHook("onSend", async (_request, reply) => {
    if (isClosing) reply.header("connection", "close");
  });
}

function addTimings(app: Http, metrics: Metrics): void {
  app.addHook("onSend", async (request, reply) => {
    reply.header("x-request-id", request.id);
  });
  app.addHook("onResponse", async (request, reply) => {
    const labels = {
      method: request.method,
      route: request.routeOptions.url ?? "none",
      status: String(reply.statusCode),
    };
    metrics.httpSeconds.observe(labels, reply.elapsedTime / 1_000);
  });
}

/** True for a request from this machine itself, without a proxy in between. */
export function isLoopbackPeer(address: string): boolean {
  return address === "127.0.0.1" || address === "::1" || address === "::ffff:127.0.0.1";
}
