import { z } from "zod";
import { present } from "../../../kernel/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { NotifyPeople } from "../../../platform/mail/index.ts";
import type { Rulebook } from "../../../regulation/index.ts";
import { actedRole, requestContextOf } from "../tenants/index.ts";
import { entriesOf, findBreach, INSTALLATION, inRegister, listBreaches } from "./breach.store.ts";
import { BREACH_REFUSALS } from "./breach.ts";
import {
  breachesSchema,
  breachHandoverSchema,
  newBreachEntrySchema,
  newBreachSchema,
  wholeBreachSchema,
} from "./breach-contract.ts";
import { handToCentres, openBreach, type RegisterContext, writeEntry } from "./keep-breach.effects.ts";

const tags = ["personal-data"];
const params = z.object({ id: z.uuid() });
const problems = { 400: problemSchema, 401: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

/** Dependencies of the routes of both registers. */
export interface BreachOptions {
  readonly kit: Kit;
  readonly rules: () => Rulebook["rules"];
  readonly tellPeople: NotifyPeople;
}

type RegisterRequest = Parameters<typeof requestContextOf>[0];

/** A register by its path, its permission, and the context of a request. */
interface RegisterRoutes {
  readonly at: "/api/service/personal-breaches" | "/api/personal-breaches";
  readonly access: "service.manage" | "breach.manage";
  readonly asking: (request: RegisterRequest) => RegisterContext;
}

const OF_CENTRE: RegisterRoutes = {
  at: "/api/service/personal-breaches",
  access: "service.manage",
  asking: (request) => {
    const { tenantId: register, ...who } = requestContextOf(request, "service.manage");
    return { register, ...who };
  },
};

const OF_INSTALLATION: RegisterRoutes = {
  at: "/api/personal-breaches",
  access: "breach.manage",
  asking: ({ id: requestId, caller }) => {
    const { personId, memberships } = present(caller, "caller");
    return { register: INSTALLATION, personId, role: actedRole(memberships, "breach.manage"), requestId };
  },
};

/**
 * Routes of the registers of personal-data breaches: the administrator of a call centre, or of the installation, opens a breach, records findings and
 * notifications, and closes it; a breach of the installation can be forwarded to the affected call centres.
 */
export function addBreachRoutes(app: Http, options: BreachOptions): void {
  for (const door of [OF_CENTRE, OF_INSTALLATION]) {
    addRegisterRoutes(app, options, door);
    addBreachEntryRoutes(app, options.kit, door);
  }
  addHandingRoute(app, options);
}

function addRegisterRoutes(app: Http, { kit, rules }: BreachOptions, { at, access, asking }: RegisterRoutes): void {
  const config = { access };
  app.get(
    at,
    {
      config,
      schema: { tags, summary: "Failures to protect personal data", response: { 200: breachesSchema, ...problems } },
    },
    async (request) => {
      const { register } = asking(request);
      const rows = await inRegister(kit.db, register, (trx) => listBreaches(trx, register));
      const { id, clause, standing, value } = rules()["personal-breach-notice-hours"];
      return { items: rows.map((row) => shownBreach(row, kit.clock.nowMs())), rule: { id, clause, standing, value } };
    },
  );
  app.post(
    at,
    {
      config: { ...config, needsConfirmedEmail: true },
      schema: {
        tags,
        summary: "Open a failure to protect personal data",
        body: newBreachSchema,
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const noticeHours = rules()["personal-breach-notice-hours"].value;
      const done = await openBreach(kit, asking(request), { ...request.body, noticeHours });
      return done.ok ? reply.code(201).send(done.value) : sendRefusal(kit, reply, BREACH_REFUSALS, done.refusal);
    },
  );
}

function addBreachEntryRoutes(app: Http, kit: Kit, { at, access, asking }: RegisterRoutes): void {
  const config = { access };
  app.get(
    `${at}/:id`,
    {
      config,
      schema: {
        tags,
        summary: "A breach with its findings and notices",
        params,
        response: { 200: wholeBreachSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { register } = asking(request);
      const { id } = request.params;
      const [found, entries] = await inRegister(kit.db, register, async (trx) => [
        await findBreach(trx, register, id),
        await entriesOf(trx, register, id),
      ]);
      if (found === undefined) return sendRefusal(kit, reply, BREACH_REFUSALS, "no-such-breach");
      return {
        ...shownBreach(found, kit.clock.nowMs()),
        entries: entries.map((one) => ({ ...one, at: one.at.toISOString() })),
      };
    },
  );
  app.post(
    `${at}/:id/entries`,
    {
      config: { ...config, needsConfirmedEmail: true },
      schema: {
        tags,
        summary: "Add a finding or a notice to a breach",
        params,
        body: newBreachEntrySchema,
        response: { 201: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const done = await writeEntry(kit, asking(request), { id: request.params.id, ...request.body });
      return done.ok ? reply.code(201).send(null) : sendRefusal(kit, reply, BREACH_REFUSALS, done.refusal);
    },
  );
}

function addHandingRoute(app: Http, { kit, rules, tellPeople }: BreachOptions): void {
  const { at, access, asking } = OF_INSTALLATION;
  app.post(
    `${at}/:id/handings`,
    {
      config: { access, needsConfirmedEmail: true },
      schema: {
        tags,
        summary: "Hand a failure to the call centres it concerns",
        params,
        body: breachHandoverSchema,
        response: { 201: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const noticeHours = rules()["personal-breach-notice-hours"].value;
      const { register: _, ...who } = asking(request);
      const wish = { id: request.params.id, ...request.body };
      const done = await handToCentres({ kit, tellPeople, noticeHours }, who, wish);
      return done.ok ? reply.code(201).send(null) : sendRefusal(kit, reply, BREACH_REFUSALS, done.refusal);
    },
  );
}

/** A breach is late when its deadline has passed, and a notification was sent after it or not at all. */
function shownBreach(row: NonNullable<Awaited<ReturnType<typeof findBreach>>>, nowMs: number) {
  const told = [row.toldPersonsAt, row.toldAuthorityAt].map((at) => at?.getTime() ?? row.closedAt?.getTime() ?? nowMs);
  return {
    id: row.id,
    title: row.title,
    version: row.version,
    isHanded: row.isHanded,
    isLate: Math.max(...told) > row.dueAt.getTime(),
    happenedAt: row.happenedAt.toISOString(),
    knownAt: row.knownAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    toldPersonsAt: row.toldPersonsAt?.toISOString() ?? null,
    toldAuthorityAt: row.toldAuthorityAt?.toISOString() ?? null,
    closedAt: row.closedAt?.toISOString() ?? null,
  };
}
