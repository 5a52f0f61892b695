import type { FastifyRequest } from "fastify";
import { z } from "zod";
import type { Actor } from "../../../../kernel/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import { codeOfNumberSid, idOfSid } from "../../../flows/call-documents/index.ts";
import { findApplication, findNumber, listApplications, listNumbers } from "../hooks/hook.store.ts";
import type { HookRefusal, NumberChange } from "../hooks/hook-resource.ts";
import { applicationView, numberView } from "../hooks/hook-view.ts";
import { addApplication, changeApplication, changeNumber, endApplication } from "../hooks/keep-hook.effects.ts";
import { REST_PROBLEMS } from "../rest/rest-answer.ts";
import { cutPage, PAGE_QUERY, pageSchema, pageStart } from "../rest/rest-page.ts";
import type { RestCode, RestRefusal } from "../rest/rest-refusal.ts";
import {
  callerOf,
  forScope,
  REST_PREFIX,
  type RestDependencies,
  refuseRest,
  restRequestContext,
} from "../rest/rest-server.routes.ts";
import {
  HOOK_FIELDS,
  type HookFields,
  hookChange,
  SMS_HOOK_FIELDS,
  type SmsHookFields,
  smsHookChange,
} from "./hook-form.ts";

const tags = ["applications"];
const account = z.object({ AccountSid: z.string() });
const params = account.extend({ Sid: z.string() });
const text = z.string();
const none = z.null();
const consumes = ["application/x-www-form-urlencoded"];
const [READ, WRITE] = [forScope("numbers.read"), forScope("numbers.write")];

const hooksSchema = {
  sid: text,
  account_sid: text,
  friendly_name: text,
  api_version: text,
  date_created: text,
  date_updated: text,
  voice_url: text.nullable(),
  voice_method: text,
  voice_fallback_url: text.nullable(),
  uri: text,
  voice_fallback_method: text,
  status_callback: text.nullable(),
  status_callback_method: text,
  voice_caller_id_lookup: z.boolean(),
  sms_url: text.nullable(),
  sms_method: text.nullable(),
  sms_fallback_url: text.nullable(),
  sms_fallback_method: text.nullable(),
} as const;
const applicationSchema = z.object(hooksSchema);
const numberSchema = z.object({
  ...hooksSchema,
  phone_number: text,
  origin: text,
  beta: z.boolean(),
  voice_application_sid: text.nullable(),
  status: text,
  capabilities: z.object({ voice: z.boolean(), sms: z.boolean(), mms: z.boolean(), fax: z.boolean() }),
  trunk_sid: none,
  address_sid: none,
  address_requirements: text,
});

const name = z.string().trim().min(1).max(80);
const createForm = z.strictObject({ FriendlyName: name, ...HOOK_FIELDS });
const changeForm = z.strictObject({ FriendlyName: name.optional(), ...HOOK_FIELDS });
const numberForm = z.strictObject({
  VoiceApplicationSid: z.string().max(40).optional(),
  ...HOOK_FIELDS,
  ...SMS_HOOK_FIELDS,
});

const CODE_OF: Readonly<Record<HookRefusal, RestCode>> = {
  "no-such-voice-application": 20404,
  "no-such-number": 20404,
  "no-such-queue": 20404,
  "application-limit": 88004,
  "request-differs": 88002,
  "application-leads-numbers": 88003,
};

/** Twilio-compatible routes of applications and numbers: the webhooks of a number's calls. */
export function addApplicationRoutes(rest: Http, dependencies: RestDependencies): void {
  addApplicationLists(rest, dependencies);
  addApplicationChanges(rest, dependencies);
  addNumbers(rest, dependencies);
}

const actorOf = (request: FastifyRequest): Actor => ({
  ...restRequestContext(request),
  personId: null,
  role: null,
});
const groundOf = (request: FastifyRequest) => ({ tenantId: callerOf(request).tenantId, prefix: REST_PREFIX });
const pathOf = (request: FastifyRequest): string => request.url.split("?")[0] ?? "";
const refusalOf = (refusal: HookRefusal): RestRefusal => ({ code: CODE_OF[refusal] });
const APPLICATIONS = "/Accounts/:AccountSid/Applications.json";
const APPLICATION = "/Accounts/:AccountSid/Applications/:Sid.json";
const NUMBERS = "/Accounts/:AccountSid/IncomingPhoneNumbers.json";
const NUMBER = "/Accounts/:AccountSid/IncomingPhoneNumbers/:Sid.json";

function addApplicationLists(rest: Http, dependencies: RestDependencies): void {
  const { kit } = dependencies;
  const querystring = z.strictObject({ ...PAGE_QUERY, FriendlyName: z.string().max(80).optional() });
  const listed = pageSchema.extend({ applications: z.array(applicationSchema) });
  rest.get(
    APPLICATIONS,
    {
      config: READ,
      schema: {
        tags,
        summary: "Applications, newest first",
        params: account,
        querystring,
        response: { 200: listed, ...REST_PROBLEMS },
      },
    },
    async (request) => {
      const { query } = request;
      const part = { name: query.FriendlyName, after: pageStart(query), limit: query.PageSize + 1 };
      const found = await inTenant(kit.db, callerOf(request).tenantId, (trx) => listApplications(trx, part));
      const placed = found.map((one) => ({ ...one, atMs: one.createdAt.getTime() }));
      const { items, page } = cutPage(placed, { path: pathOf(request), query });
      return { ...page, applications: items.map((one) => applicationView(one, groundOf(request))) };
    },
  );
  rest.get(
    APPLICATION,
    {
      config: READ,
      schema: { tags, summary: "An application", params, response: { 200: applicationSchema, ...REST_PROBLEMS } },
    },
    async (request, reply) => {
      const found = await applicationOf(dependencies, request, idOfSid("application", request.params.Sid));
      return found ?? refuseRest(dependencies, reply, { code: 20404 });
    },
  );
}

async function applicationOf({ kit }: RestDependencies, request: FastifyRequest, id: string | null) {
  if (id === null) return undefined;
  const found = await inTenant(kit.db, callerOf(request).tenantId, (trx) => findApplication(trx, id));
  return found === undefined ? undefined : applicationView(found, groundOf(request));
}

function addApplicationChanges(rest: Http, dependencies: RestDependencies): void {
  const { kit } = dependencies;
  const inside = new Set(kit.settings.hookHosts);
  rest.post(
    APPLICATIONS,
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Add an application",
        params: account,
        body: createForm,
        consumes,
        response: { 201: applicationSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const hook = hookChange(request.body, inside);
      if (!hook.ok) return refuseRest(dependencies, reply, hook.refusal);
      const made = await addApplication(kit, actorOf(request), { name: request.body.FriendlyName, hook: hook.value });
      if (typeof made === "string") return refuseRest(dependencies, reply, refusalOf(made));
      const found = await applicationOf(dependencies, request, made.id);
      return found === undefined ? refuseRest(dependencies, reply, { code: 20404 }) : reply.code(201).send(found);
    },
  );
  rest.post(
    APPLICATION,
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Change an application",
        params,
        body: changeForm,
        consumes,
        response: { 200: applicationSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const hook = hookChange(request.body, inside);
      if (!hook.ok) return refuseRest(dependencies, reply, hook.refusal);
      const id = idOfSid("application", request.params.Sid);
      if (id === null) return refuseRest(dependencies, reply, { code: 20404 });
      const change = { id, name: request.body.FriendlyName, hook: hook.value };
      const refusal = await changeApplication(kit, actorOf(request), change);
      if (refusal !== null) return refuseRest(dependencies, reply, refusalOf(refusal));
      return (await applicationOf(dependencies, request, id)) ?? refuseRest(dependencies, reply, { code: 20404 });
    },
  );
  rest.delete(
    APPLICATION,
    {
      config: WRITE,
      schema: { tags, summary: "End an application", params, response: { 204: z.null(), ...REST_PROBLEMS } },
    },
    async (request, reply) => {
      const id = idOfSid("application", request.params.Sid);
      const refusal = id === null ? "no-such-voice-application" : await endApplication(kit, actorOf(request), id);
      return refusal === null ? reply.code(204).send(null) : refuseRest(dependencies, reply, refusalOf(refusal));
    },
  );
}

function addNumbers(rest: Http, dependencies: RestDependencies): void {
  const { kit } = dependencies;
  const querystring = z.strictObject({
    PageSize: PAGE_QUERY.PageSize,
    Page: PAGE_QUERY.Page,
    PageToken: z.string().max(40).optional(),
    PhoneNumber: z.string().max(20).optional(),
  });
  const listed = pageSchema.extend({ incoming_phone_numbers: z.array(numberSchema) });
  rest.get(
    NUMBERS,
    {
      config: READ,
      schema: {
        tags,
        summary: "Numbers of the call centre",
        params: account,
        querystring,
        response: { 200: listed, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const after = query.PageToken === undefined ? undefined : codeOfNumberSid(query.PageToken);
      if (after === null) return refuseRest(dependencies, reply, { code: 20001, params: { name: "PageToken" } });
      const part = { holds: query.PhoneNumber?.replaceAll(/\D/g, ""), after, limit: query.PageSize + 1 };
      const found = await inTenant(kit.db, callerOf(request).tenantId, (trx) => listNumbers(trx, part));
      const views = found.map((one) => ({ ...numberView(one, groundOf(request)), id: one.code }));
      const { items, page } = cutPage(views, { path: pathOf(request), query }, ({ sid }) => sid);
      return { ...page, incoming_phone_numbers: [...items] };
    },
  );
  rest.get(
    NUMBER,
    { config: READ, schema: { tags, summary: "A number", params, response: { 200: numberSchema, ...REST_PROBLEMS } } },
    async (request, reply) =>
      (await numberOf(dependencies, request, codeOfNumberSid(request.params.Sid))) ??
      refuseRest(dependencies, reply, { code: 20404 }),
  );
  rest.post(
    NUMBER,
    {
      config: WRITE,
      schema: {
        tags,
        summary: "Say what leads the calls of a number",
        params,
        body: numberForm,
        consumes,
        response: { 200: numberSchema, ...REST_PROBLEMS },
      },
    },
    async (request, reply) => {
      const code = codeOfNumberSid(request.params.Sid);
      const change = numberChange(request.body, new Set(kit.settings.hookHosts));
      if ("code" in change) return refuseRest(dependencies, reply, change);
      if (code === null) return refuseRest(dependencies, reply, { code: 20404 });
      const refusal = await changeNumber(kit, actorOf(request), { code, change });
      if (refusal === "no-such-voice-application") return refuseRest(dependencies, reply, { code: 21218 });
      if (refusal !== null) return refuseRest(dependencies, reply, refusalOf(refusal));
      return (await numberOf(dependencies, request, code)) ?? refuseRest(dependencies, reply, { code: 20404 });
    },
  );
}

async function numberOf({ kit }: RestDependencies, request: FastifyRequest, code: string | null) {
  if (code === null) return undefined;
  const found = await inTenant(kit.db, callerOf(request).tenantId, (trx) => findNumber(trx, code));
  return found === undefined ? undefined : numberView(found, groundOf(request));
}

function numberChange(
  form: HookFields & SmsHookFields & { readonly VoiceApplicationSid?: string | undefined },
  inside: ReadonlySet<string>,
): NumberChange | RestRefusal {
  const hook = hookChange(form, inside);
  if (!hook.ok) return hook.refusal;
  const sms = smsHookChange(form, inside);
  if (!sms.ok) return sms.refusal;
  const change = { ...hook.value, ...sms.value };
  const { VoiceApplicationSid: sid } = form;
  if (sid === undefined) return change;
  const applicationId = sid === "" ? null : idOfSid("application", sid);
  if (sid !== "" && applicationId === null) return { code: 21218 };
  return { ...change, applicationId };
}
