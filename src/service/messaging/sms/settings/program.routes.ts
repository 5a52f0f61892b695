import { z } from "zod";
import { recordAudit } from "../../../../platform/audit/index.ts";
import { inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { actedEntry, requestContextOf, tenantOfCaller } from "../../../tenancy/tenants/index.ts";
import { recipientOf } from "../intake/recipient.shared.ts";
import { refuseSetting } from "../routing/carrier.routes.ts";
import {
  deleteOptOut,
  endAccount,
  hasRoomForAccount,
  insertAccount,
  insertOptOut,
  isAddressFault,
  listAccounts,
  listOptOuts,
  takenOfAccount,
} from "./program.store.ts";
import {
  accountFormSchema,
  accountsSchema,
  madeAccountSchema,
  optOutFormSchema,
  optOutsQuery,
  optOutsSchema,
} from "./settings-contract.ts";
import type { SettingsRefusal } from "./settings-refusal.ts";

const tags = ["service"];
const MANAGE = "service.manage";
const config = { access: MANAGE } as const;
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const ACCOUNTS = "/api/service/sms/accounts";
const OPT_OUTS = "/api/service/sms/opt-outs";
/** SMPP 3.4 §4.1.1 limits passwords to eight characters: 48 bits, protected by network lists, rate limits and a slow hash. */
const PASSWORD_BYTES = 6;

/** Dependencies of the routes of SMPP accounts. */
export interface ProgramRoutes {
  readonly kit: Kit;
  readonly hashPassword: (password: string) => Promise<string>;
}

/** Routes of SMPP accounts, and of opt-outs. */
export function addProgramRoutes(app: Http, doors: ProgramRoutes): void {
  addAccounts(app, doors);
  addEndingAccounts(app, doors.kit);
  addOptOuts(app, doors.kit);
}

function addAccounts(app: Http, { kit, hashPassword }: ProgramRoutes): void {
  app.get(
    ACCOUNTS,
    { config, schema: { tags, summary: "Accounts of programs that bind by SMPP", response: { 200: accountsSchema } } },
    async (request) => {
      const accounts = await inTenant(kit.db, tenantOfCaller(request.caller, MANAGE), listAccounts);
      return { items: accounts.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) };
    },
  );
  app.post(
    ACCOUNTS,
    {
      config: { ...config, rateLimit: { max: 30, timeWindow: 60_000 } },
      schema: {
        tags,
        summary: "Make an account; its password is told this once",
        body: accountFormSchema,
        response: { 201: madeAccountSchema, ...problems },
      },
    },
    async (request, reply) => {
      const requestContext = requestContextOf(request, MANAGE);
      const { tenantId, personId: createdBy } = requestContext;
      const password = Buffer.from(kit.ids.secret(PASSWORD_BYTES), "hex").toString("base64url");
      const row = { id: kit.ids.next(), tenantId, createdBy, createdAt: new Date(kit.clock.nowMs()) };
      const passwordHash = await hashPassword(password);
      const done = await untaken(() =>
        inTenant(kit.db, tenantId, async (trx) => {
          if (!(await hasRoomForAccount(trx, tenantId))) return "sms-account-limit";
          await insertAccount(trx, { ...request.body, ...row, passwordHash });
          const detail = { name: request.body.name, systemId: request.body.systemId };
          const fact = { action: "sms-account.made", subjectKind: "sms-account", subjectId: row.id, detail } as const;
          await recordAudit(trx, kit, actedEntry(requestContext, fact));
          return "done";
        }),
      );
      return done === "done" ? reply.code(201).send({ id: row.id, password }) : refuseSetting(kit, reply, done);
    },
  );
}

async function untaken(work: () => Promise<"done" | SettingsRefusal>): Promise<"done" | SettingsRefusal> {
  try {
    return await work();
  } catch (error) {
    const taken = takenOfAccount(error);
    if (taken !== undefined) return taken === "name" ? "sms-account-name-taken" : "sms-system-id-taken";
    if (isAddressFault(error)) return "sms-address-unfit";
    throw error;
  }
}

function addEndingAccounts(app: Http, kit: Kit): void {
  app.delete(
    `${ACCOUNTS}/:id`,
    { config, schema: { tags, summary: "End an account", params, response: { 204: z.null(), ...problems } } },
    async (request, reply) => {
      const requestContext = requestContextOf(request, MANAGE);
      const { id } = request.params;
      const isEnded = await inTenant(kit.db, requestContext.tenantId, async (trx) => {
        if (!(await endAccount(trx, id, new Date(kit.clock.nowMs())))) return false;
        const fact = { action: "sms-account.ended", subjectKind: "sms-account", subjectId: id, detail: {} } as const;
        await recordAudit(trx, kit, actedEntry(requestContext, fact));
        return true;
      });
      return isEnded ? reply.code(204).send(null) : refuseSetting(kit, reply, "no-such-sms-account");
    },
  );
}

function addOptOuts(app: Http, kit: Kit): void {
  app.get(
    OPT_OUTS,
    {
      config,
      schema: {
        tags,
        summary: "Who wants no messages",
        querystring: optOutsQuery,
        response: { 200: optOutsSchema, ...problems },
      },
    },
    async (request, reply) => {
      const asked = request.query.recipient;
      const recipient = asked === undefined ? undefined : recipientOf(asked);
      if (asked !== undefined && recipient === undefined) return refuseSetting(kit, reply, "recipient-unfit");
      const rows = await inTenant(kit.db, tenantOfCaller(request.caller, MANAGE), (trx) => listOptOuts(trx, recipient));
      return { items: rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })) };
    },
  );
  app.post(
    OPT_OUTS,
    {
      config,
      schema: {
        tags,
        summary: "Note that somebody wants no messages",
        body: optOutFormSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const recipient = recipientOf(request.body.recipient);
      if (recipient === undefined) return refuseSetting(kit, reply, "recipient-unfit");
      const requestContext = requestContextOf(request, MANAGE);
      const { tenantId, personId: createdBy } = requestContext;
      const row = { id: kit.ids.next(), tenantId, recipient, senderId: request.body.senderId, createdBy };
      const done = await inTenant(kit.db, tenantId, async (trx) => {
        const noted = await insertOptOut(trx, { ...row, createdAt: new Date(kit.clock.nowMs()) });
        if (noted !== "noted") return noted;
        // The number itself is personal data, which is stored only where an erasure request finds it.
        const fact = { action: "sms-opt-out.noted", subjectKind: "sms-opt-out", subjectId: row.id } as const;
        await recordAudit(trx, kit, actedEntry(requestContext, { ...fact, detail: { senderId: row.senderId } }));
        return noted;
      });
      if (done === "no-sender") return refuseSetting(kit, reply, "no-such-sms-sender");
      return reply.code(204).send(null);
    },
  );
  app.delete(
    `${OPT_OUTS}/:id`,
    {
      config,
      schema: { tags, summary: "Take such a note back", params, response: { 204: z.null(), ...problems } },
    },
    async (request, reply) => {
      const asking = requestContextOf(request, MANAGE);
      const { id } = request.params;
      const isGone = await inTenant(kit.db, asking.tenantId, async (trx) => {
        if (!(await deleteOptOut(trx, id))) return false;
        const fact = {
          action: "sms-opt-out.taken-back",
          subjectKind: "sms-opt-out",
          subjectId: id,
          detail: {},
        } as const;
        await recordAudit(trx, kit, actedEntry(asking, fact));
        return true;
      });
      return isGone ? reply.code(204).send(null) : refuseSetting(kit, reply, "no-such-sms-opt-out");
    },
  );
}
