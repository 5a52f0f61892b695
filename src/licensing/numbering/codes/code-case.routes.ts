import { z } from "zod";
import { present } from "../../../kernel/index.ts";
import { type Http, problemSchema, sendProblem } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { CommandDependencies } from "../cases/application-commands.effects.ts";
import type { ApplicationKind } from "../cases/application-kind.ts";
import { describeApplication } from "../cases/application-view.effects.ts";
import { applicationSchema, newHolderCaseSchema, newRevocationSchema, ownCodesSchema } from "../contract.ts";
import { isRepresentative } from "../inventory/hold.routes.ts";
import { displayCode } from "./access-code.ts";
import { beginHolderCase, type HolderCaseRefusal } from "./code-case.effects.ts";
import { ownCodesOf } from "./own-codes.store.ts";
import { openRevocation, type RevocationRefusal } from "./revocation.effects.ts";

const STATUS: Readonly<Record<HolderCaseRefusal | RevocationRefusal, number>> = {
  "no-such-organisation": 404,
  "code-not-theirs": 403,
  "code-not-active": 409,
  "code-has-open-case": 409,
  "not-permitted": 403,
  "conflict-of-interest": 403,
  "statement-missing": 400,
  "no-such-file": 404,
};

/** The field to correct after a refusal, where there is one. */
const FIELD: Readonly<Partial<Record<HolderCaseRefusal | RevocationRefusal, string>>> = {
  "code-not-active": "code",
  "code-has-open-case": "code",
  "statement-missing": "statement",
  "no-such-file": "evidenceFileId",
};

const tags = ["applications"];
const problems = { 400: problemSchema, 403: problemSchema, 404: problemSchema, 409: problemSchema };

/** Routes of cases about held codes: a company's own codes, their changes and returns, and officers' revocations. */
export function addCodeCaseRoutes(app: Http, dependencies: CommandDependencies): void {
  const { kit } = dependencies;
  addOwnCodesRoute(app, kit);
  app.post(
    "/api/code-cases",
    {
      config: { access: "application.write", needsConfirmedEmail: true },
      schema: {
        tags,
        summary: "Begin a change or a return of a code that is held",
        body: newHolderCaseSchema,
        response: { 201: applicationSchema, ...problems },
      },
    },
    async (request, reply) => {
      const caller = present(request.caller, "caller");
      const begun = await beginHolderCase(kit, { ...request.body, caller, requestId: request.id });
      if (!begun.ok) return sendProblem(reply, kit.texts, STATUS[begun.refusal], { code: begun.refusal });
      reply.code(201);
      return describeApplication(kit, caller, begun.value);
    },
  );
  app.post(
    "/api/revocations",
    {
      config: { access: "application.check" },
      schema: {
        tags,
        summary: "Open the revocation of a code",
        body: newRevocationSchema,
        response: { 201: applicationSchema, ...problems },
      },
    },
    async (request, reply) => {
      const caller = present(request.caller, "caller");
      const opened = await openRevocation(dependencies, { ...request.body, caller, requestId: request.id });
      if (!opened.ok) {
        const { refusal } = opened;
        const field = FIELD[refusal];
        const fields = field === undefined ? {} : { fields: [{ path: field, code: refusal }] };
        return sendProblem(reply, kit.texts, STATUS[refusal], { code: refusal, ...fields });
      }
      reply.code(201);
      return describeApplication(kit, caller, opened.value);
    },
  );
}

function addOwnCodesRoute(app: Http, kit: Kit): void {
  app.get(
    "/api/own-codes",
    {
      config: { access: "application.write" },
      schema: {
        tags,
        summary: "The active codes of one's company",
        querystring: z.strictObject({ organisationId: z.uuid() }),
        response: { 200: ownCodesSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { organisationId } = request.query;
      if (!isRepresentative(present(request.caller, "caller"), organisationId))
        return sendProblem(reply, kit.texts, 404, { code: "no-such-organisation" });
      const rows = await ownCodesOf(kit.db, organisationId);
      return {
        items: rows.map((row) => ({
          code: row.code,
          display: displayCode(row.code),
          decree:
            row.decreeId === null || row.decreeNumber === null
              ? null
              : { id: row.decreeId, number: row.decreeNumber, isPublished: row.decreeState === "published" },
          openCase:
            row.caseId === null
              ? null
              : { id: row.caseId, number: row.caseNumber, kind: row.caseKind as ApplicationKind },
          differsFromOss: row.differsFromOss,
        })),
      };
    },
  );
}
