import type { FastifyReply } from "fastify";
import { z } from "zod";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import { PART_KEYS } from "../../requirements/index.ts";
import {
  documentRequest,
  licenceSchema,
  partSavedSchema,
  savePartRequest,
  staleDocumentSchema,
  stalePartSchema,
} from "../contract.ts";
import { callerOf, viewOf } from "../licence.routes.ts";
import { namesOf } from "../licence.store.ts";
import type { LicenceDependencies } from "../licence-dependencies.effects.ts";
import type { PartRow, SlotRow } from "./licence-content.store.ts";
import { type SaveRefusal, saveDocumentOfLicence, savePartOfLicence } from "./save-licence-content.effects.ts";

/** HTTP status of each refusal. */
const STATUS: Readonly<Record<SaveRefusal["code"], number>> = {
  "no-such-application": 404,
  "no-such-file": 404,
  "command-not-now": 409,
  "licence-item-locked": 409,
  "licence-slot-unknown": 409,
  "part-misshapen": 400,
  "part-stale": 409,
  "document-stale": 409,
};

const config = { access: "application.write" } as const;
const tags = ["licences"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema };
const byId = z.object({ id: z.uuid() });

/** Routes to save parts and attach files of a licence application, one at a time. */
export function addLicenceContentRoutes(app: Http, dependencies: LicenceDependencies): void {
  app.put(
    "/api/licences/:id/parts/:part",
    {
      config,
      schema: {
        tags,
        summary: "Save one part; a later save at the same version is refused with the current values",
        params: byId.extend({ part: z.enum(PART_KEYS) }),
        body: savePartRequest,
        response: { 200: partSavedSchema, ...problems, 409: problemSchema.extend(stalePartSchema.partial().shape) },
      },
    },
    async (request, reply) => {
      const { id, part: key } = request.params;
      const { version, value } = request.body;
      const caller = callerOf(request);
      const saved = await savePartOfLicence(dependencies, { id, key, version, value, caller, requestId: request.id });
      if (!saved.ok) return refuseSaving(dependencies, reply, saved.refusal);
      return viewPart(saved.value, caller.name);
    },
  );
  app.put(
    "/api/licences/:id/documents/:slot",
    {
      config,
      schema: {
        tags,
        summary: "Hang a file on a slot, or take it off",
        params: byId.extend({ slot: z.string().min(1).max(100) }),
        body: documentRequest,
        response: { 200: licenceSchema, ...problems, 409: problemSchema.extend(staleDocumentSchema.partial().shape) },
      },
    },
    async (request, reply) => {
      const { id, slot } = request.params;
      const caller = callerOf(request);
      const saved = await saveDocumentOfLicence(dependencies, {
        id,
        slot,
        ...request.body,
        caller,
        requestId: request.id,
      });
      if (!saved.ok) return refuseSaving(dependencies, reply, saved.refusal);
      return viewOf(dependencies, caller, id);
    },
  );
}

function viewPart({ key, value, version, changedAt }: PartRow, changedBy: string | null) {
  return { key, value, version, changedBy, changedAt: changedAt.toISOString() };
}

function viewDocument(row: SlotRow, attachedBy: string) {
  const { stated, attachedAt, facts, ...rest } = row;
  const pages = facts?.pages ?? null;
  return {
    ...rest,
    stated: { ...stated },
    facts,
    pages,
    attachedBy,
    attachedAt: attachedAt.toISOString(),
    requirement: null,
  };
}

async function refuseSaving(
  { kit }: LicenceDependencies,
  reply: FastifyReply,
  refusal: SaveRefusal,
): Promise<FastifyReply> {
  const { code } = refusal;
  const fields =
    refusal.code === "part-misshapen" ? refusal.fields.map((path) => ({ path, code: "field-misshapen" })) : [];
  return sendProblem(reply, kit.texts, STATUS[code], { code, fields, beside: await besides(kit.db, refusal) });
}

/** The conflicting content and its author. */
async function besides(
  db: LicenceDependencies["kit"]["db"],
  refusal: SaveRefusal,
): Promise<Readonly<Record<string, unknown>>> {
  if (refusal.code === "part-stale") {
    const { part } = refusal;
    const name = part === undefined ? null : ((await namesOf(db, [part.changedBy])).get(part.changedBy) ?? null);
    return { part: part === undefined ? null : viewPart(part, name) };
  }
  if (refusal.code !== "document-stale") return {};
  const { document } = refusal;
  if (document === undefined) return { document: null };
  return {
    document: viewDocument(document, (await namesOf(db, [document.attachedBy])).get(document.attachedBy) ?? ""),
  };
}
