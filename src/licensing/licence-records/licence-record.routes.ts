import type { FastifyRequest } from "fastify";
import { z } from "zod";
import { present } from "../../kernel/index.ts";
import { type Caller, type Http, problemSchema, sendProblem } from "../../platform/http/index.ts";
import type { Kit } from "../../platform/kit/index.ts";
import { citation, rulebookNow } from "../numbering/index.ts";
import { actOnLicence } from "./act-on-licence.effects.ts";
import { licenceActRequest, licenceRecordSchema, licenceRecordsQuery, licenceRecordsSchema } from "./contract.ts";
import type { RecordDependencies } from "./licence-dependencies.effects.ts";
import {
  changesOfLicence,
  codesOfHolder,
  findLicenceRecord,
  otherStandings,
  searchLicenceRecords,
} from "./licence-record.store.ts";
import {
  codesModeAfter,
  type Ground,
  type LicenceAct,
  type LicenceRecordRefusal,
  type LicenceRecordState,
} from "./licence-record.ts";

const tags = ["licence-records"];
const byId = z.object({ id: z.uuid() });

/** HTTP status of each refusal. */
const STATUS: Readonly<Record<LicenceRecordRefusal, number>> = {
  "no-such-licence": 404,
  "version-stale": 409,
  "licence-not-active": 409,
  "licence-not-suspended": 409,
  "licence-revoked-already": 409,
  "nib-not-in-force": 409,
  "rule-unknown": 400,
  "second-factor-needed": 403,
  "second-factor-wrong": 403,
};

type Found = NonNullable<Awaited<ReturnType<typeof findLicenceRecord>>>;

/** Routes of licences on record, for the members of their company and for officers. */
export function addLicenceRecordRoutes(app: Http, dependencies: RecordDependencies): void {
  addReadingRoutes(app, dependencies.kit);
  addFileRoute(app, dependencies.kit);
  app.post(
    "/api/licence-records/:id/commands",
    {
      config: { access: "licence.decide" },
      schema: {
        tags,
        summary: "Suspend, resume or revoke a licence, its codes with it",
        params: byId,
        body: licenceActRequest,
        response: {
          200: licenceRecordSchema,
          400: problemSchema,
          403: problemSchema,
          404: problemSchema,
          409: problemSchema,
        },
      },
    },
    async (request, reply) => {
      const { kit } = dependencies;
      const caller = callerOf(request);
      const { id } = request.params;
      const wish = { licenceId: id, ...request.body, caller, requestId: request.id };
      const changed = await actOnLicence(dependencies, wish);
      if (!changed.ok) return sendProblem(reply, kit.texts, STATUS[changed.refusal], { code: changed.refusal });
      for (const channel of ["inventory", "oss-reports", "outbox"]) kit.changeFeed.announce(channel);
      return describe(kit, caller, present(await findLicenceRecord(kit.db, id), "licence"));
    },
  );
}

function addReadingRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/licence-records",
    {
      config: { access: "signed-in" },
      schema: {
        tags,
        summary: "Licences on record by search",
        querystring: licenceRecordsQuery,
        response: { 200: licenceRecordsSchema },
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { scope, standing, search, page, pageSize } = request.query;
      const own = companiesOf(caller);
      const of = scope === "all" && caller.permissions.has("application.read") ? null : own;
      if (of !== null && of.length === 0) return { total: 0, items: [] };
      const limits = { limit: pageSize, offset: (page - 1) * pageSize };
      const found = await searchLicenceRecords(kit.db, { of, standing, search, ...limits });
      return { total: found.total, items: found.items.map(rowOf) };
    },
  );
  app.get(
    "/api/licence-records/:id",
    {
      config: { access: "signed-in" },
      schema: {
        tags,
        summary: "A licence with its papers, its codes and everything that became of it",
        params: byId,
        response: { 200: licenceRecordSchema, 404: problemSchema },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const row = await findLicenceRecord(kit.db, request.params.id);
      if (row === undefined || !maySee(caller, row))
        return sendProblem(reply, kit.texts, 404, { code: "no-such-licence" });
      return describe(kit, caller, row);
    },
  );
}

function addFileRoute(app: Http, kit: Kit): void {
  app.get(
    "/api/licence-records/:id/file",
    {
      config: { access: "signed-in" },
      schema: { tags, summary: "The Izin as OSS issued it (PDF)", params: byId },
    },
    async (request, reply) => {
      const row = await findLicenceRecord(kit.db, request.params.id);
      if (row === undefined || !maySee(callerOf(request), row) || row.sha256 === null)
        return sendProblem(reply, kit.texts, 404, { code: "no-such-licence" });
      return reply
        .type("application/pdf")
        .header("content-disposition", `inline; filename="${row.originalName ?? "izin.pdf"}"`)
        .header("cache-control", "private, max-age=300")
        .send(await kit.files.stream(row.sha256));
    },
  );
}

function callerOf(request: FastifyRequest): Caller {
  return present(request.caller, "caller");
}

function companiesOf({ memberships }: Caller): readonly string[] {
  return [...new Set(memberships.flatMap(({ organisationId }) => (organisationId === null ? [] : [organisationId])))];
}

function maySee(caller: Caller, { organisationId }: { readonly organisationId: string }): boolean {
  return companiesOf(caller).includes(organisationId) || caller.permissions.has("application.read");
}

function rowOf(
  row: {
    readonly grantedOn: unknown;
    readonly standing: string;
    readonly source: string;
  } & Readonly<Record<"id" | "number" | "organisationId" | "organisationName" | "service" | "kbli", string>>,
) {
  const { id, number, organisationId, organisationName, service, kbli } = row;
  return {
    id,
    number,
    organisationId,
    organisationName,
    service,
    kbli,
    grantedOn: String(row.grantedOn),
    standing: row.standing as LicenceRecordState,
    source: row.source as "imported" | "issued",
  };
}

async function describe(kit: Kit, caller: Caller, row: Found): Promise<z.infer<typeof licenceRecordSchema>> {
  const rulebook = rulebookNow(kit.clock.nowMs());
  const [changes, codes, others] = await Promise.all([
    changesOfLicence(kit.db, row.id),
    codesOfHolder(kit.db, row.organisationId),
    otherStandings(kit.db, row),
  ]);
  const { applicationId, applicationNumber, decreeId, decreeNumber, sha256, bytes, originalName } = row;
  const acts = caller.permissions.has("licence.decide") ? permittedActions(row.standing as LicenceRecordState) : [];
  return {
    ...rowOf(row),
    version: row.version,
    standingSince: row.standingSince?.toISOString() ?? null,
    standingGround: row.standingGround as Ground | null,
    standingReason: row.standingReason,
    application: applicationId === null ? null : { id: applicationId, number: applicationNumber ?? "" },
    sklo: decreeId === null ? null : { id: decreeId, number: decreeNumber ?? "" },
    file: sha256 === null ? null : { sha256, bytes: bytes ?? 0, name: originalName ?? "izin.pdf" },
    codes: codes.map(({ code, mode }) => ({ code, mode: mode as "off" | "test" | "open" })),
    changes: changes.map(({ change, occurredAt, ground, rule, codesMode, codes: changed, ...rest }) => ({
      ...rest,
      change: change as "activate" | LicenceAct,
      at: occurredAt.toISOString(),
      ground: ground as Ground,
      rule: rule === null ? null : citationOf(rulebook, rule),
      codesMode: codesMode as "off" | "open",
      codes: [...changed],
    })),
    acts: [...acts],
    outcomes: acts.map((act) => {
      const codesMode = codesModeAfter(act, others);
      return { act, codesMode, codes: codes.filter(({ mode }) => mode !== codesMode).map(({ code }) => code) };
    }),
  };
}

function citationOf(rulebook: ReturnType<typeof rulebookNow>, rule: string) {
  const cited = citation(rulebook, rule);
  return cited === null ? null : { id: cited.id, clause: cited.clause, standing: cited.standing };
}

function permittedActions(standing: LicenceRecordState): readonly LicenceAct[] {
  if (standing === "revoked") return [];
  return standing === "active" ? ["suspend", "revoke"] : ["resume", "revoke"];
}
