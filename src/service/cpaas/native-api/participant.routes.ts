import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { forPrograms, type Http, programProblems } from "../../../platform/http/index.ts";
import type { ParticipantResource, RestRefusal } from "../twilio-api/index.ts";
import { nativeRequestContext } from "./application.routes.ts";
import { CONFERENCE_SAYS, conferenceOf } from "./conference.routes.ts";
import {
  beginFormSchema,
  type InviteForm,
  inviteFormSchema,
  participantChangeSchema,
  participantSchema,
  participantsQuery,
  participantsSchema,
} from "./conference-contract.ts";
import { toParticipantChangeForm, toParticipantForm } from "./conference-form.ts";
import { participantView } from "./conference-view.ts";
import { cutList } from "./list-place.ts";
import { type Refused, refusedBy } from "./program-refusal.ts";
import {
  apiClientOf,
  missing,
  type ProgramDependencies,
  refuseProgram,
  requestKeyOf,
} from "./program-server.routes.ts";

const tags = ["conferences"];
const params = z.object({ id: z.uuid() });
const oneParams = params.extend({ callId: z.uuid() });
const [read, write] = [forPrograms("calls.read"), forPrograms("calls.write")];
const ALL = "/api/v1/conferences/:id/participants";
const ONE = "/api/v1/conferences/:id/participants/:callId";
const REPEATED =
  "A call request with the same checks and rate. A request repeated with the same `Idempotency-Key` creates no further call.";

/** Participant routes: call participants into conferences, list, update and remove them. */
export function addProgramParticipants(api: Http, dependencies: ProgramDependencies): void {
  addInviting(api, dependencies);
  addReading(api, dependencies);
  addChanging(api, dependencies);
}

function addInviting(api: Http, dependencies: ProgramDependencies): void {
  const { config, security } = write;
  api.post(
    "/api/v1/conferences",
    {
      config,
      schema: {
        operationId: "beginConference",
        tags,
        security,
        body: beginFormSchema,
        description: REPEATED,
        summary: "Call somebody into the conference of a name, which is begun where none goes on",
        response: { 201: participantSchema, ...programProblems(409) },
      },
    },
    async (request, reply) => {
      const { name, participant } = request.body;
      const wish = { name, form: participant, said: request.body, within: "participant.", isOver: false };
      return invite(dependencies, { request, reply }, wish);
    },
  );
  api.post(
    ALL,
    {
      config,
      schema: {
        operationId: "inviteParticipant",
        tags,
        security,
        params,
        body: inviteFormSchema,
        description: REPEATED,
        summary: "Call somebody into a conference that is not over",
        response: { 201: participantSchema, ...programProblems(404, 409) },
      },
    },
    async (request, reply) => {
      const found = await conferenceOf(dependencies, request);
      if (found === undefined) return missing(dependencies, reply, "no-such-conference");
      const { name, endedAtMs } = found;
      const said = { name, participant: request.body };
      const wish = { name, form: request.body, said, within: "", isOver: endedAtMs !== null };
      return invite(dependencies, { request, reply }, wish);
    },
  );
}

interface Invitation {
  readonly name: string;
  readonly form: InviteForm;
  readonly said: object;
  /** Prefix of the field names, as in the request body. */
  readonly within: string;
  /** Whether the conference is over; then only a repeated request gets a response. */
  readonly isOver: boolean;
}

async function invite(
  dependencies: ProgramDependencies,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { name, form, said, within, isOver }: Invitation,
): Promise<FastifyReply> {
  const { conferences, calls } = dependencies.operations;
  const refused = ({ field, ...own }: Refused) =>
    refuseProgram(dependencies, reply, { ...own, ...(field === undefined ? {} : { field: `${within}${field}` }) });
  const key = requestKeyOf(request);
  if (!key.ok) return refuseProgram(dependencies, reply, key.refusal);
  const seat = toParticipantForm(form);
  if (!seat.ok) return refused(seat.refusal);
  const { tenantId } = apiClientOf(request);
  const asking = { tenantId, requestKey: key.value, said };
  const invited = await (isOver ? conferences.invited(asking) : conferences.invite(asking, { name, form: seat.value }));
  if (invited === undefined) return refused({ code: "conference-stands-otherwise" });
  if (!invited.ok) {
    const says = isAboutCoach(invited.refusal)
      ? { ...CONFERENCE_SAYS, 20001: "coached-unknown" as const }
      : CONFERENCE_SAYS;
    return refused(refusedBy(invited.refusal, "no-such-conference", says));
  }
  const call = await calls.find(tenantId, invited.value.id);
  return reply.code(201).send(participantView(invited.value, call?.status ?? "queued"));
}

/** Tests whether the refusal concerns a coached call that is no participant. */
const isAboutCoach = ({ params: about }: RestRefusal): boolean => about?.["name"] === "CallSidToCoach";

function addReading(api: Http, dependencies: ProgramDependencies): void {
  const { conferences } = dependencies.operations;
  const { config, security } = read;
  const wish = (text: "true" | "false" | undefined) => (text === undefined ? undefined : text === "true");
  api.get(
    ALL,
    {
      config,
      schema: {
        operationId: "listParticipants",
        tags,
        security,
        params,
        querystring: participantsQuery,
        summary: "Who takes part in a conference, in the order in which they came",
        response: { 200: participantsSchema, ...programProblems(404) },
      },
    },
    async (request, reply) => {
      const { muted, held, coaching, after, limit } = request.query;
      const found = await conferenceOf(dependencies, request);
      if (found === undefined) return missing(dependencies, reply, "no-such-conference");
      const filter = {
        conferenceId: found.id,
        isMuted: wish(muted),
        isHeld: wish(held),
        isCoaching: wish(coaching),
        after,
        limit: limit + 1,
      };
      const there = await conferences.participants(apiClientOf(request).tenantId, filter);
      const { items, next } = cutList(there, limit, ({ id }) => id);
      return { items: items.map((one) => participantView(one, null)), next };
    },
  );
  api.get(
    ONE,
    {
      config,
      schema: {
        operationId: "fetchParticipant",
        tags,
        security,
        params: oneParams,
        summary: "Somebody who takes part, or is on his way",
        response: { 200: participantSchema, ...programProblems(404) },
      },
    },
    async (request, reply) => {
      const found = await participantOf(dependencies, request);
      if (found === undefined) return missing(dependencies, reply, "nobody-takes-part-so");
      return participantResponse(dependencies, request, found);
    },
  );
}

function addChanging(api: Http, dependencies: ProgramDependencies): void {
  const { conferences } = dependencies.operations;
  const { config, security } = write;
  api.patch(
    ONE,
    {
      config,
      schema: {
        operationId: "changeParticipant",
        tags,
        security,
        params: oneParams,
        body: participantChangeSchema,
        summary: "Mute or hold somebody, have him coach, or have something said to him",
        response: { 200: participantSchema, ...programProblems(404, 409) },
      },
    },
    async (request, reply) => {
      const found = await participantOf(dependencies, request);
      if (found === undefined) return missing(dependencies, reply, "nobody-takes-part-so");
      const { tenantId } = apiClientOf(request);
      const changed = await conferences.change(tenantId, found, toParticipantChangeForm(request.body));
      if (changed.ok) return participantResponse(dependencies, request, changed.value);
      const says = {
        ...CONFERENCE_SAYS,
        20001: isAboutCoach(changed.refusal) ? "coached-unknown" : "nothing-to-change",
      } as const;
      return refuseProgram(dependencies, reply, refusedBy(changed.refusal, "nobody-takes-part-so", says));
    },
  );
  api.delete(
    ONE,
    {
      config,
      schema: {
        operationId: "removeParticipant",
        tags,
        security,
        params: oneParams,
        summary: "Put somebody out of a conference, or take back that he is called into it",
        response: { 204: z.null(), ...programProblems(404, 409) },
      },
    },
    async (request, reply) => {
      const found = await participantOf(dependencies, request);
      if (found === undefined) return missing(dependencies, reply, "nobody-takes-part-so");
      const refusal = await conferences.letGo(nativeRequestContext(request), found);
      if (refusal === undefined) return reply.code(204).send(null);
      return refuseProgram(dependencies, reply, refusedBy(refusal, "nobody-takes-part-so", CONFERENCE_SAYS));
    },
  );
}

async function participantOf(
  dependencies: ProgramDependencies,
  request: FastifyRequest,
): Promise<ParticipantResource | undefined> {
  const { id: conferenceId, callId } = request.params as { readonly id: string; readonly callId: string };
  return dependencies.operations.conferences.findParticipant(apiClientOf(request).tenantId, { conferenceId, callId });
}

/** Builds the response of a participant, with the status of the call while the participant is being called. */
async function participantResponse(
  { operations: acts }: ProgramDependencies,
  request: FastifyRequest,
  found: ParticipantResource,
) {
  const { tenantId } = apiClientOf(request);
  const call = found.joinedAtMs === null ? await acts.calls.find(tenantId, found.id) : undefined;
  return participantView(found, call?.status ?? null);
}
