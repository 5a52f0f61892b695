import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { isLoopback } from "../../platform/config/index.ts";
import { type Http, problemSchema, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { sessionSchema } from "../contract.ts";
import { findPersonByEmail } from "../people.store.ts";
import { type PeopleOptions, peopleProblems, signIn } from "../sessions/sign-in.effects.ts";
import {
  type DemonstrationStatus,
  demonstrationSchema,
  demonstrationSessionSchema,
  demonstrationTokenSchema,
  demonstrationVisitSchema,
  type RingRefusal,
} from "./contract.ts";
import { isLocalRequest } from "./local-request.ts";

const tags = ["people"];
const MINUTE_MS = 60_000;
const START_PATH = "/mulai";
const FORM_BYTES_MAX = 1_000;
/** Allows a user to follow the whole map at reading speed. */
const VISITS_MAX = 60;

/** Requests from this machine are exempt from the other limits, not from these. */
const rate = (max: number) => ({ max, timeWindow: MINUTE_MS, allowList: () => false });

const refusals = { 404: problemSchema, 429: problemSchema };

/** The start page's routes: only in a demonstration, and only for this machine. */
export function addDemonstrationRoutes(app: Http, options: PeopleOptions): void {
  addStatusRoutes(app, options);
  addSessionRoute(app, options);
  addVisitRoute(app, options);
  addRingRoute(app, options);
  addEndRoute(app, options);
}

function addStatusRoutes(app: Http, options: PeopleOptions): void {
  const onRequest = guardOf(options);
  app.get(
    "/api/demonstration",
    {
      config: { access: "public", rateLimit: rate(600) },
      onRequest,
      schema: { tags, summary: "State of the demonstration", response: { 200: demonstrationSchema, ...refusals } },
    },
    async (request, reply) => {
      const status = statusOf(options);
      if (status === undefined) return refuse(options.kit, request, reply);
      const { state, step, accountSid, verifyUrl } = status;
      reply.header("cache-control", "no-store");
      return {
        state,
        step,
        roles: (await peopleOf(options, status)).map(({ role }) => role),
        accountSid,
        verifyPath: verifyUrl === null ? null : new URL(verifyUrl, "http://localhost").pathname,
      };
    },
  );
  app.get(
    "/api/demonstration/token",
    {
      config: { access: "public", rateLimit: rate(30) },
      onRequest,
      schema: {
        tags,
        summary: "API token of the demonstration",
        response: { 200: demonstrationTokenSchema, ...refusals },
      },
    },
    async (request, reply) => {
      const token = statusOf(options)?.authToken ?? null;
      if (token === null) return refuse(options.kit, request, reply);
      reply.header("cache-control", "no-store");
      return { token };
    },
  );
}

function addSessionRoute(app: Http, options: PeopleOptions): void {
  app.post(
    "/api/demonstration/session",
    {
      config: { access: "public", rateLimit: rate(30) },
      onRequest: guardOf(options),
      schema: {
        tags,
        summary: "Sign in as a role of the demonstration",
        body: demonstrationSessionSchema,
        response: { 200: sessionSchema, ...peopleProblems },
      },
    },
    async (request, reply) => {
      const status = statusOf(options);
      if (status === undefined) return refuse(options.kit, request, reply);
      const people = await peopleOf(options, status);
      const person = people.find(({ role }) => role === request.body.role);
      if (person === undefined)
        return sendProblem(reply, options.kit.texts, 409, { code: "demonstration-role-missing" });
      return signIn(options, { request, reply, personId: person.id });
    },
  );
}

/** The same for pages without script: a form logs in and redirects to a page, or to the start page while the role is missing. */
function addVisitRoute(app: Http, options: PeopleOptions): void {
  app.register(async (forms: Http) => {
    const parse = { parseAs: "string", bodyLimit: FORM_BYTES_MAX } as const;
    forms.addContentTypeParser<string>("application/x-www-form-urlencoded", parse, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(body))),
    );
    forms.post(
      START_PATH,
      {
        config: { access: "public", rateLimit: rate(VISITS_MAX) },
        onRequest: guardOf(options),
        schema: {
          tags,
          summary: "Sign in as a role of the demonstration and open a page",
          consumes: ["application/x-www-form-urlencoded"],
          body: demonstrationVisitSchema,
          response: { 303: z.null(), ...peopleProblems },
        },
      },
      async (request, reply) => {
        const status = statusOf(options);
        if (status === undefined) return refuse(options.kit, request, reply);
        const { role, to } = request.body;
        // Only paths of a fixed list, to prevent an open redirect.
        if (options.demonstration?.leadsTo(role, to) !== true)
          return sendProblem(reply, options.kit.texts, 400, { code: "invalid-input" });
        const people = await peopleOf(options, status);
        const person = people.find((one) => one.role === role);
        if (person === undefined) return reply.redirect(START_PATH, 303);
        await signIn(options, { request, reply, personId: person.id });
        return reply.redirect(to, 303);
      },
    );
  });
}

const RING_STATUS: Readonly<Record<RingRefusal, 409 | 503>> = {
  "demonstration-ring-busy": 409,
  "demonstration-switch-away": 503,
  "demonstration-caller-missing": 409,
};

function addRingRoute(app: Http, options: PeopleOptions): void {
  const { texts } = options.kit;
  app.post(
    "/api/demonstration/ring",
    {
      config: { access: "public", rateLimit: rate(10) },
      onRequest: guardOf(options),
      schema: {
        tags,
        summary: "Have a simulated caller ring the agent of the demonstration",
        response: { 202: z.null(), 409: problemSchema, 503: problemSchema, ...refusals },
      },
    },
    async (request, reply) => {
      const { demonstration } = options;
      const status = statusOf(options);
      if (status === undefined || demonstration === undefined) return refuse(options.kit, request, reply);
      const agent = (await peopleOf(options, status)).find(({ role }) => role === "agent");
      if (agent === undefined || agent.id !== request.caller?.personId)
        return sendProblem(reply, texts, 409, { code: "demonstration-ring-agent-only" });
      const refusal = await demonstration.ring(request.locale);
      return refusal === null
        ? reply.code(202).send(null)
        : sendProblem(reply, texts, RING_STATUS[refusal], { code: refusal });
    },
  );
}

function addEndRoute(app: Http, options: PeopleOptions): void {
  app.post(
    "/api/demonstration/end",
    {
      config: { access: "public", rateLimit: rate(10) },
      onRequest: guardOf(options),
      schema: {
        tags,
        summary: "End the demonstration and start the real installation",
        response: { 202: z.null(), 409: problemSchema, ...refusals },
      },
    },
    async (request, reply) => {
      const status = statusOf(options);
      if (status === undefined) return refuse(options.kit, request, reply);
      // Requests of the build would reach the real installation at the same address.
      if (status.state === "building")
        return sendProblem(reply, options.kit.texts, 409, { code: "demonstration-building" });
      options.demonstration?.startForReal();
      return reply.code(202).send(null);
    },
  );
}

/** Replies 404, as for an unknown route, wherever one-click log-in must not exist. */
function guardOf(options: PeopleOptions) {
  const { kit } = options;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const isLocal = isLocalRequest({
      isBoundToLoopback: isLoopback(kit.settings.bind),
      trustedProxies: kit.settings.trustedProxies,
      headerNames: Object.keys(request.headers),
      host: request.headers.host,
      peer: request.socket.remoteAddress,
    });
    return isLocal && statusOf(options) !== undefined ? undefined : refuse(kit, request, reply);
  };
}

function refuse({ texts }: Kit, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, texts, 404, { code: "no-such-route", params: { path: request.url.slice(0, 200) } });
}

function statusOf({ kit, demonstration }: PeopleOptions): DemonstrationStatus | undefined {
  return kit.settings.demo ? demonstration?.status() : undefined;
}

/** The people available for log-in: those whose account exists, once the clock shows the real time. */
async function peopleOf({ kit, demonstration }: PeopleOptions, { people }: DemonstrationStatus) {
  if (demonstration?.isClockReal() !== true) return [];
  const found = await Promise.all(
    people.map(async ({ role, email }) => {
      const person = await findPersonByEmail(kit.db, email);
      return person === undefined || person.disabledAt !== null ? [] : [{ role, id: person.id }];
    }),
  );
  return found.flat();
}
