import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import { type Hook, idOfSid } from "../../../flows/call-documents/index.ts";
import type { ConferenceAct } from "../../../telephony/conferences/index.ts";
import { isOutwardUrl } from "../../../tenancy/webhooks/index.ts";
import type { CallDependencies } from "../calls/change-call.effects.ts";
import { momentRange } from "../rest/moment-range.ts";
import { REST_PROBLEMS } from "../rest/rest-answer.ts";
import { cutPage, PAGE_QUERY, pageSchema, pageStart } from "../rest/rest-page.ts";
import { missingParameter, type RestRefusal } from "../rest/rest-refusal.ts";
import { callerOf, forScope, REST_PREFIX, refuseRest } from "../rest/rest-server.routes.ts";
import { endEmptyConference, listConferences, listParticipants } from "./conference-resource.store.ts";
import { CONFERENCE_STATUSES, type ConferenceResource, conferenceSchema, conferenceView } from "./field-conference.ts";

/** Dependencies of the Twilio-compatible conference routes. */
export interface ConferenceDependencies extends CallDependencies {
  /** Sends a conference command through a participant's call; resolves once a switch has taken the command. */
  readonly actOnConference: (order: {
    readonly tenantId: string;
    readonly callId: string;
    readonly conference: ConferenceAct;
  }) => Promise<Result<null, "conference-act-not-now" | "conference-act-late">>;
}

const tags = ["conferences"];
const account = z.object({ AccountSid: z.string() });
const params = account.extend({ Sid: z.string() });
const moment = z.string().optional();
const consumes = ["application/x-www-form-urlencoded"];

const listQuery = z.strictObject({
  ...PAGE_QUERY,
  FriendlyName: z.string().max(128).optional(),
  Status: z.enum(CONFERENCE_STATUSES).optional(),
  DateCreated: moment,
  "DateCreated<": moment,
  "DateCreated>": moment,
  DateUpdated: moment,
  "DateUpdated<": moment,
  "DateUpdated>": moment,
});

const changeForm = z.strictObject({
  Status: z.literal("completed").optional(),
  AnnounceUrl: z.string().min(1).max(2_048).optional(),
  AnnounceMethod: z.enum(["GET", "POST"]).default("POST"),
});

const ONE = "/Accounts/:AccountSid/Conferences/:Sid.json";

/** Twilio-compatible conference routes: list, fetch, announce and end. */
export function addConferenceRoutes(rest: Http, dependencies: ConferenceDependencies): void {
  addReading(rest, dependencies);
  addChanging(rest, dependencies);
}

function addReading(rest: Http, dependencies: ConferenceDependencies): void {
  const config = forScope("calls.read");
  rest.get(
    "/Accounts/:AccountSid/Conferences.json",
    {
      config,
      schema: {
        tags,
        summary: "Conferences, newest first",
        params: account,
        querystring: listQuery,
        response: { 200: pageSchema.extend({ conferences: z.array(conferenceSchema) }), ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const { tenantId } = callerOf(request);
      const { query } = request;
      const filter = filterOf(query);
      if (!filter.ok) return refuseRest(dependencies, reply, filter.refusal);
      const found = await inTenant(dependencies.kit.db, tenantId, (trx) => listConferences(trx, filter.value));
      const { items, page } = cutPage(found, { path: request.url.split("?")[0] ?? "", query });
      return { ...page, conferences: items.map((one) => conferenceView(one, { tenantId, prefix: REST_PREFIX })) };
    },
  );
  rest.get(
    ONE,
    {
      config,
      schema: { tags, summary: "A conference", params, response: { 200: conferenceSchema, ...REST_PROBLEMS } },
    },
    async (request, reply) => {
      const found = await conferenceOf(dependencies, request);
      if (found === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      return conferenceView(found, { tenantId: callerOf(request).tenantId, prefix: REST_PREFIX });
    },
  );
}

function addChanging(rest: Http, dependencies: ConferenceDependencies): void {
  rest.post(
    ONE,
    {
      config: forScope("calls.write"),
      schema: {
        tags,
        summary: "End a conference, or have something said in it",
        params,
        body: changeForm,
        consumes,
        response: { 200: conferenceSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const found = await conferenceOf(dependencies, request);
      if (found === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      const { tenantId } = callerOf(request);
      const act = actOf(dependencies, found.id, request.body);
      if (!act.ok) return refuseRest(dependencies, reply, act.refusal);
      const refusal = await carriedOut(dependencies, { tenantId, conference: found }, act.value);
      if (refusal !== undefined) return refuseRest(dependencies, reply, refusal);
      const isEnd = act.value.act === "end" && found.endedAtMs === null;
      const ended = isEnd ? { endedAtMs: dependencies.kit.clock.nowMs(), endedWhy: "ended-by-program" } : {};
      return conferenceView({ ...found, ...ended }, { tenantId, prefix: REST_PREFIX });
    },
  );
}

function actOf(
  dependencies: ConferenceDependencies,
  conferenceId: string,
  { Status, AnnounceUrl, AnnounceMethod }: z.infer<typeof changeForm>,
): Result<ConferenceAct, RestRefusal> {
  if (Status !== undefined) return ok({ act: "end", conferenceId });
  if (AnnounceUrl === undefined) return refuse(missingParameter("Status, AnnounceUrl"));
  const announce = hookOf(dependencies, { AnnounceUrl }, AnnounceMethod);
  return announce.ok ? ok({ act: "announce", conferenceId, announce: announce.value }) : announce;
}

/** Validates the webhook URL of a form; a refusal names the form's field. */
export function hookOf(
  { kit }: Pick<ConferenceDependencies, "kit">,
  named: Readonly<Record<string, string>>,
  method: "GET" | "POST",
): Result<Hook, RestRefusal> {
  const [[name, url] = ["", ""]] = Object.entries(named);
  const isFit = isOutwardUrl(url, new Set(kit.settings.hookHosts));
  return isFit ? ok({ url, method }) : refuse({ code: 21205, params: { name } });
}

/** Executes a conference command; undefined on success. */
export async function carriedOut(
  dependencies: ConferenceDependencies,
  { tenantId, conference }: { readonly tenantId: string; readonly conference: ConferenceResource },
  act: ConferenceAct,
): Promise<RestRefusal | undefined> {
  if (conference.endedAtMs !== null) return { code: 21220 };
  const { kit } = dependencies;
  const at = new Date(kit.clock.nowMs());
  const { id } = conference;
  const [first] = await inTenant(kit.db, tenantId, (trx) => listParticipants(trx, { conferenceId: id, limit: 1 }));
  if (first === undefined) {
    const isEnded =
      act.act === "end" && (await inTenant(kit.db, tenantId, (trx) => endEmptyConference(trx, { id, at })));
    return isEnded ? undefined : { code: 21220 };
  }
  return refusalOf(await dependencies.actOnConference({ tenantId, callId: first.id, conference: act }));
}

/** Error of a command that the switch did not execute. */
export function refusalOf(
  done: Awaited<ReturnType<ConferenceDependencies["actOnConference"]>>,
): RestRefusal | undefined {
  if (done.ok) return undefined;
  return done.refusal === "conference-act-late" ? { code: 20503, retryAfterS: 1 } : { code: 21220 };
}

/** The conference named in the request; undefined if there is none, or for another call centre. */
export async function conferenceOf(
  { kit }: Pick<ConferenceDependencies, "kit">,
  request: FastifyRequest,
): Promise<ConferenceResource | undefined> {
  const id = idOfSid("conference", (request.params as { readonly Sid: string }).Sid);
  if (id === null) return undefined;
  const [found] = await inTenant(kit.db, callerOf(request).tenantId, (trx) => listConferences(trx, { id, limit: 1 }));
  return found;
}

function filterOf(query: z.infer<typeof listQuery>) {
  const [created, updated] = [
    momentRange({ on: query.DateCreated, before: query["DateCreated<"], after: query["DateCreated>"] }),
    momentRange({ on: query.DateUpdated, before: query["DateUpdated<"], after: query["DateUpdated>"] }),
  ];
  if (created === undefined) return refuse({ code: 20001, params: { name: "DateCreated" } } satisfies RestRefusal);
  if (updated === undefined) return refuse({ code: 20001, params: { name: "DateUpdated" } } satisfies RestRefusal);
  const { FriendlyName: name, Status: status, PageSize } = query;
  return ok({ name, status, created, updated, after: pageStart(query), limit: PageSize + 1 });
}
