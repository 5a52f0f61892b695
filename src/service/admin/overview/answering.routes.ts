import type { z } from "zod";
import { tenantRoutes } from "../../../platform/commands/index.ts";
import type { DatabaseTransaction } from "../../../platform/database/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { calendarsInForce, officeDate } from "../../../regulation/index.ts";
import { daysOffOf } from "../../flows/ivr/index.ts";
import { type AnsweringRow, answeringHours, answeringQueues, answeringRows } from "./answering.store.ts";
import { type Answering, answeringOf } from "./answering.ts";
import { answeringSchema } from "./answering-contract.ts";
import { OVERVIEW_ROUTES } from "./home.routes.ts";
import { homeTrunks } from "./home.store.ts";

type Answer = z.infer<typeof answeringSchema>;

/** Routes of the answering of each number: a summary of flows, hours, queues, phones and trunks. */
export function addAnsweringRoutes(app: Http, kit: Kit): void {
  const routes = tenantRoutes(app, kit, OVERVIEW_ROUTES);
  routes.get("/api/service/answering", { summary: "What answers each number", answer: answeringSchema }, (trx) =>
    inspectNumbers(trx, kit),
  );
}

async function inspectNumbers(trx: DatabaseTransaction, kit: Kit): Promise<Answer> {
  const nowMs = kit.clock.nowMs();
  const trunks = await homeTrunks(trx);
  const facts = {
    nowMs,
    daysOff: daysOffOf(calendarsInForce(officeDate(nowMs))),
    hasTrunk: trunks.some(({ isOn }) => isOn),
    queues: await answeringQueues(trx),
    namedHours: await answeringHours(trx),
  };
  const rows = await answeringRows(trx, new Date(nowMs));
  return {
    trunks: trunks.map(({ id, name, isOn, state }) => ({ id, name, isOn, state })),
    items: rows.map((row) => {
      const flow = row.flowId === null ? null : { live: row.flow };
      return shown(row, answeringOf({ ...facts, ...row, flow }));
    }),
  };
}

function shown(row: AnsweringRow, answering: Answering): Answer["items"][number] {
  const { code, label, mode, phones, registered, flowId, flowName, flowVersion } = row;
  const { lastCallId, lastAt, lastOutcome, lastTrunk } = row;
  return {
    code,
    label,
    mode,
    phones,
    registered,
    by: answering.by,
    flow: flowId === null ? null : { id: flowId, name: flowName ?? "", version: flowVersion },
    hours: answering.hours.map(({ changesAtMs, ...hours }) => ({
      ...hours,
      changesAt: changesAtMs === null ? null : new Date(changesAtMs).toISOString(),
    })),
    queues: [...answering.queues],
    transfersTo: [...answering.transfersTo],
    warnings: [...answering.warnings],
    lastCall:
      lastCallId === null || lastAt === null
        ? null
        : { id: lastCallId, at: lastAt.toISOString(), outcome: lastOutcome ?? "", trunk: lastTrunk },
  };
}
