import { z } from "zod";
import { ok, present, type Result, refuse } from "../../../../kernel/index.ts";
import { type Http, problemSchema, sendRefusal } from "../../../../platform/http/index.ts";
import type { Kit } from "../../../../platform/kit/index.ts";
import { freePrefixesSchema, freePrefixFormSchema } from "../settings/settings-contract.ts";
import { SETTINGS_REFUSALS, type SettingsRefusal } from "../settings/settings-refusal.ts";
import { noteAct } from "./carrier.routes.ts";
import {
  deleteFreePrefix,
  freePrefixFault,
  hasRoomForFreePrefix,
  insertFreePrefix,
  listFreePrefixes,
} from "./free-prefix.store.ts";

const tags = ["service"];
const config = { access: "people.manage" } as const;
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };
const createdSchema = z.object({ id: z.uuid() });
const PATH = "/api/service/sms/free-prefixes";

/** Routes of prefixes exempt from rate limits: the installation's, for its administrator. */
export function addFreePrefixRoutes(app: Http, kit: Kit): void {
  app.get(
    PATH,
    {
      config,
      schema: { tags, summary: "Numbers to which messages are not counted", response: { 200: freePrefixesSchema } },
    },
    async () => ({
      items: (await listFreePrefixes(kit.db)).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() })),
    }),
  );
  app.post(
    PATH,
    {
      config,
      schema: {
        tags,
        summary: "Count messages to a prefix no more",
        body: freePrefixFormSchema,
        response: { 201: createdSchema, ...problems },
      },
    },
    async (request, reply) => {
      const row = { ...request.body, id: kit.ids.next(), createdAt: new Date(kit.clock.nowMs()) };
      const createdBy = present(request.caller, "caller").personId;
      const done = await kit.db
        .transaction()
        .execute(async (trx): Promise<Result<null, SettingsRefusal>> => {
          if (!(await hasRoomForFreePrefix(trx))) return refuse("sms-free-prefix-limit");
          await insertFreePrefix(trx, { ...row, createdBy });
          const detail = { prefix: row.prefix, centreId: row.centreId, reason: row.reason };
          const fact = { subjectKind: "sms-free-prefix", subjectId: row.id, detail };
          await noteAct(trx, kit, request, { action: "sms-prefix.freed", ...fact });
          return ok(null);
        })
        .catch((error: unknown) => {
          const fault = freePrefixFault(error);
          if (fault === undefined) throw error;
          return refuse(fault);
        });
      return done.ok ? reply.code(201).send({ id: row.id }) : sendRefusal(kit, reply, SETTINGS_REFUSALS, done.refusal);
    },
  );
  app.delete(
    `${PATH}/:id`,
    {
      config,
      schema: {
        tags,
        summary: "Count messages to a prefix again",
        params: createdSchema,
        response: { 204: z.null(), ...problems },
      },
    },
    async (request, reply) => {
      const { id } = request.params;
      const isGone = await kit.db.transaction().execute(async (trx) => {
        const gone = await deleteFreePrefix(trx, id);
        if (gone === undefined) return false;
        const fact = { subjectKind: "sms-free-prefix", subjectId: id, detail: gone };
        await noteAct(trx, kit, request, { action: "sms-prefix.counted", ...fact });
        return true;
      });
      return isGone
        ? reply.code(204).send(null)
        : sendRefusal(kit, reply, SETTINGS_REFUSALS, "no-such-sms-free-prefix");
    },
  );
}
