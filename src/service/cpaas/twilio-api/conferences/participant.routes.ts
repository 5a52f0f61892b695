import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import { CONFERENCE_NAME_MAX, idOfSid } from "../../../flows/call-documents/index.ts";
import { findCall } from "../calls/call-resource.store.ts";
import { REST_PROBLEMS } from "../rest/rest-answer.ts";
import { cutPage, PAGE_QUERY, pageSchema, pageStart } from "../rest/rest-page.ts";
import {
  callerOf,
  forScope,
  REST_PREFIX,
  refuseRest,
  requestKeyOf,
  restRequestContext,
} from "../rest/rest-server.routes.ts";
import { type ConferenceDependencies, conferenceOf } from "./conference.routes.ts";
import { findParticipant, listConferences, listParticipants } from "./conference-resource.store.ts";
import { createParticipant, letGo } from "./create-participant.effects.ts";
import { type ParticipantResource, participantSchema, participantView } from "./field-conference.ts";
import { participantChangeForm, participantForm } from "./participant-form.ts";
import { updateParticipant } from "./update-participant.effects.ts";

const tags = ["conferences"];
const params = z.object({ AccountSid: z.string(), Sid: z.string() });
const oneParams = params.extend({ CallSid: z.string() });
const flag = z.enum(["true", "false"]).optional();
const listQuery = z.strictObject({ ...PAGE_QUERY, Muted: flag, Hold: flag, Coaching: flag });
const PATH = "/Accounts/:AccountSid/Conferences/:Sid/Participants.json";
const ONE = "/Accounts/:AccountSid/Conferences/:Sid/Participants/:CallSid.json";
const consumes = ["application/x-www-form-urlencoded"];
const SID = /^[A-Z]{2}[0-9a-f]{32}$/;

/** Twilio-compatible participant routes: create, list, fetch, update and remove. */
export function addParticipantRoutes(rest: Http, dependencies: ConferenceDependencies): void {
  addOrdering(rest, dependencies);
  addReading(rest, dependencies);
  addChanging(rest, dependencies);
}

function addOrdering(rest: Http, dependencies: ConferenceDependencies): void {
  rest.post(
    PATH,
    {
      config: forScope("calls.write"),
      schema: {
        tags,
        summary: "Call somebody into a conference, by its SID or its name",
        params,
        body: participantForm,
        consumes,
        response: { 201: participantSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const { tenantId } = callerOf(request);
      const name = await nameOf(dependencies, request);
      if (name === null) return refuseRest(dependencies, reply, { code: 20404 });
      const requestKey = requestKeyOf(request);
      if (requestKey === undefined) {
        return refuseRest(dependencies, reply, { code: 20001, params: { name: "Idempotency-Key" } });
      }
      const form = request.body;
      const ordered = await createParticipant(
        dependencies,
        { tenantId, requestKey, said: { ...form, name } },
        { name, form },
      );
      if (!ordered.ok) return refuseRest(dependencies, reply, ordered.refusal);
      const view = participantView(ordered.value, { tenantId, prefix: REST_PREFIX, call: "queued" });
      return reply.code(201).send(view);
    },
  );
}

/** Name of the conference in the URL: an active conference by SID, or any name. A SID of another call centre matches none. */
async function nameOf({ kit }: ConferenceDependencies, request: FastifyRequest): Promise<string | null> {
  const { Sid } = request.params as { readonly Sid: string };
  const id = idOfSid("conference", Sid);
  if (id !== null) {
    const [found] = await inTenant(kit.db, callerOf(request).tenantId, (trx) => listConferences(trx, { id, limit: 1 }));
    return found === undefined || found.endedAtMs !== null ? null : found.name;
  }
  const name = Sid.trim();
  const isName = name.length > 0 && name.length <= CONFERENCE_NAME_MAX && !/\p{Cc}/u.test(name);
  return isName && !SID.test(name) ? name : null;
}

function addReading(rest: Http, dependencies: ConferenceDependencies): void {
  const { kit } = dependencies;
  const config = forScope("calls.read");
  rest.get(
    PATH,
    {
      config,
      schema: {
        tags,
        summary: "Who takes part in a conference, in the order in which they came",
        params,
        querystring: listQuery,
        response: { 200: pageSchema.extend({ participants: z.array(participantSchema) }), ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const conference = await conferenceOf(dependencies, request);
      if (conference === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      const { tenantId } = callerOf(request);
      const { query } = request;
      const wish = (text: "true" | "false" | undefined) => (text === undefined ? undefined : text === "true");
      const filter = {
        conferenceId: conference.id,
        isMuted: wish(query.Muted),
        isHeld: wish(query.Hold),
        isCoaching: wish(query.Coaching),
        after: pageStart(query)?.id,
        limit: query.PageSize + 1,
      };
      const found = await inTenant(kit.db, tenantId, (trx) => listParticipants(trx, filter));
      const { items, page } = cutPage(found, { path: request.url.split("?")[0] ?? "", query });
      const own = { tenantId, prefix: REST_PREFIX, call: null };
      return { ...page, participants: items.map((one) => participantView(one, own)) };
    },
  );
  rest.get(
    ONE,
    {
      config,
      schema: {
        tags,
        summary: "Somebody who takes part, by his call or his label",
        params: oneParams,
        response: { 200: participantSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const found = await participantOf(dependencies, request);
      return found === undefined
        ? refuseRest(dependencies, reply, { code: 20404 })
        : view(dependencies, request, found);
    },
  );
}

function addChanging(rest: Http, dependencies: ConferenceDependencies): void {
  const config = forScope("calls.write");
  rest.post(
    ONE,
    {
      config,
      schema: {
        tags,
        summary: "Mute or hold somebody, have him coach, or say something to him",
        params: oneParams,
        body: participantChangeForm,
        consumes,
        response: { 200: participantSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const found = await participantOf(dependencies, request);
      if (found === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      const changed = await updateParticipant(
        dependencies,
        { tenantId: callerOf(request).tenantId, found },
        request.body,
      );
      return changed.ok ? view(dependencies, request, changed.value) : refuseRest(dependencies, reply, changed.refusal);
    },
  );
  rest.delete(
    ONE,
    {
      config,
      schema: {
        tags,
        summary: "Let somebody go out of a conference",
        params: oneParams,
        response: { 204: z.null(), ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const found = await participantOf(dependencies, request);
      if (found === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      const refusal = await letGo(dependencies, restRequestContext(request), found);
      return refusal === undefined ? reply.code(204).send(null) : refuseRest(dependencies, reply, refusal);
    },
  );
}

async function participantOf(
  dependencies: ConferenceDependencies,
  request: FastifyRequest,
): Promise<ParticipantResource | undefined> {
  const conference = await conferenceOf(dependencies, request);
  if (conference === undefined) return undefined;
  const { CallSid: label } = request.params as { readonly CallSid: string };
  const wish = { conferenceId: conference.id, callId: idOfSid("call", label), label };
  return inTenant(dependencies.kit.db, callerOf(request).tenantId, (trx) => findParticipant(trx, wish));
}

async function view(dependencies: ConferenceDependencies, request: FastifyRequest, found: ParticipantResource) {
  const { tenantId } = callerOf(request);
  const call =
    found.joinedAtMs === null
      ? await inTenant(dependencies.kit.db, tenantId, (trx) => findCall(trx, found.id))
      : undefined;
  return participantView(found, { tenantId, prefix: REST_PREFIX, call: call?.status ?? null });
}
