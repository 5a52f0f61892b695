import { z } from "zod";
import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import { idOfSid, sidOf } from "../../../flows/call-documents/index.ts";
import type { MediaStreamOptions } from "../../../telephony/calls/index.ts";
import { isOutwardUrl } from "../../../tenancy/webhooks/index.ts";
import { REST_PROBLEMS, rfc2822 } from "../rest/rest-answer.ts";
import type { RestRefusal } from "../rest/rest-refusal.ts";
import { callerOf, forScope, REST_PREFIX, refuseRest } from "../rest/rest-server.routes.ts";
import { findCall } from "./call-resource.store.ts";
import { answerOf, type CallDependencies } from "./change-call.effects.ts";
import { findStream } from "./stream-resource.store.ts";

const text = z.string();
const params = z.object({ AccountSid: text, Sid: text });
const url = z.string().max(2_048);
const TRACKS = {
  inbound_track: ["inbound"],
  outbound_track: ["outbound"],
  both_tracks: ["inbound", "outbound"],
} as const;
/** Maximum number of parameters per stream, and maximum length. */
const PARAMETERS_MAX = 20;
const PARAMETER_MAX = 500;

/** Numbered parameters are read by name and are not part of the form's type. */
const parameters: Readonly<Record<never, z.ZodOptional<z.ZodString>>> = Object.fromEntries(
  Array.from({ length: PARAMETERS_MAX }, (_, nth) => [`Parameter${nth + 1}.Name`, `Parameter${nth + 1}.Value`])
    .flat()
    .map((name) => [name, z.string().max(PARAMETER_MAX).optional()]),
);

const createForm = z.strictObject({
  ...parameters,
  Url: url.default(""),
  Name: z.string().max(256).default(""),
  Track: z.enum(["inbound_track", "outbound_track", "both_tracks"]).default("inbound_track"),
  StatusCallback: url.optional(),
  StatusCallbackMethod: z.enum(["GET", "POST"]).default("POST"),
});
const changeForm = z.strictObject({ Status: z.literal("stopped").default("stopped") });

const streamSchema = z.object({
  sid: text,
  account_sid: text,
  call_sid: text,
  name: text.nullable(),
  status: z.enum(["in-progress", "stopped"]),
  date_updated: text,
  uri: text,
});

const consumes = ["application/x-www-form-urlencoded"];
const tags = ["calls"];

/** Media streams of active calls: start and stop. */
export function addStreamRoutes(rest: Http, dependencies: CallDependencies): void {
  addBeginning(rest, dependencies);
  addStopping(rest, dependencies);
}

function addBeginning(rest: Http, dependencies: CallDependencies): void {
  const { kit } = dependencies;
  rest.post(
    "/Accounts/:AccountSid/Calls/:Sid/Streams.json",
    {
      config: forScope("calls.write"),
      schema: {
        tags,
        summary: "Have an application hear a call that goes on",
        params,
        body: createForm,
        consumes,
        response: { 201: streamSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const { tenantId } = callerOf(request);
      const callId = idOfSid("call", request.params.Sid);
      const call = callId === null ? undefined : await inTenant(kit.db, tenantId, (trx) => findCall(trx, callId));
      if (callId === null || call === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      const wish = readStreamOptions(request.body, new Set(kit.settings.hookHosts));
      if (!wish.ok) return refuseRest(dependencies, reply, wish.refusal);
      const streamId = kit.ids.next();
      const stream = { streamId, stream: wish.value };
      const refusal = answerOf(await dependencies.orderOfCall({ tenantId, callId, stream }));
      if (refusal !== undefined) return refuseRest(dependencies, reply, refusal);
      const { name } = wish.value;
      const atMs = kit.clock.nowMs();
      return reply.code(201).send(viewOf({ tenantId, callId, streamId, name, status: "in-progress", atMs }));
    },
  );
}

function addStopping(rest: Http, dependencies: CallDependencies): void {
  const { kit } = dependencies;
  rest.post(
    "/Accounts/:AccountSid/Calls/:Sid/Streams/:StreamSid.json",
    {
      config: forScope("calls.write"),
      schema: {
        tags,
        summary: "End a stream of a call",
        params: params.extend({ StreamSid: text }),
        body: changeForm,
        consumes,
        response: { 200: streamSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const { tenantId } = callerOf(request);
      const { Sid, StreamSid } = request.params;
      const [callId, streamId] = [idOfSid("call", Sid), idOfSid("stream", StreamSid)];
      if (callId === null || streamId === null) return refuseRest(dependencies, reply, { code: 20404 });
      const found = await inTenant(kit.db, tenantId, (trx) => findStream(trx, { callId, streamId }));
      if (found === undefined) return refuseRest(dependencies, reply, { code: 20404 });
      if (!found.isOver) {
        const refusal = answerOf(
          await dependencies.orderOfCall({ tenantId, callId, stream: { streamId, stream: null } }),
        );
        if (refusal !== undefined) return refuseRest(dependencies, reply, refusal);
      }
      const atMs = kit.clock.nowMs();
      return viewOf({ tenantId, callId, streamId, name: found.name, status: "stopped", atMs });
    },
  );
}

function readStreamOptions(
  form: z.infer<typeof createForm>,
  inside: ReadonlySet<string>,
): Result<MediaStreamOptions, RestRefusal> {
  const { Url, Name, Track, StatusCallback, StatusCallbackMethod } = form;
  if (!/^wss?:/i.test(Url) || !isOutwardUrl(Url.replace(/^ws/i, "http"), inside))
    return refuse({ code: 21205, params: { name: "Url" } });
  const told = StatusCallback === "" ? undefined : StatusCallback;
  if (told !== undefined && !isOutwardUrl(told, inside))
    return refuse({ code: 21205, params: { name: "StatusCallback" } });
  const fields: Readonly<Record<string, string | undefined>> = { ...form };
  const named = Array.from({ length: PARAMETERS_MAX }, (_, nth): readonly [string, string] => [
    fields[`Parameter${nth + 1}.Name`] ?? "",
    fields[`Parameter${nth + 1}.Value`] ?? "",
  ]).filter(([name]) => name !== "");
  const statusCallback = told === undefined ? null : { url: told, method: StatusCallbackMethod };
  return ok({ url: Url, name: Name, tracks: TRACKS[Track], parameters: Object.fromEntries(named), statusCallback });
}

function viewOf(stream: {
  readonly tenantId: string;
  readonly callId: string;
  readonly streamId: string;
  readonly name: string;
  readonly status: "in-progress" | "stopped";
  readonly atMs: number;
}): z.infer<typeof streamSchema> {
  const { tenantId, callId, streamId, name, status, atMs } = stream;
  const [sid, account, call] = [sidOf("stream", streamId), sidOf("account", tenantId), sidOf("call", callId)];
  return {
    sid,
    account_sid: account,
    call_sid: call,
    name: name === "" ? null : name,
    status,
    date_updated: rfc2822(atMs),
    uri: `${REST_PREFIX}/Accounts/${account}/Calls/${call}/Streams/${sid}.json`,
  };
}
