import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { forPrograms, type Http, programProblems } from "../../../platform/http/index.ts";
import { isOutwardUrl } from "../../tenancy/webhooks/index.ts";
import type { ConferenceResource } from "../twilio-api/index.ts";
import { announceFormSchema, conferenceSchema, conferencesQuery, conferencesSchema } from "./conference-contract.ts";
import { conferenceFilterOf } from "./conference-form.ts";
import { conferenceView } from "./conference-view.ts";
import { cutList, writePlace } from "./list-place.ts";
import { refusedBy } from "./program-refusal.ts";
import { apiClientOf, missing, type ProgramDependencies, refuseProgram } from "./program-server.routes.ts";

const tags = ["conferences"];
const params = z.object({ id: z.uuid() });
const [read, write] = [forPrograms("calls.read"), forPrograms("calls.write")];
const ONE = "/api/v1/conferences/:id";

/** Errors that conference operations report differently from call operations. */
export const CONFERENCE_SAYS = {
  20001: "invalid-input",
  21220: "conference-stands-otherwise",
} as const;

/** Conference routes: list, fetch, announce and end. */
export function addProgramConferences(api: Http, dependencies: ProgramDependencies): void {
  addReading(api, dependencies);
  addActing(api, dependencies);
}

/** The conference named in the request; undefined if it does not exist or belongs to another call centre. */
export async function conferenceOf(
  { operations: acts }: Pick<ProgramDependencies, "operations">,
  request: FastifyRequest,
): Promise<ConferenceResource | undefined> {
  const { id } = request.params as { readonly id: string };
  const [found] = await acts.conferences.list(apiClientOf(request).tenantId, { id, limit: 1 });
  return found;
}

function addReading(api: Http, dependencies: ProgramDependencies): void {
  const { config, security } = read;
  api.get(
    "/api/v1/conferences",
    {
      config,
      schema: {
        operationId: "listConferences",
        tags,
        security,
        querystring: conferencesQuery,
        summary: "Conferences, newest first",
        response: { 200: conferencesSchema, ...programProblems() },
      },
    },
    async (request) => {
      const { query } = request;
      const found = await dependencies.operations.conferences.list(
        apiClientOf(request).tenantId,
        conferenceFilterOf(query),
      );
      const { items, next } = cutList(found, query.limit, writePlace);
      return { items: items.map(conferenceView), next };
    },
  );
  api.get(
    ONE,
    {
      config,
      schema: {
        operationId: "fetchConference",
        tags,
        security,
        summary: "A conference",
        params,
        response: { 200: conferenceSchema, ...programProblems(404) },
      },
    },
    async (request, reply) => {
      const found = await conferenceOf(dependencies, request);
      return found === undefined ? missing(dependencies, reply, "no-such-conference") : conferenceView(found);
    },
  );
}

function addActing(api: Http, dependencies: ProgramDependencies): void {
  const { kit, operations: acts } = dependencies;
  const { config, security } = write;
  api.post(
    `${ONE}/end`,
    {
      config,
      schema: {
        operationId: "endConference",
        tags,
        security,
        summary: "End a conference",
        params,
        description:
          "The response is sent once a telephone switch has accepted the request; calls requested for the conference end with it.",
        response: { 200: conferenceSchema, ...programProblems(404, 409) },
      },
    },
    async (request, reply) => {
      const found = await conferenceOf(dependencies, request);
      if (found === undefined) return missing(dependencies, reply, "no-such-conference");
      const refusal = await acts.conferences.act(apiClientOf(request).tenantId, found, "end");
      if (refusal !== undefined) {
        return refuseProgram(dependencies, reply, refusedBy(refusal, "no-such-conference", CONFERENCE_SAYS));
      }
      return conferenceView({ ...found, endedAtMs: kit.clock.nowMs(), endedWhy: "ended-by-program" });
    },
  );
  api.post(
    `${ONE}/announce`,
    {
      config,
      schema: {
        operationId: "announceInConference",
        tags,
        security,
        params,
        body: announceFormSchema,
        summary: "Have something said to all who take part",
        description: "`url` must return TwiML with `Say`, `Play` and `Pause`.",
        response: { 200: conferenceSchema, ...programProblems(404, 409) },
      },
    },
    async (request, reply) => {
      const { url, method } = request.body;
      const found = await conferenceOf(dependencies, request);
      if (found === undefined) return missing(dependencies, reply, "no-such-conference");
      if (!isOutwardUrl(url, new Set(kit.settings.hookHosts))) {
        return refuseProgram(dependencies, reply, { code: "hook-address-unfit", field: "url" });
      }
      const { tenantId } = apiClientOf(request);
      const refusal = await acts.conferences.act(tenantId, found, { announce: { url, method } });
      if (refusal !== undefined) {
        return refuseProgram(dependencies, reply, refusedBy(refusal, "no-such-conference", CONFERENCE_SAYS));
      }
      return conferenceView(found);
    },
  );
}
