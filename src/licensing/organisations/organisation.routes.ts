import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { recordAudit } from "../../platform/audit/index.ts";
import { type Http, problemSchema, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import {
  myOrganisationsSchema,
  nibLookupRequestSchema,
  nibLookupSchema,
  organisationSchema,
  registeredSchema,
  registrationSchema,
} from "./contract.ts";
import { findByNib, findOrganisation, findOrganisations, hasMembers } from "./organisation.store.ts";
import { actorOf, type CallerContext, type OrganisationOptions } from "./organisation-dependencies.effects.ts";
import { viewOrganisation } from "./organisation-view.ts";
import { fetchNibRecord, recordFor } from "./oss/nib-lookup.effects.ts";
import { ossRecordFrom, viewOssRecord } from "./oss/oss-record.ts";
import { type NibLookupRefusal, nibLookupStatusCodes } from "./refusal-answers.ts";
import { nibRefusal } from "./registration/judge-form.ts";
import { correct, register } from "./registration/registration.effects.ts";
import { requiredKbli } from "./registration/registration-promise.ts";
import { sendRefusals } from "./send-refusals.effects.ts";

const RETRY_AFTER_S = 15;
const LOOKUP_RATE = { max: 30, timeWindow: 60_000 };
const tags = ["organisations"];
const config = { access: "signed-in" } as const;
const problems = {
  400: problemSchema,
  403: problemSchema,
  404: problemSchema,
  409: problemSchema,
  502: problemSchema,
  503: problemSchema,
};

/** The caller's context, for a route that requires authentication. */
export function callerContextOf(request: FastifyRequest): CallerContext {
  return { caller: present(request.caller, "caller"), requestId: request.id };
}

/** Routes of the NIB look-up and of registrations, for members of companies. */
export function addOrganisationRoutes(app: Http, options: OrganisationOptions): void {
  addLookupRoute(app, options);
  addRegistrationRoutes(app, options);
  addReadingRoutes(app, options.kit);
}

function addLookupRoute(app: Http, options: OrganisationOptions): void {
  const { kit } = options;
  app.post(
    "/api/nib-lookups",
    {
      config: { ...config, rateLimit: LOOKUP_RATE },
      schema: {
        tags,
        summary: "Ask OSS about a NIB",
        body: nibLookupRequestSchema,
        response: { 200: nibLookupSchema, ...problems },
      },
    },
    async (request, reply) => {
      const found = await fetchNibRecord(options, request.body.nib);
      if (!found.ok) return sendLookupRefusal(kit, reply, found.refusal);
      const record = found.value;
      await auditLookup(kit, request, record.nib);
      const refusal = nibRefusal(record.nibStatus);
      if (refusal !== null) return sendRefusals(kit, reply, [refusal]);
      const hasKbli = record.activities.some(({ code }) => code === requiredKbli(kit.clock.nowMs()));
      const fault = { code: "kbli-missing", message: kit.texts.text(request.locale, "errors.kbli-missing") };
      return {
        ...viewOssRecord(ossRecordFrom(record)),
        ...(await accountOf(kit, request, record.nib)),
        faults: hasKbli ? [] : [fault],
      };
    },
  );
}

/** The state of a NIB's account. */
async function accountOf(kit: Kit, request: FastifyRequest, nib: string) {
  const organisationId = await findByNib(kit.db, nib);
  if (organisationId === null) return { alreadyRegistered: false, account: "none" as const };
  if (actorOf(callerContextOf(request).caller).organisationIds.has(organisationId))
    return { alreadyRegistered: true, account: "yours" as const };
  const isClaimed = await hasMembers(kit.db, { organisationId, now: new Date(kit.clock.nowMs()) });
  return { alreadyRegistered: isClaimed, account: isClaimed ? ("others" as const) : ("unclaimed" as const) };
}

function addRegistrationRoutes(app: Http, options: OrganisationOptions): void {
  const { kit } = options;
  app.post(
    "/api/organisations",
    {
      config: { ...config, needsConfirmedEmail: true, rateLimit: LOOKUP_RATE },
      schema: {
        tags,
        summary: "Register a business or a government body",
        body: registrationSchema,
        response: { 201: registeredSchema, ...problems },
      },
    },
    async (request, reply) => {
      const found = await recordFor(options, request.body);
      if (!found.ok) return sendRecordRefusal(kit, reply, found.refusal);
      const written = await register(options, {
        form: request.body,
        record: found.value,
        callerContext: callerContextOf(request),
      });
      if (!written.ok) return sendRefusals(kit, reply, written.refusal);
      return reply.code(201).send({ id: written.value.id, state: "submitted" as const });
    },
  );
  app.put(
    "/api/organisations/:id",
    {
      config: { ...config, needsConfirmedEmail: true, rateLimit: LOOKUP_RATE },
      schema: {
        tags,
        summary: "Send a returned registration again",
        params: z.object({ id: z.uuid() }),
        body: registrationSchema,
        response: { 200: registeredSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const callerContext = callerContextOf(request);
      const isOwn = actorOf(callerContext.caller).organisationIds.has(id);
      if (!isOwn) return sendRefusals(kit, reply, [{ code: "no-such-organisation", path: null }]);
      const found = await recordFor(options, request.body);
      if (!found.ok) return sendRecordRefusal(kit, reply, found.refusal);
      const written = await correct(options, { id, form: request.body, record: found.value, callerContext });
      if (!written.ok) return sendRefusals(kit, reply, written.refusal);
      return { id, state: "submitted" as const };
    },
  );
}

function addReadingRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/organisations/mine",
    {
      config,
      schema: { tags, summary: "The companies I act for", response: { 200: myOrganisationsSchema, ...problems } },
    },
    async (request) => {
      const ids = [...actorOf(callerContextOf(request).caller).organisationIds];
      const rows = await findOrganisations(kit.db, ids);
      return { items: rows.map((row) => viewOrganisation(row, kit.clock.nowMs())) };
    },
  );
  app.get(
    "/api/organisations/:id",
    {
      config,
      schema: {
        tags,
        summary: "One company I act for",
        params: z.object({ id: z.uuid() }),
        response: { 200: organisationSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const isOwn = actorOf(callerContextOf(request).caller).organisationIds.has(id);
      const row = isOwn ? await findOrganisation(kit.db, id) : undefined;
      if (row === undefined) return sendRefusals(kit, reply, [{ code: "no-such-organisation", path: null }]);
      return viewOrganisation(row, kit.clock.nowMs());
    },
  );
}

function sendRecordRefusal(kit: Kit, reply: FastifyReply, code: NibLookupRefusal | "oss-answers"): FastifyReply {
  return code === "oss-answers"
    ? sendRefusals(kit, reply, [{ code, path: "source" }])
    : sendLookupRefusal(kit, reply, code);
}

function sendLookupRefusal(kit: Kit, reply: FastifyReply, code: NibLookupRefusal): FastifyReply {
  const status = nibLookupStatusCodes[code];
  if (status === 503) reply.header("retry-after", RETRY_AFTER_S);
  const fields = status < 500 ? [{ path: "nib", code }] : [];
  return sendProblem(reply, kit.texts, status, { code, fields });
}

/** A look-up reveals a company's tax number, so the caller is recorded in the audit log. */
async function auditLookup(kit: Kit, request: FastifyRequest, nib: string): Promise<void> {
  const { caller, requestId } = callerContextOf(request);
  await recordAudit(kit.db, kit, {
    actorPersonId: caller.personId,
    actorRole: null,
    action: "nib.looked-up",
    subjectKind: "nib",
    subjectId: nib,
    detail: {},
    requestId,
  });
}
