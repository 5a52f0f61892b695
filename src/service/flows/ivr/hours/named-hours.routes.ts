import { z } from "zod";
import { tenantRoutes } from "../../../../platform/commands/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import { calendarsInForce, officeDate } from "../../../../regulation/index.ts";
import { requestContextOf } from "../../../tenancy/tenants/index.ts";
import {
  createNamedHours,
  type NamedHoursOptions,
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
import { NAMED_HOURS_REFUSALS } from "./named-hours-refusal.ts";
import { openingFrom } from "./next-opening.shared.ts";

const HOURS = "/api/service/hours";
const HOURS_ROUTES = { tag: "flows", contextOf: requestContextOf, refusals: NAMED_HOURS_REFUSALS } as const;
const params = z.object({ id: z.uuid() });
const atMoment = z.object({ at: z.iso.datetime({ offset: true }).optional() });

/** Routes of named opening hours: list, create, read, save, end; and whether they are open at a moment. */
export function addNamedHoursRoutes(app: Http, options: NamedHoursOptions): void {
  addReading(app, options);
  addWriting(app, options);
}

function instant(atMs: number | null): string | null {
  return atMs === null ? null : new Date(atMs).toISOString();
}

function addReading(app: Http, { kit, daysOff }: NamedHoursOptions): void {
  const routes = tenantRoutes(app, kit, { ...HOURS_ROUTES, access: "service.read" });
  routes.get(
    HOURS,
    { summary: "Named opening hours of the call centre", answer: namedHoursListSchema },
    async (trx) => {
      const nowMs = kit.clock.nowMs();
      const rows = await listNamedHours(trx);
      const uses = await hoursUses(trx);
      const items = rows.map((row) => {
        const { opening, changesAtMs } = openingFrom(row.hours, { nowMs, daysOff: daysOff(nowMs) });
        return { ...row, opening, changesAt: instant(changesAtMs), flows: uses.get(row.id)?.length ?? 0 };
      });
      return { items } as z.infer<typeof namedHoursListSchema>;
    },
  );
  routes.get(
    `${HOURS}/:id`,
    { summary: "Named opening hours", params, answer: namedHoursSchema, missing: "no-such-hours" },
    async (trx, { params: { id }, request: { locale } }) => {
      const row = (await listNamedHours(trx)).find((one) => one.id === id);
      if (row === undefined) return undefined;
      const found = { ...row, uses: (await hoursUses(trx)).get(id) ?? [], versions: await hoursVersions(trx, id) };
      const holidays = calendarsInForce(officeDate(kit.clock.nowMs())).flatMap((year) => year.holidays);
      const named = holidays.map(({ name, ...day }) => ({ ...day, name: name[locale] }));
      return { ...found, daysOff: named } as unknown as z.infer<typeof namedHoursSchema>;
    },
  );
  routes.get(
    `${HOURS}/:id/opening`,
    {
      summary: "Whether named hours are open at a moment, and until when they stay so",
      params,
      query: atMoment,
      answer: openingSchema,
      missing: "no-such-hours",
    },
    async (trx, { params: { id }, query: { at } }) => {
      const row = (await listNamedHours(trx)).find((one) => one.id === id);
      if (row === undefined) return undefined;
      const nowMs = kit.clock.nowMs();
      const atMs = at === undefined ? nowMs : Date.parse(at);
      const { opening, changesAtMs } = openingFrom(row.hours, { nowMs: atMs, daysOff: daysOff(nowMs) });
      return { opening, changesAt: instant(changesAtMs) };
    },
  );
}

function addWriting(app: Http, options: NamedHoursOptions): void {
  const routes = tenantRoutes(app, options.kit, { ...HOURS_ROUTES, access: "flow.manage" });
  routes.post(
    HOURS,
    {
      summary: "Keep opening hours under a name",
      body: namedHoursFormSchema,
      answer: z.object({ id: z.uuid() }),
      status: 201,
    },
    ({ requestContext, body }) => createNamedHours(options, requestContext, body),
  );
  routes.put(
    `${HOURS}/:id`,
    {
      summary: "Save named opening hours",
      params,
      body: namedHoursSaveSchema,
      answer: z.object({ version: z.number() }),
    },
    ({ requestContext, params: { id }, body }) => saveNamedHours(options, requestContext, { id, ...body }),
  );
  routes.delete(`${HOURS}/:id`, { summary: "End named opening hours", params }, ({ requestContext, params: { id } }) =>
    removeNamedHours(options, requestContext, id),
  );
}
