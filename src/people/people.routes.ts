import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../kernel/index.ts";
import { recordAudit } from "../platform/audit/index.ts";
import { type Caller, type Http, problemWire, SESSION_COOKIE, sendProblem } from "../platform/http/index.ts";
import type { Kit } from "../platform/kit/index.ts";
import { isLimited, NO_ATTEMPTS, withFailure, withSuccess } from "./attempt-limit.ts";
import {
  firstAdministratorWire,
  grantWire,
  logInWire,
  peopleQuery,
  peopleWire,
  sessionWire,
  signUpWire,
} from "./contract.ts";
import { isPasswordFit, type PasswordRule } from "./password.ts";
import {
  endMembership,
  endSession,
  findPersonByEmail,
  insertMembership,
  insertPerson,
  listPeople,
  useOneTimeLink,
} from "./people.store.ts";
import { isTeamFit } from "./roles.ts";
import { checkPassword, hashPassword, tokenSha256 } from "./secrets.effects.ts";
import { openSession, type SessionGate } from "./session.effects.ts";

const LOGIN_RATE = { max: 30, timeWindow: 60_000 };
const anyProblem = { 400: problemWire, 401: problemWire, 403: problemWire, 404: problemWire, 409: problemWire, 429: problemWire };

/** What the people routes need beside the kit. */
export interface PeopleOptions {
  readonly kit: Kit;
  readonly gate: SessionGate;
  readonly passwordRule: PasswordRule;
}

/** Log-in, sign-up, sessions, and roles of people. */
export function addPeopleRoutes(app: Http, options: PeopleOptions): void {
  addSessionRoutes(app, options);
  addSignUpRoutes(app, options);
  addRoleRoutes(app, options);
}

function addSessionRoutes(app: Http, options: PeopleOptions): void {
  const { kit, gate } = options;
  let attempts = NO_ATTEMPTS;
  app.get(
    "/api/session",
    { config: { access: "public" }, schema: { tags: ["people"], summary: "Who is signed in", response: { 200: sessionWire } } },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      return describeSession(kit, request.caller);
    },
  );
  app.post(
    "/api/session",
    {
      config: { access: "public", rateLimit: LOGIN_RATE },
      schema: { tags: ["people"], summary: "Log in", body: logInWire, response: { 200: sessionWire, ...anyProblem } },
    },
    async (request, reply) => {
      const { email, password } = request.body;
      const key = `${request.ip} ${email.toLowerCase()}`;
      const nowMs = kit.clock.nowMs();
      if (isLimited(attempts, key, nowMs)) return sendProblem(reply, kit.texts, 429, { code: "too-many-attempts" });
      const person = await findPersonByEmail(kit.db, email);
      const fits = await checkPassword(person?.passwordHash, password);
      if (!fits || person === undefined || person.disabledAt !== null || (person.isDemo && !kit.settings.demo)) {
        attempts = withFailure(attempts, key, nowMs);
        await auditLogin(kit, request, person?.id ?? null, "session.refused");
        return sendProblem(reply, kit.texts, 401, { code: "credentials-wrong" });
      }
      attempts = withSuccess(attempts, key);
      return signIn(options, { request, reply, personId: person.id });
    },
  );
  app.delete(
    "/api/session",
    { config: { access: "public" }, schema: { tags: ["people"], summary: "Log out", response: { 204: z.null() } } },
    async (request, reply) => {
      if (request.caller !== undefined) await endSession(kit.db, request.caller.sessionId, new Date(kit.clock.nowMs()));
      gate.forget();
      return reply.clearCookie(SESSION_COOKIE, { path: "/", secure: true, httpOnly: true }).code(204).send(null);
    },
  );
}

async function auditLogin(kit: Kit, request: FastifyRequest, personId: string | null, action: string): Promise<void> {
  await recordAudit(kit.db, kit, {
    actorPersonId: personId,
    actorRole: null,
    action,
    subjectKind: "person",
    subjectId: personId ?? "unknown",
    detail: {},
    requestId: request.id,
  });
}

function addSignUpRoutes(app: Http, options: PeopleOptions): void {
  const { kit, passwordRule } = options;
  app.post(
    "/api/people",
    {
      config: { access: "public", rateLimit: LOGIN_RATE },
      schema: { tags: ["people"], summary: "Sign up", body: signUpWire, response: { 201: sessionWire, ...anyProblem } },
    },
    async (request, reply) => {
      const { password, ...given } = request.body;
      if (!isPasswordFit(password, passwordRule, [given.email, given.name])) return weakPassword(reply, options);
      const id = kit.ids.next();
      const passwordHash = await hashPassword(password);
      const createdAt = new Date(kit.clock.nowMs());
      const added = await kit.db.transaction().execute(async (trx) => {
        const isNew = await insertPerson(trx, { ...given, id, passwordHash, isDemo: false, createdAt });
        if (isNew) await auditPerson(kit, trx, { request, by: id, action: "person.signed-up", personId: id, detail: {} });
        return isNew;
      });
      if (!added) return sendProblem(reply, kit.texts, 409, emailTaken);
      reply.code(201);
      return signIn(options, { request, reply, personId: id });
    },
  );
  app.post(
    "/api/first-administrator",
    {
      config: { access: "public", rateLimit: LOGIN_RATE },
      schema: {
        tags: ["people"],
        summary: "Make the first administrator by the one-time link",
        body: firstAdministratorWire,
        response: { 201: sessionWire, ...anyProblem },
      },
    },
    async (request, reply) => makeFirstAdministrator(options, request.body, { request, reply }),
  );
}

const emailTaken = { code: "email-taken", fields: [{ path: "email", code: "email-taken" }] };

function weakPassword(reply: FastifyReply, options: PeopleOptions): FastifyReply {
  const field = { path: "password", code: "password-weak", params: { charactersMin: options.passwordRule.charactersMin } };
  return sendProblem(reply, options.kit.texts, 400, { code: "password-weak", params: field.params, fields: [field] });
}

async function makeFirstAdministrator(
  options: PeopleOptions,
  body: z.infer<typeof firstAdministratorWire>,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply },
) {
  const { kit } = options;
  const { request, reply } = exchange;
  if (!isPasswordFit(body.password, options.passwordRule, [body.email, body.name])) return weakPassword(reply, options);
  const id = kit.ids.next();
  const passwordHash = await hashPassword(body.password);
  const now = new Date(kit.clock.nowMs());
  const outcome = await kit.db.transaction().execute(async (trx) => {
    const link = { tokenSha256: tokenSha256(body.token), purpose: "first-administrator", now };
    if (!(await useOneTimeLink(trx, link))) return "link-used" as const;
    const person = { id, email: body.email, name: body.name, passwordHash, locale: request.locale, isDemo: false, createdAt: now };
    if (!(await insertPerson(trx, person))) throw new EmailTakenError();
    const role = { role: "administrator", team: null, organisationId: null, grantedBy: null, grantedAt: now };
    await insertMembership(trx, { id: kit.ids.next(), personId: id, ...role });
    await auditPerson(kit, trx, { request, by: id, action: "person.first-administrator-made", personId: id, detail: {} });
    return "made" as const;
  }).catch((error: unknown) => {
    if (error instanceof EmailTakenError) return "email-taken" as const;
    throw error;
  });
  if (outcome === "link-used") return sendProblem(reply, kit.texts, 409, { code: "link-used" });
  if (outcome === "email-taken") return sendProblem(reply, kit.texts, 409, emailTaken);
  reply.code(201);
  return signIn(options, { request, reply, personId: id });
}

/** Rolls the transaction back, so that the one-time link stays usable. */
class EmailTakenError extends Error {}

function addRoleRoutes(app: Http, options: PeopleOptions): void {
  const { kit, gate } = options;
  const config = { access: "people.manage" } as const;
  app.get(
    "/api/people",
    { config, schema: { tags: ["people"], summary: "People and their roles", querystring: peopleQuery, response: { 200: peopleWire, ...anyProblem } } },
    async (request) => {
      const { search, page, pageSize } = request.query;
      const found = await listPeople(kit.db, { search, limit: pageSize, offset: (page - 1) * pageSize });
      const items = found.items.map((person) => ({
        ...person,
        disabledAt: person.disabledAt?.toISOString() ?? null,
        memberships: [...person.memberships],
      }));
      return { total: found.total, items };
    },
  );
  app.post(
    "/api/people/:id/memberships",
    {
      config,
      schema: { tags: ["people"], summary: "Give a role", params: z.object({ id: z.uuid() }), body: grantWire, response: { 201: z.object({ id: z.uuid() }), ...anyProblem } },
    },
    async (request, reply) => {
      const id = await grantRole(options, request, { personId: request.params.id, ...request.body });
      gate.forget();
      if (id === "no-such-person") return sendProblem(reply, kit.texts, 404, { code: "no-such-person" });
      if (id === "role-team-unfit") return sendProblem(reply, kit.texts, 400, { code: "role-team-unfit" });
      if (id === "role-held-already") return sendProblem(reply, kit.texts, 409, { code: "role-held-already" });
      return reply.code(201).send({ id: id.given });
    },
  );
  app.delete(
    "/api/memberships/:id",
    { config, schema: { tags: ["people"], summary: "End a role", params: z.object({ id: z.uuid() }), response: { 204: z.null(), ...anyProblem } } },
    async (request, reply) => {
      const by = present(request.caller, "caller").personId;
      const ended = await kit.db.transaction().execute(async (trx) => {
        const row = await endMembership(trx, { id: request.params.id, by, at: new Date(kit.clock.nowMs()) });
        if (row === undefined) return false;
        const detail = { role: row.role, team: row.team };
        await auditPerson(kit, trx, { request, by, action: "role.ended", personId: row.personId, detail });
        return true;
      });
      gate.forget();
      if (!ended) return sendProblem(reply, kit.texts, 404, { code: "no-such-membership" });
      return reply.code(204).send(null);
    },
  );
}

type Grant = z.infer<typeof grantWire> & { readonly personId: string };

async function grantRole(options: PeopleOptions, request: FastifyRequest, grant: Grant) {
  const { kit } = options;
  const by = present(request.caller, "caller").personId;
  if (grant.role.startsWith("applicant-") || !isTeamFit(grant.role, grant.team)) return "role-team-unfit" as const;
  return kit.db.transaction().execute(async (trx) => {
    const person = await trx.selectFrom("person").select("id").where("id", "=", grant.personId).executeTakeFirst();
    if (person === undefined) return "no-such-person" as const;
    const id = kit.ids.next();
    const grantedAt = new Date(kit.clock.nowMs());
    const given = await insertMembership(trx, { id, ...grant, organisationId: null, grantedBy: by, grantedAt });
    if (!given) return "role-held-already" as const;
    const detail = { role: grant.role, team: grant.team };
    await auditPerson(kit, trx, { request, by, action: "role.given", personId: grant.personId, detail });
    return { given: id };
  });
}

async function auditPerson(
  kit: Kit,
  trx: Parameters<typeof recordAudit>[0],
  fact: {
    readonly request: FastifyRequest;
    readonly by: string;
    readonly action: string;
    readonly personId: string;
    readonly detail: Readonly<Record<string, string | null>>;
  },
): Promise<void> {
  const { request, by, action, personId, detail } = fact;
  const subject = { subjectKind: "person", subjectId: personId };
  await recordAudit(trx, kit, { actorPersonId: by, actorRole: null, action, ...subject, detail, requestId: request.id });
}

async function signIn(
  options: PeopleOptions,
  exchange: { readonly request: FastifyRequest; readonly reply: FastifyReply; readonly personId: string },
) {
  const { request, reply, personId } = exchange;
  const { token, caller } = await openSession(options.kit, { personId, userAgent: request.headers["user-agent"] ?? "" });
  reply.setCookie(SESSION_COOKIE, token, { path: "/", secure: true, httpOnly: true, sameSite: "lax" });
  await auditLogin(options.kit, request, personId, "session.opened");
  return describeSession(options.kit, caller);
}

function describeSession(kit: Kit, caller: Caller | undefined): z.infer<typeof sessionWire> {
  const installation = { demonstration: true, name: kit.settings.installationName };
  if (caller === undefined) return { person: null, memberships: [], permissions: [], installation };
  const { personId: id, name, email, locale, isDemo } = caller;
  return {
    person: { id, name, email, locale, isDemo },
    memberships: [...caller.memberships],
    permissions: [...caller.permissions],
    installation,
  };
}
