import type { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import { type DatabaseTransaction, follow, inTenant } from "../../../platform/database/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { officeDate } from "../../../regulation/index.ts";
import { agreementStatus } from "../../telephony/trunks/index.ts";
import { LINES_CHANGED, requestContextOf, tenantOfCaller } from "../../tenancy/tenants/index.ts";
import { serviceHomeSchema } from "./contract.ts";
import { firstHour } from "./first-hour.ts";
import { homeFigures, homeNumbers, homeTrunks, newestSwitch, teamFigures } from "./home.store.ts";
import { teamSteps } from "./team-steps.ts";

type Home = z.infer<typeof serviceHomeSchema>;

const ACCESS = "service.read";
/** Properties that the routes of the overview share. */
export const OVERVIEW_ROUTES = { tag: "service", access: ACCESS, contextOf: requestContextOf, refusals: {} } as const;
/** A switch sends a heartbeat once a second; after this time without one it counts as gone. */
const ALIVE_MS = 6_000;
/** Registrations and calls send no change notification; the home page polls them at this interval. */
const REFRESH_MS = 2_000;

/** Routes of the home page of a call centre: the guide of its first hour, and the metrics of the day afterwards, live. */
export function addServiceHomeRoutes(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, OVERVIEW_ROUTES);
  routes.get(
    "/api/service/home",
    { summary: "The home of the call centre", answer: serviceHomeSchema },
    (trx, { requestContext: { tenantId } }) => homeOf(trx, kit, tenantId),
  );
  app.get(
    "/api/service/events",
    {
      config: { access: ACCESS },
      schema: { tags: [OVERVIEW_ROUTES.tag], summary: "Changes of the call centre's home (server-sent events)" },
    },
    (request, reply) => {
      const tenantId = tenantOfCaller(request.caller, ACCESS);
      const stream = kit.live.open(request, reply);
      if (stream === undefined) return;
      let told = "";
      const look = async () => {
        const home = await inTenant(kit.db, tenantId, (trx) => homeOf(trx, kit, tenantId));
        const text = JSON.stringify(home);
        if (text !== told) stream.send("home", home);
        told = text;
      };
      const following = follow({
        look,
        everyMs: REFRESH_MS,
        wokenBy: { changeFeed: kit.changeFeed, channel: LINES_CHANGED },
        onFault: (error) => kit.log.warn({ err: error }, "service-home.not-read"),
      });
      stream.onClose(() => following.close());
    },
  );
}

async function homeOf(trx: DatabaseTransaction, kit: Kit, tenantId: string): Promise<Home> {
  const now = new Date(kit.clock.nowMs());
  const figures = await homeFigures(trx, { tenantId, now });
  const numbers = [...(await homeNumbers(trx, now))];
  const today = officeDate(now.getTime());
  const trunks = (await homeTrunks(trx)).map((trunk) => ({
    ...trunk,
    agreement: agreementStatus(trunk.agreementUntil, today),
  }));
  const run = await newestSwitch(trx);
  const { company = null, callsNow = 0, phones = 0, registered = 0 } = figures ?? {};
  const { hasAnsweredTest = false, hasAnsweredCall = false } = figures ?? {};
  const hour = firstHour({
    registered,
    hasAnsweredTest,
    hasAnsweredCall,
    numbers: numbers.filter(({ mode }) => mode !== "off").length,
    trunks: trunks.filter(({ isOn }) => isOn).length,
    ringing: numbers.filter((number) => number.registered > 0 || number.hasFlow).length,
  });
  const flows = numbers.filter(({ hasFlow }) => hasFlow).length;
  // After the first answered call the guide is not shown.
  const team = hasAnsweredCall ? undefined : await teamFigures(trx);
  const telephones =
    run === undefined || run.sipHost === null || run.sipPort === null
      ? null
      : { server: run.sipHost, port: run.sipPort, isAlive: now.getTime() - run.beatAt.getTime() < ALIVE_MS };
  const nothing = { spentRupiah: 0, spendingMaxRupiah: null, storedBytes: 0, storageMaxBytes: null };
  const shown = {
    limits: figures?.limits ?? nothing,
    company,
    telephones,
    hasAnsweredCall,
    callsNow,
    numbers,
    trunks,
  };
  const way = team === undefined ? [] : [...teamSteps({ ...team, flows })];
  return { ...shown, team: way, steps: [...hour.steps], next: hour.next, phones: { total: phones, registered } };
}
