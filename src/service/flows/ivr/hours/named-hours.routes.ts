import type { FastifyReply } from "fastify";
import { z } from "zod";
import { inTenant } from "../../../../platform/database/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../../platform/http/index.ts";
import { calendarsInForce, officeDate } from "../../../../regulation/index.ts";
import { requestContextOf, tenantOfCaller } from "../../../tenancy/tenants/index.ts";
import {
  createNamedHours,
  type NamedHoursOptions,
  type RefusedHours,
  removeNamedHours,
  saveNamedHours,
} from "./keep-named-hours.effects.ts";
import { hoursUses, hoursVersions, listNamedHours } from "./named-hours.store.ts";
import {
  namedHoursFormSchema,
  namedHoursListSchema,
  namedHoursSaveSchema,
  namedHoursSchema,
  openingSchema,
} from "./named-hours-contract.ts";
import { NAMED_HOURS_STATUS } from "./named-hours-refusal.ts";
import { openingFrom } from "./next-opening.shared.ts";

const tags = ["flows"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const reading = { access: "service.read" } as const;
const writing = { access: "flow.manage" } as const;
const params = z.object({ id: z.uuid() });
const atMoment = z.object({ at: z.iso.datetime({ offset: true }).optional() });

/** Opening hours under a name: list, keep, read, save, end; and what they say at a moment. */
export function addNamedHoursRoutes(app: Http, options: NamedHoursOptions): void {
  addReading(app, options);
  addMoment(app, options);
  addKeeping(app, options);
}

function refuse({ kit }: NamedHoursOptions, reply: FastifyReply, { refusal }: RefusedHours) {
  return sendProblem(reply, kit.texts, NAMED_HOURS_STATUS[refusal], { code: refusal });
}

function instant(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}

function addReading(app: Http, options: NamedHoursOptions): void {
  const { kit, daysOff } = options;
  app.get(
    "/api/service/hours",
    {
      config: reading,
      schema: { tags, summary: "Named opening hours of the call centre", response: { 200: namedHoursListSchema } },
    },
    async (request) => {
      const nowMs = kit.clock.nowMs();
      const [rows, uses] = await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), async (trx) => [
        await listNamedHours(trx),
        await hoursUses(trx),
      ]);
      const items = rows.map((row) => {
        const { opening, changesAtMs } = openingFrom(row.hours, { nowMs, daysOff: daysOff(nowMs) });
        return { ...row, opening, changesAt: instant(changesAtMs), flows: uses.get(row.id)?.length ?? 0 };
      });
      return { items } as z.infer<typeof namedHoursListSchema>;
    },
  );
  app.get(
    "/api/service/hours/:id",
    {
      config: reading,
      schema: { tags, summary: "Named opening hours", params, response: { 200: namedHoursSchema, ...problems } },
    },
    async (request, reply) => {
      const { id } = request.params;
      const found = await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), async (trx) => {
        const row = (await listNamedHours(trx)).find((one) => one.id === id);
        if (row === undefined) return undefined;
        return { ...row, uses: (await hoursUses(trx)).get(id) ?? [], versions: await hoursVersions(trx, id) };
      });
      if (found === undefined) return refuse(options, reply, { refusal: "no-such-hours" });
      const holidays = calendarsInForce(officeDate(kit.clock.nowMs())).flatMap((year) => year.holidays);
      const named = holidays.map(({ name, ...day }) => ({ ...day, name: name[request.locale] }));
      return reply.send({ ...found, daysOff: named } as unknown as z.infer<typeof namedHoursSchema>);
    },
  );
}

function addMoment(app: Http, options: NamedHoursOptions): void {
  const { kit, daysOff } = options;
  app.get(
    "/api/service/hours/:id/opening",
    {
      config: reading,
      schema: {
        tags,
        summary: "Whether named hours are open at a moment, and until when they stay so",
        params,
        querystring: atMoment,
        response: { 200: openingSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const rows = await inTenant(kit.db, tenantOfCaller(request.caller, "service.read"), listNamedHours);
      const row = rows.find((one) => one.id === id);
      if (row === undefined) return refuse(options, reply, { refusal: "no-such-hours" });
      const nowMs = kit.clock.nowMs();
      const atMs = request.query.at === undefined ? nowMs : Date.parse(request.query.at);
      const { opening, changesAtMs } = openingFrom(row.hours, { nowMs: atMs, daysOff: daysOff(nowMs) });
      return reply.send({ opening, changesAt: instant(changesAtMs) });
    },
  );
}

function addKeeping(app: Http, options: NamedHoursOptions): void {
  app.post(
    "/api/service/hours",
    {
      config: writing,
      schema: {
        tags,
        summary: "Keep opening hours under a name",
        body: namedHoursFormSchema,
        response: { 201: z.object({ id: z.uuid() }), ...problems },
      },
    },
    async (request, reply) => {
      const done = await createNamedHours(options, requestContextOf(request, "flow.manage"), request.body);
      return "refusal" in done ? refuse(options, reply, done) : reply.code(201).send(done);
    },
  );
  app.put(
    "/api/service/hours/:id",
    {
      config: writing,
      schema: {
        tags,
        summary: "Save named opening hours",
        params,
        body: namedHoursSaveSchema,
        response: { 200: z.object({ version: z.number() }), ...problems },
      },
    },
    async (request, reply) => {
      const wish = { id: request.params.id, ...request.body };
      const done = await saveNamedHours(options, requestContextOf(request, "flow.manage"), wish);
      return "refusal" in done ? refuse(options, reply, done) : reply.send(done);
    },
  );
  app.delete(
    "/api/service/hours/:id",
    {
      config: writing,
      schema: { tags, summary: "End named opening hours", params, response: { 204: z.null(), ...problems } },
    },
    async (request, reply) => {
      const done = await removeNamedHours(options, requestContextOf(request, "flow.manage"), request.params.id);
      return done === "ended" ? reply.code(204).send(null) : refuse(options, reply, done);
    },
  );
}
