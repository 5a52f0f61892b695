import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import type { Texts } from "../texts/index.ts";
import { sendNoSuchRoute } from "./faults.ts";

/** Folder of the built screens, and the paths that belong to them. */
export interface WebFiles {
  readonly folder: string;
  /** Client routes as patterns such as `/nomor/:code`. */
  readonly routes: readonly string[];
}

const YEAR_S = 31_536_000;

/** Serves the built screens; an unknown path gets the same page with status 404. */
export async function addWebFiles(
  app: FastifyInstance,
  options: { readonly web: WebFiles; readonly texts: Texts },
): Promise<void> {
  const { folder, routes } = options.web;
  const files = new Set(filesBelow(folder));
  const matchers = routes.map(toMatcher);
  const page = files.has("index.html") ? readFileSync(path.join(folder, "index.html")) : undefined;
  if (page !== undefined)
    await app.register(fastifyStatic, { root: folder, serve: false, cacheControl: false, preCompressed: true });
  app.setNotFoundHandler((request, reply) => {
    const [pathname = "/"] = request.url.split("?");
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (page === undefined || !isRead || pathname.startsWith("/api/"))
      return sendNoSuchRoute(request, reply, options.texts);
    const file = pathname.slice(1);
    if (files.has(file)) return reply.header("cache-control", cachingOf(file)).sendFile(file);
    const isKnown = matchers.some((matches) => matches(pathname));
    return reply
      .code(isKnown ? 200 : 404)
      .type("text/html; charset=utf-8")
      .header("cache-control", "no-cache")
      .send(page);
  });
}

/** Names of the files that may be served, relative to the folder; hidden files may not. */
function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"));
}

/** Built files carry a hash of their content in their name and never change. */
function cachingOf(file: string): string {
  return file.startsWith("assets/") ? `public, max-age=${YEAR_S}, immutable` : "no-cache";
}

function toMatcher(pattern: string): (pathname: string) => boolean {
  const words = pattern
    .split("/")
    .map((word) => (word.startsWith(":") ? "[^/]+" : word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")));
  const expression = new RegExp(`^${words.join("/")}/?$`);
  return (pathname) => expression.test(pathname);
}
