import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { tenantWith } from "../../../../identity/index.ts";
import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { tenantCommand, tenantRoutes } from "../../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../../platform/database/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import type { ActedFact, RequestContext } from "../../../tenancy/tenants/index.ts";
import { listSenders } from "../settings/sender.store.ts";
import { SETTINGS_ROUTES, type SettingsRefusal } from "../settings/settings-refusal.ts";
import {
  findTemplate,
  insertTemplate,
  keepSmsSetting,
  keepStep,
  listTemplates,
  lockTemplate,
  readSmsSetting,
  retireTemplate,
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

const WRITE = "queue.manage";
const DECIDE = "service.manage";
const params = z.object({ id: z.uuid() });
const PATH = "/api/service/sms/templates";
const SETTINGS = "/api/service/sms/settings";
const TAKEN = { taken: { sms_template_name: "sms-template-taken" } } as const;

/** Routes of a call centre's templates: authors of messages write them, and an administrator who wrote no part of one decides on it. */
export function addTemplateRoutes(app: Http, kit: Kit): void {
  addReading(app, kit);
  addWriting(app, kit);
  addDeciding(app, kit);
}

function addReading(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, { ...SETTINGS_ROUTES, access: WRITE });
  routes.get(
    PATH,
    { summary: "Templates by name, and the version that is sent", answer: templatesSchema },
    async (trx, { request }) => ({
      items: (await listTemplates(trx)).flatMap(({ latest, approved, ...row }) =>
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
    }),
  );
  routes.get(
    `${PATH}/:id`,
    { summary: "A template with its versions", params, answer: templateSchema, missing: "no-such-sms-template" },
    async (trx, { request, params: { id } }) => {
      const found = await findTemplate(trx, id);
      if (found === undefined) return undefined;
      const { retiredAt, versions, ...template } = found;
      return {
        ...template,
        retiredAt: retiredAt?.toISOString() ?? null,
        versions: versions.map((version) => shown(request, version)),
      };
    },
  );
  routes.get(SETTINGS, { summary: "What a call centre wants of its short messages", answer: smsSettingSchema }, (trx) =>
    readSmsSetting(trx),
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
  const routes = tenantRoutes(app, kit, { ...SETTINGS_ROUTES, access: WRITE });
  routes.post(
    PATH,
    { summary: "Write a template", body: templateFormSchema, answer: params, status: 201 },
    ({ requestContext, body }) => addTemplate(kit, requestContext, body),
  );
  routes.put(
    `${PATH}/:id`,
    {
      summary: "Save a new version of a template, or replace one without a decision",
      params,
      body: templateChangeSchema,
    },
    ({ requestContext, params: { id }, body: { expectedEdition, ...form } }) =>
      act(kit, requestContext, { id, act: "write", expectedEdition, form, reason: "" }),
  );
  routes.post(
    `${PATH}/:id/asking`,
    { summary: "Ask that a draft be approved", params, body: templateActSchema },
    ({ requestContext, params: { id }, body: { expectedEdition } }) =>
      act(kit, requestContext, { id, act: "ask", expectedEdition, form: null, reason: "" }),
  );
}

function addDeciding(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, { ...SETTINGS_ROUTES, access: DECIDE });
  routes.post(
    `${PATH}/:id/decision`,
    { summary: "Approve or refuse what somebody else wrote", params, body: templateDecisionSchema },
    async ({ requestContext, params: { id }, body: { expectedEdition, isApproved, reason } }) => {
      if (!isApproved && reason === "") return refuse("sms-template-reason-missing");
      const decision = isApproved ? "approve" : "refuse";
      return act(kit, requestContext, { id, act: decision, expectedEdition, form: null, reason });
    },
  );
  routes.delete(
    `${PATH}/:id`,
    { summary: "Retire a template: nothing more is made of it", params },
    ({ requestContext, params: { id } }) => dropTemplate(kit, requestContext, id),
  );
  routes.put(
    SETTINGS,
    { summary: "Say what a call centre wants of its short messages", body: smsSettingSchema },
    ({ requestContext, body: detail }) =>
      tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
        const { tenantId, personId } = requestContext;
        await keepSmsSetting(trx, detail, { tenantId, personId, at });
        await audit({ action: "sms-setting.changed", subjectKind: "tenant", subjectId: tenantId, detail });
        return ok(null);
      }),
  );
}

const ACTED = { write: "written", ask: "asked", approve: "approved", refuse: "refused" } as const;

const fact = (
  what: (typeof ACTED)[TemplateAct] | "retired",
  subjectId: string,
  detail: ActedFact["detail"],
): ActedFact => ({ action: `sms-template.${what}`, subjectKind: "sms-template", subjectId, detail });

async function addTemplate(
  kit: Kit,
  requestContext: RequestContext,
  { name, ...form }: z.infer<typeof templateFormSchema>,
): Promise<Result<{ readonly id: string }, SettingsRefusal>> {
  const { tenantId, personId } = requestContext;
  return tenantCommand(kit, requestContext, TAKEN, async ({ trx, at, audit }) => {
    const fault = await faultOf(trx, form);
    if (fault !== undefined) return refuse(fault);
    const id = kit.ids.next();
    const actor = { tenantId, personId, at };
    if (!(await insertTemplate(trx, { id, name, form, actor }))) return refuse("sms-template-limit");
    await audit(fact("written", id, { name, version: 1 }));
    return ok({ id });
  });
}

async function dropTemplate(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, SettingsRefusal>> {
  const { tenantId, personId } = requestContext;
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    const template = await lockTemplate(trx, id);
    if (template === undefined || template.isRetired) return refuse("no-such-sms-template");
    await retireTemplate(trx, id, { tenantId, personId, at });
    await audit(fact("retired", id, { name: template.name }));
    return ok(null);
  });
}

/** An action on a template. */
interface TemplateCommand {
  readonly id: string;
  readonly act: TemplateAct;
  readonly expectedEdition: number;
  readonly form: TemplateForm | null;
  readonly reason: string;
}

async function act(
  kit: Kit,
  requestContext: RequestContext,
  command: TemplateCommand,
): Promise<Result<null, SettingsRefusal>> {
  const { id, expectedEdition, form, reason } = command;
  const { tenantId, personId } = requestContext;
  return tenantCommand<null, SettingsRefusal>(kit, requestContext, {}, async ({ trx, at, audit }) => {
    const fault = form === null ? undefined : await faultOf(trx, form);
    if (fault !== undefined) return refuse(fault);
    const template = await lockTemplate(trx, id);
    if (template === undefined) return refuse("no-such-sms-template");
    const decided = decideTemplate(template, { act: command.act, expectedEdition, personId });
    if (!decided.ok) return decided;
    await keepStep(trx, { id, step: decided.value, form, reason, actor: { tenantId, personId, at } });
    const detail = { name: template.name, version: decided.value.version, ...(reason === "" ? {} : { reason }) };
    await audit(fact(ACTED[command.act], id, detail));
    return ok(null);
  });
}

/** The fault of a text, its variables or its sender ids; undefined without one. */
async function faultOf(trx: DatabaseTransaction, form: TemplateForm): Promise<SettingsRefusal | undefined> {
  const fault = templateTextFault(form);
  if (fault !== undefined) return fault;
  const known = new Set((await listSenders(trx)).map(({ value }) => value.toLowerCase()));
  return form.senders.every((value) => known.has(value.toLowerCase())) ? undefined : "sms-template-sender-unknown";
}
