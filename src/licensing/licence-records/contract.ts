/**
 * API schemas of licences on record.
 *   GET  /api/licence-records?scope&…          list: `licenceRecordsQuery` -> `licenceRecordsSchema`
 *   GET  /api/licence-records/:id              one licence: `licenceRecordSchema`
 *   GET  /api/licence-records/:id/file         the Izin that OSS issued (PDF)
 *   POST /api/licence-records/:id/commands     suspend, resume, revoke (final, requires a second factor):
 *                                              `licenceActRequest` -> `licenceRecordSchema`
 */
import { z } from "zod";
import { standingSchema } from "../../regulation/index.ts";
import { GROUNDS, LICENCE_ACTIONS, STANDINGS } from "./licence-record.ts";

const instant = z.iso.datetime();

/** Search over licences. */
export const licenceRecordsQuery = z.strictObject({
  scope: z.enum(["mine", "all"]).default("mine"),
  standing: z.enum(["any", ...STANDINGS]).default("any"),
  search: z.string().max(100).default(""),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
});

const rowSchema = z.object({
  id: z.uuid(),
  /** As assigned by OSS. */
  number: z.string(),
  organisationId: z.uuid(),
  organisationName: z.string(),
  grantedOn: z.iso.date(),
  service: z.string(),
  kbli: z.string(),
  standing: z.enum(STANDINGS),
  source: z.enum(["imported", "issued"]),
});

/** A page of licences. */
export const licenceRecordsSchema = z.object({ total: z.number(), items: z.array(rowSchema) });

const changeSchema = z.object({
  sequence: z.number(),
  change: z.enum(["activate", ...LICENCE_ACTIONS]),
  at: instant,
  byName: z.string().nullable(),
  ground: z.enum(GROUNDS),
  rule: z.object({ id: z.string(), clause: z.string(), standing: standingSchema }).nullable(),
  reason: z.string(),
  codesMode: z.enum(["off", "open"]),
  codes: z.array(z.string()),
});

/** A licence with its history. */
export const licenceRecordSchema = rowSchema.extend({
  version: z.number(),
  standingSince: instant.nullable(),
  standingGround: z.enum(GROUNDS).nullable(),
  standingReason: z.string().nullable(),
  /** The application for it; null for an imported licence. */
  application: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  /** The SKLO on which it is based. */
  sklo: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  /** The Izin; null for an imported licence. */
  file: z.object({ sha256: z.string(), bytes: z.number(), name: z.string() }).nullable(),
  codes: z.array(z.object({ code: z.string(), mode: z.enum(["off", "test", "open"]) })),
  changes: z.array(changeSchema),
  /** The reader's permitted actions. */
  acts: z.array(z.enum(LICENCE_ACTIONS)),
  /** The effect of each action on the company's codes, in the same transaction. */
  outcomes: z.array(
    z.object({ act: z.enum(LICENCE_ACTIONS), codesMode: z.enum(["off", "open"]), codes: z.array(z.string()) }),
  ),
});

/** An action on a licence with its reason, which the company can read. */
export const licenceActRequest = z.strictObject({
  act: z.enum(LICENCE_ACTIONS),
  expectedVersion: z.number().int().min(1),
  reason: z.string().trim().min(1).max(2_000),
  /** The rule behind the action; null if none is named. */
  ruleId: z.string().min(1).max(80).nullable().default(null),
  /** A code of the officer's second factor, required to revoke; a demonstration account has none. */
  code: z.string().max(20).default(""),
});
