import { z } from "zod";
import { tenantRoutes } from "../../../../platform/commands/index.ts";
import type { Http } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { createdSchema } from "../contract.ts";
import { QUEUE_ROUTES } from "../queue-refusal.ts";
import {
  dispositionChangeSchema,
  dispositionFormSchema,
  dispositionsSchema,
  pauseReasonChangeSchema,
  pauseReasonFormSchema,
  pauseReasonsSchema,
} from "./choice-contract.ts";
import { addChoice, CHOICE_REFUSALS, changeChoice, dropChoice } from "./keep-choice.effects.ts";
import { dispositions, pauseReasons } from "./named-choice.store.ts";

const REASONS = "/api/service/pause-reasons";
const DISPOSITIONS = "/api/service/dispositions";
const CHOICE_ROUTES = { ...QUEUE_ROUTES, refusals: CHOICE_REFUSALS } as const;
const params = z.object({ id: z.uuid() });

/** Routes of pause reasons and dispositions. */
export function addChoiceRoutes(app: Http, kit: Kit): void {
  addReasons(app, kit);
  addDispositions(app, kit);
}

function addReasons(app: Http, kit: Kit): void {
  const reading = tenantRoutes(app, kit, { ...CHOICE_ROUTES, access: "service.read" });
  const writing = tenantRoutes(app, kit, { ...CHOICE_ROUTES, access: "queue.manage" });
  reading.get(REASONS, { summary: "Why agents pause", answer: pauseReasonsSchema }, async (trx) => ({
    items: [...(await pauseReasons(trx))],
  }));
  writing.post(
    REASONS,
    { summary: "Add a reason for a pause", body: pauseReasonFormSchema, answer: createdSchema, status: 201 },
    ({ requestContext, body }) => addChoice(kit, requestContext, { table: "pauseReason", ...body }),
  );
  writing.put(
    `${REASONS}/:id`,
    { summary: "Change a reason for a pause", params, body: pauseReasonChangeSchema },
    ({ requestContext, params: { id }, body }) =>
      changeChoice(kit, requestContext, { table: "pauseReason", id, ...body }),
  );
  writing.delete(
    `${REASONS}/:id`,
    { summary: "End a reason for a pause", params },
    ({ requestContext, params: { id } }) => dropChoice(kit, requestContext, { table: "pauseReason", id }),
  );
}

function addDispositions(app: Http, kit: Kit): void {
  const reading = tenantRoutes(app, kit, { ...CHOICE_ROUTES, access: "service.read" });
  const writing = tenantRoutes(app, kit, { ...CHOICE_ROUTES, access: "queue.manage" });
  reading.get(DISPOSITIONS, { summary: "What contacts come to", answer: dispositionsSchema }, async (trx) => ({
    items: [...(await dispositions(trx))],
  }));
  writing.post(
    DISPOSITIONS,
    {
      summary: "Add a disposition, for one queue or for all",
      body: dispositionFormSchema,
      answer: createdSchema,
      status: 201,
    },
    ({ requestContext, body }) => addChoice(kit, requestContext, { table: "disposition", ...body }),
  );
  writing.put(
    `${DISPOSITIONS}/:id`,
    { summary: "Change a disposition", params, body: dispositionChangeSchema },
    ({ requestContext, params: { id }, body }) =>
      changeChoice(kit, requestContext, { table: "disposition", id, ...body }),
  );
  writing.delete(
    `${DISPOSITIONS}/:id`,
    { summary: "End a disposition", params },
    ({ requestContext, params: { id } }) => dropChoice(kit, requestContext, { table: "disposition", id }),
  );
}
