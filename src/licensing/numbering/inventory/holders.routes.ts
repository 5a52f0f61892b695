import type { FastifyReply } from "fastify";
import { z } from "zod";
import { type Http, problemSchema } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import { csvFile } from "../../../platform/sheets/index.ts";
import type { Locale } from "../../../platform/texts/index.ts";
import { laterByMonths, readNumberingPlan, readRevocationRules } from "../../../regulation/index.ts";
import { rulebookNow } from "../cases/rules-in-force.ts";
import { displayCode } from "../codes/access-code.ts";
import {
  type HolderDay,
  type HolderRow,
  searchHolders,
  searchWatchedCodes,
  type WatchedCodeRow,
} from "./holders.store.ts";
import {
  heldCodesExportQuery,
  heldCodesQuery,
  heldCodesSchema,
  holdersExportQuery,
  holdersQuery,
  holdersSchema,
} from "./holders-contract.ts";

const DAY_MS = 86_400_000;
const HOLDS_DAYS = 30;
/** Maximum number of rows of one file. */
const EXPORT_ROWS_MAX = 10_000;

const config = { access: "inventory.read" } as const;
const tags = ["inventory"];
const problems = { 400: problemSchema, 401: problemSchema, 403: problemSchema };

/** Routes of code holders with their number of codes and of codes without reported use, which suggest revocations. */
export function addHolderRoutes(app: Http, kit: Kit): void {
  app.get(
    "/api/holders",
    {
      config,
      schema: {
        tags,
        summary: "Companies by the codes they hold",
        querystring: holdersQuery,
        response: { 200: holdersSchema, ...problems },
      },
    },
    async (request) => {
      const { search, only, sort, page, pageSize } = request.query;
      const day = dayOf(kit);
      const cut = { limit: pageSize, offset: (page - 1) * pageSize };
      const found = await searchHolders(kit.db, { search, only, sort, ...cut, ...day });
      return { total: found.total, items: found.items.map((row) => viewHolder(row, day)) };
    },
  );
  app.get(
    "/api/holders/codes",
    {
      config,
      schema: {
        tags,
        summary: "Held codes by what is known of their use",
        querystring: heldCodesQuery,
        response: { 200: heldCodesSchema, ...problems },
      },
    },
    async (request) => {
      const { search, organisationId = null, ground, page, pageSize } = request.query;
      const day = dayOf(kit);
      const cut = { limit: pageSize, offset: (page - 1) * pageSize };
      const found = await searchWatchedCodes(kit.db, { search, organisationId, ground, ...cut, ...day });
      return { total: found.total, items: found.items.map((row) => viewCode(row, day)) };
    },
  );
  addExports(app, kit);
}

function addExports(app: Http, kit: Kit): void {
  app.get(
    "/api/holders/export",
    {
      config,
      schema: {
        tags,
        summary: "Companies by the codes they hold, as CSV",
        querystring: holdersExportQuery,
        response: { 200: z.any(), ...problems },
      },
    },
    async (request, reply) => {
      const { search, only, sort, language } = request.query;
      const locale = language ?? request.locale;
      const asked = { search, only, sort, limit: EXPORT_ROWS_MAX, offset: 0, ...dayOf(kit) };
      const { items } = await searchHolders(kit.db, asked);
      const names = ["company", "nib", "nibStatus", "codes", "unreported", "oldest", "holds", "openRevocations"];
      const rows = items.map((row) => [
        row.name,
        row.nib ?? "",
        row.nibStatus ?? "",
        String(row.codes),
        String(row.unreported),
        row.unreportedSince?.toISOString() ?? "",
        String(row.holds),
        String(row.openRevocations),
      ]);
      return sendSpreadsheet(reply, { kit, locale, names, rows, file: "pemegang-kode.csv" });
    },
  );
  app.get(
    "/api/holders/codes/export",
    {
      config,
      schema: {
        tags,
        summary: "Held codes by what is known of their use, as CSV",
        querystring: heldCodesExportQuery,
        response: { 200: z.any(), ...problems },
      },
    },
    async (request, reply) => {
      const { search, organisationId = null, ground, language } = request.query;
      const locale = language ?? request.locale;
      const day = dayOf(kit);
      const asked = { search, organisationId, ground, limit: EXPORT_ROWS_MAX, offset: 0, ...day };
      const { items } = await searchWatchedCodes(kit.db, asked);
      const names = ["code", "company", "heldSince", "report", "reportedAt", "ground"];
      const rows = items.map((row) => [
        displayCode(row.code),
        row.holder,
        row.since.toISOString(),
        row.reportedStatus ?? "",
        row.reportedAt?.toISOString() ?? "",
        groundOf(row, day) ?? "",
      ]);
      return sendSpreadsheet(reply, { kit, locale, names, rows, file: "kode-dipegang.csv" });
    },
  );
}

/** The ground that suggests a revocation of a code; only an officer opens one. */
function groundOf(row: WatchedCodeRow, day: HolderDay): "unused" | "nib" | null {
  if (row.nibStatus !== null && day.nibStatuses.includes(row.nibStatus)) return "nib";
  return row.reportedStatus !== "in-use" && row.since <= day.unusedSince ? "unused" : null;
}

function dayOf(kit: Kit): HolderDay {
  const nowMs = kit.clock.nowMs();
  const rulebook = rulebookNow(nowMs);
  return {
    holdsSince: new Date(nowMs - HOLDS_DAYS * DAY_MS),
    unusedSince: new Date(laterByMonths(nowMs, -readNumberingPlan(rulebook).unusedRevocableMonths)),
    nibStatuses: readRevocationRules(rulebook).nibStatuses,
  };
}

function viewHolder(row: HolderRow, { nibStatuses }: HolderDay) {
  const { id, name, nib, nibStatus, codes, unreported, unreportedSince, holds, openRevocations } = row;
  const isNibGround = nibStatus !== null && nibStatuses.includes(nibStatus);
  const since = unreportedSince?.toISOString() ?? null;
  return { id, name, nib, nibStatus, isNibGround, codes, unreported, unreportedSince: since, holds, openRevocations };
}

function viewCode(row: WatchedCodeRow, day: HolderDay) {
  const ground = groundOf(row, day);
  return {
    code: row.code,
    display: displayCode(row.code),
    organisationId: row.organisationId,
    holder: row.holder,
    since: row.since.toISOString(),
    reportedStatus: row.reportedStatus,
    reportedAt: row.reportedAt?.toISOString() ?? null,
    ground,
    groundSince: ground === "nib" ? (row.nibStatusSince?.toISOString() ?? null) : null,
    openCase: row.caseId === null ? null : { id: row.caseId, kind: row.caseKind ?? "" },
  };
}

function sendSpreadsheet(
  reply: FastifyReply,
  sheet: {
    readonly kit: Kit;
    readonly locale: Locale;
    readonly names: readonly string[];
    readonly rows: readonly (readonly string[])[];
    readonly file: string;
  },
): FastifyReply {
  const { kit, locale, names, rows, file } = sheet;
  const heading = names.map((name) => kit.texts.text(locale, `web.inventory.holders.${name}`));
  reply.header("content-type", "text/csv; charset=utf-8");
  reply.header("content-disposition", `attachment; filename="${file}"`);
  return reply.send(csvFile([heading, ...rows], locale));
}
