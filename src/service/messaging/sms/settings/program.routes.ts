import { z } from "zod";
import { ok, type Result, refuse } from "../../../../kernel/index.ts";
import { tenantCommand, tenantRoutes } from "../../../../platform/commands/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { type RequestContext, tenantOfCaller } from "../../../tenancy/tenants/index.ts";
import { recipientOf } from "../intake/recipient.shared.ts";
import {
  deleteOptOut,
  endAccount,
  hasRoomForAccount,
  insertAccount,
  insertOptOut,
  isAddressFault,
  listAccounts,
  listOptOuts,
} from "./program.store.ts";
import {
  accountFormSchema,
  accountsSchema,
  madeAccountSchema,
  optOutFormSchema,
  optOutsQuery,
  optOutsSchema,
} from "./settings-contract.ts";
import { SETTINGS_REFUSALS, SETTINGS_ROUTES, type SettingsRefusal } from "./settings-refusal.ts";

const MANAGE = "service.manage";
const params = z.object({ id: z.uuid() });
const ACCOUNTS = "/api/service/sms/accounts";
const OPT_OUTS = "/api/service/sms/opt-outs";
/** SMPP 3.4 §4.1.1 limits passwords to eight characters: 48 bits, protected by network lists, rate limits and a slow hash. */
const PASSWORD_BYTES = 6;
/** The system id is unique over all call centres. */
const TAKEN = {
  taken: { sms_account_name: "sms-account-name-taken", sms_account_system_id_key: "sms-system-id-taken" },
} as const;

/** Dependencies of the routes of SMPP accounts. */
export interface ProgramRoutes {
  readonly kit: Kit;
  readonly hashPassword: (password: string) => Promise<string>;
}

/** Routes of SMPP accounts, and of opt-outs. */
export function addProgramRoutes(app: Http, { kit, hashPassword }: ProgramRoutes): void {
  const routes = tenantRoutes(app, kit, { ...SETTINGS_ROUTES, access: MANAGE });
  routes.get(ACCOUNTS, { summary: "Accounts of programs that bind by SMPP", answer: accountsSchema }, async (trx) => ({
    items: (await listAccounts(trx)).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
  }));
  routes.post(
    ACCOUNTS,
    {
      summary: "Create an SMPP account; only this response contains its password",
      body: accountFormSchema,
      answer: madeAccountSchema,
      status: 201,
      config: { rateLimit: { max: 30, timeWindow: 60_000 } },
    },
    ({ requestContext, body }) => addAccount({ kit, hashPassword }, requestContext, body),
  );
  routes.delete(`${ACCOUNTS}/:id`, { summary: "End an account", params }, ({ requestContext, params: { id } }) =>
    dropAccount(kit, requestContext, id),
  );
  addOptOutList(app, kit);
  routes.post(
    OPT_OUTS,
    { summary: "Note that somebody wants no messages", body: optOutFormSchema },
    ({ requestContext, body }) => addOptOut(kit, requestContext, body),
  );
  routes.delete(`${OPT_OUTS}/:id`, { summary: "Take such a note back", params }, ({ requestContext, params: { id } }) =>
    dropOptOut(kit, requestContext, id),
  );
}

function addOptOutList(app: Http, kit: Kit): void {
  app.get(
    OPT_OUTS,
    {
      config: { access: MANAGE },
      schema: {
        tags: ["service"],
        summary: "Who wants no messages",
        querystring: optOutsQuery,
        response: { 200: optOutsSchema, 400: problemSchema, 403: problemSchema },
      },
    },
    async (request, reply) => {
      const asked = request.query.recipient;
      const recipient = asked === undefined ? undefined : recipientOf(asked);
      if (asked !== undefined && recipient === undefined)
        return sendRefusal(kit, reply, SETTINGS_REFUSALS, "recipient-unfit");
      const rows = await inTenant(kit.db, tenantOfCaller(request.caller, MANAGE), (trx) => listOptOuts(trx, recipient));
      return { items: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) };
    },
  );
}

async function addAccount(
  { kit, hashPassword }: ProgramRoutes,
  requestContext: RequestContext,
  form: z.infer<typeof accountFormSchema>,
): Promise<Result<z.infer<typeof madeAccountSchema>, SettingsRefusal>> {
  const { tenantId, personId: createdBy } = requestContext;
  const password = Buffer.from(kit.ids.secret(PASSWORD_BYTES), "hex").toString("base64url");
  const id = kit.ids.next();
  const passwordHash = await hashPassword(password);
  return tenantCommand<z.infer<typeof madeAccountSchema>, SettingsRefusal>(
    kit,
    requestContext,
    TAKEN,
    async ({ trx, at, audit }) => {
      if (!(await hasRoomForAccount(trx, tenantId))) return refuse("sms-account-limit");
      await insertAccount(trx, { ...form, id, tenantId, createdBy, createdAt: at, passwordHash });
      const detail = { name: form.name, systemId: form.systemId };
      await audit({ action: "sms-account.made", subjectKind: "sms-account", subjectId: id, detail });
      return ok({ id, password });
    },
  ).catch((error: unknown) => {
    if (isAddressFault(error)) return refuse("sms-address-unfit");
    throw error;
  });
}

async function dropAccount(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, SettingsRefusal>> {
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    if (!(await endAccount(trx, id, at))) return refuse("no-such-sms-account");
    await audit({ action: "sms-account.ended", subjectKind: "sms-account", subjectId: id, detail: {} });
    return ok(null);
  });
}

async function addOptOut(
  kit: Kit,
  requestContext: RequestContext,
  form: z.infer<typeof optOutFormSchema>,
): Promise<Result<null, SettingsRefusal>> {
  const recipient = recipientOf(form.recipient);
  if (recipient === undefined) return refuse("recipient-unfit");
  const { tenantId, personId: createdBy } = requestContext;
  const { senderId } = form;
  return tenantCommand(kit, requestContext, {}, async ({ trx, at, audit }) => {
    const id = kit.ids.next();
    const added = await insertOptOut(trx, { id, tenantId, recipient, senderId, createdBy, createdAt: at });
    if (!added.ok) return added;
    // The number itself is personal data, which is stored only where an erasure request finds it.
    if (added.value.isNew)
      await audit({ action: "sms-opt-out.noted", subjectKind: "sms-opt-out", subjectId: id, detail: { senderId } });
    return ok(null);
  });
}

async function dropOptOut(
  kit: Kit,
  requestContext: RequestContext,
  id: string,
): Promise<Result<null, SettingsRefusal>> {
  return tenantCommand(kit, requestContext, {}, async ({ trx, audit }) => {
    if (!(await deleteOptOut(trx, id))) return refuse("no-such-sms-opt-out");
    await audit({ action: "sms-opt-out.taken-back", subjectKind: "sms-opt-out", subjectId: id, detail: {} });
    return ok(null);
  });
}
