import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { tenantWith } from "../../../../identity/index.ts";
import { recordAudit } from "../../../../platform/audit/index.ts";
import { type DatabaseTransaction, inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { actedEntry, requestContextOf, tenantOfCaller } from "../../../tenancy/tenants/index.ts";
import { refuseSetting } from "../routing/carrier.routes.ts";
import { listSenders } from "../settings/sender.store.ts";
import type { SettingsRefusal } from "../settings/settings-refusal.ts";
import {
  findTemplate,
  insertTemplate,
  isTemplateTaken,
  keepSmsSetting,
  keepStep,
  listTemplates,
  lockTemplate,
  readSmsSetting,
  retireTemplate,
  type TemplateActor,
  type TemplateForm,
} from "./template.store.ts";
import { decideTemplate, type TemplateAct, templateTextFault } from "./template.ts";
import {
  smsSettingSchema,
  type TemplateVersionResponse,
  templateActSchema,
  templateChangeSchema,
  templateDecisionSchema,
  templateFormSchema,
  templateSchema,
  templatesSchema,
} from "./template-contract.ts";

const tags = ["service"];
const WRITE = "queue.manage";
const DECIDE = "service.manage";
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const PATH = "/api/service/sms/templates";

type Permission = typeof WRITE | typeof DECIDE;

/** Routes of a call centre's templates: authors of messages write them, and an administrator who wrote no part of one decides on it. */
export function addTemplateRoutes(app: Http, kit: Kit): void {
  addReading(app, kit);
  addWriting(app, kit);
  addDeciding(app, kit);
  addSetting(app, kit);
}

function addReading(app: Http, kit: Kit): void {
  app.get(
    PATH,
    {
      config: { access: WRITE },
      schema: { tags, summary: "Templates by name, and the version that is sent", response: { 200: templatesSchema } },
    },
    async (request) => {
      const rows = await inTenant(kit.db, tenantOfCaller(request.caller, WRITE), listTemplates);
      return {
        items: rows.flatMap(({ latest, approved, ...row }) =>
          latest === undefined
            ? []
            : [
                {
                  ...row,
                  latest: shown(request, latest),
                  approved: approved === undefined ? null : shown(request, approved),
                },
              ],
        ),
      };
    },
  );
  app.get(
    `${PATH}/:id`,
    {
      config: { access: WRITE },
      schema: { tags, summary: "A template with its versions", params, response: { 200: templateSchema, ...problems } },
    },
    async (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, WRITE);
      const found = await inTenant(kit.db, tenantId, (trx) => findTemplate(trx, request.params.id));
      if (found === undefined) return refuseSetting(kit, reply, "no-such-sms-template");
      const { retiredAt, versions, ...template } = found;
      return {
        ...template,
        retiredAt: retiredAt?.toISOString() ?? null,
        versions: versions.map((version) => shown(request, version)),
      };
    },
  );
}

type Version = NonNullable<Awaited<ReturnType<typeof findTemplate>>>["versions"][number];

function shown(request: FastifyRequest, version: Version): TemplateVersionResponse {
  const { templateId: _templateId, writers, writtenAt, askedAt, decidedAt, ...row } = version;
  const { personId = "", memberships = [] } = request.caller ?? {};
  const isDecider = tenantWith(memberships, DECIDE) === tenantWith(memberships, WRITE);
  return {
    ...row,
    variables: [...row.variables],
    senders: [...row.senders],
    writtenBy: [...row.writtenBy],
    writtenAt: writtenAt.toISOString(),
    askedAt: askedAt?.toISOString() ?? null,
    decidedAt: decidedAt?.toISOString() ?? null,
    mayDecide: isDecider && row.state === "asked" && !writers.includes(personId),
  };
}

function addWriting(app: Http, kit: Kit): void {
  app.post(
    PATH,
    {
      config: { access: WRITE },
      schema: {
        tags,
        summary: "Write a template",
        body: templateFormSchema,
        response: { 201: params, ...problems },
      },
    },
    async (request, reply) => {
      const { name, ...form } = request.body;
      const actor = actorOf(kit, request, WRITE);
      const id = kit.ids.next();
      const done = await inTenant(kit.db, actor.tenantId, async (trx): Promise<SettingsRefusal | "done"> => {
        const fault = await faultOf(trx, form);
        if (fault !== undefined) return fault;
        if (!(await insertTemplate(trx, { id, name, form, actor }))) return "sms-template-limit";
        await note(trx, kit, request, { permission: WRITE, act: "written", id, detail: { name, version: 1 } });
        return "done";
      }).catch((error: unknown): SettingsRefusal => {
        if (isTemplateTaken(error)) return "sms-template-taken";
        throw error;
      });
      return done === "done" ? reply.code(201).send({ id }) : refuseSetting(kit, reply, done);
    },
  );
  app.put(
    `${PATH}/:id`,
    {
      config: { access: WRITE },
      schema: {
        tags,
        summary: "Write the next version of a template, or over one that nobody decided yet",
        params,
        body: templateChangeSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { expectedEdition, ...form } = request.body;
      return act(kit, request, reply, { permission: WRITE, act: "write", expectedEdition, form, reason: "" });
    },
  );
  app.post(
    `${PATH}/:id/asking`,
    {
      config: { access: WRITE },
      schema: {
        tags,
        summary: "Ask that a draft be approved",
        params,
        body: templateActSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { expectedEdition } = request.body;
      return act(kit, request, reply, { permission: WRITE, act: "ask", expectedEdition, form: null, reason: "" });
    },
  );
}

function addDeciding(app: Http, kit: Kit): void {
  app.post(
    `${PATH}/:id/decision`,
    {
      config: { access: DECIDE },
      schema: {
        tags,
        summary: "Approve or refuse what somebody else wrote",
        params,
        body: templateDecisionSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { expectedEdition, isApproved, reason } = request.body;
      if (!isApproved && reason === "") return refuseSetting(kit, reply, "sms-template-reason-missing");
      const decision = isApproved ? "approve" : "refuse";
      return act(kit, request, reply, { permission: DECIDE, act: decision, expectedEdition, form: null, reason });
    },
  );
  app.delete(
    `${PATH}/:id`,
    {
      config: { access: DECIDE },
      schema: {
        tags,
        summary: "Retire a template: nothing more is made of it",
        params,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const actor = actorOf(kit, request, DECIDE);
      const isGone = await inTenant(kit.db, actor.tenantId, async (trx) => {
        const standing = await lockTemplate(trx, id);
        if (standing === undefined || standing.isRetired) return false;
        await retireTemplate(trx, id, actor);
        await note(trx, kit, request, { permission: DECIDE, act: "retired", id, detail: { name: standing.name } });
        return true;
      });
      return isGone ? reply.code(204).send(null) : refuseSetting(kit, reply, "no-such-sms-template");
    },
  );
}

function addSetting(app: Http, kit: Kit): void {
  const path = "/api/service/sms/settings";
  app.get(
    path,
    {
      config: { access: WRITE },
      schema: { tags, summary: "What a call centre wants of its short messages", response: { 200: smsSettingSchema } },
    },
    (request) => inTenant(kit.db, tenantOfCaller(request.caller, WRITE), readSmsSetting),
  );
  app.put(
    path,
    {
      config: { access: DECIDE },
      schema: {
        tags,
        summary: "Say what a call centre wants of its short messages",
        body: smsSettingSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, DECIDE);
      const { tenantId } = requestContext;
      const detail = request.body;
      await inTenant(kit.db, tenantId, async (trx) => {
        await keepSmsSetting(trx, detail, actorOf(kit, request, DECIDE));
        const fact = { action: "sms-setting.changed", subjectKind: "tenant", subjectId: tenantId, detail } as const;
        await recordAudit(trx, kit, actedEntry(requestContext, fact));
      });
      return reply.code(204).send(null);
    },
  );
}

function actorOf(kit: Kit, request: FastifyRequest, permission: Permission): TemplateActor {
  const { tenantId, personId } = requestContextOf(request, permission);
  return { tenantId, personId, at: new Date(kit.clock.nowMs()) };
}

const ACTED = { write: "written", ask: "asked", approve: "approved", refuse: "refused" } as const;

async function act(
  kit: Kit,
  request: FastifyRequest & { readonly params: { readonly id: string } },
  reply: FastifyReply,
  asked: {
    readonly permission: Permission;
    readonly act: TemplateAct;
    readonly expectedEdition: number;
    readonly form: TemplateForm | null;
    readonly reason: string;
  },
) {
  const { id } = request.params;
  const { permission, expectedEdition, form, reason } = asked;
  const actor = actorOf(kit, request, permission);
  const refusal = await inTenant(kit.db, actor.tenantId, async (trx): Promise<SettingsRefusal | undefined> => {
    const fault = form === null ? undefined : await faultOf(trx, form);
    if (fault !== undefined) return fault;
    const standing = await lockTemplate(trx, id);
    if (standing === undefined) return "no-such-sms-template";
    const decided = decideTemplate(standing, { act: asked.act, expectedEdition, personId: actor.personId });
    if (!decided.ok) return decided.refusal;
    await keepStep(trx, { id, step: decided.value, form, reason, actor });
    const detail = { name: standing.name, version: decided.value.version, ...(reason === "" ? {} : { reason }) };
    await note(trx, kit, request, { permission, act: ACTED[asked.act], id, detail });
    return undefined;
  });
  return refusal === undefined ? reply.code(204).send(null) : refuseSetting(kit, reply, refusal);
}

/** The fault of a text, its variables or its sender ids; undefined without one. */
async function faultOf(trx: DatabaseTransaction, form: TemplateForm): Promise<SettingsRefusal | undefined> {
  const fault = templateTextFault(form);
  if (fault !== undefined) return fault;
  const known = new Set((await listSenders(trx)).map(({ value }) => value.toLowerCase()));
  return form.senders.every((value) => known.has(value.toLowerCase())) ? undefined : "sms-template-sender-unknown";
}

async function note(
  trx: DatabaseTransaction,
  kit: Kit,
  request: FastifyRequest,
  told: {
    readonly permission: Permission;
    readonly act: (typeof ACTED)[TemplateAct] | "retired";
    readonly id: string;
    readonly detail: Readonly<Record<string, string | number>>;
  },
): Promise<void> {
  const { permission, act: acted, id: subjectId, detail } = told;
  const fact = { action: `sms-template.${acted}`, subjectKind: "sms-template", subjectId, detail } as const;
  await recordAudit(trx, kit, actedEntry(requestContextOf(request, permission), fact));
}
