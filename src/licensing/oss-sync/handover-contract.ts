/**
 * API schemas of the SKLO handover through OSS.
 *   GET  /api/licences/:id/oss-handover            the upload step of an application: `handoverSchema`
 *   POST /api/licences/:id/oss-handover/uploaded   the applicant confirms the upload -> `handoverSchema`
 *   GET  /api/licences/:id/oss-package             the files to upload, as a list: `packageSchema`
 *   GET  /api/licences/:id/oss-package.zip         the same files as an archive
 *   GET  /api/oss/handovers                        all handovers, for officers: `handoversQuery` -> `handoversSchema`
 *   POST /api/oss/handovers/:id/look               query OSS now -> 204
 *   POST /api/oss/handovers/:id/izin               enter the Izin by hand: `izinEntryRequest` -> 204
 *   POST /api/oss/handovers/:id/izin/decision      decide on it: `izinVerdictRequest` -> 204
 *   GET  /api/oss/differences                      cases whose status at OSS differs from the last report: `differencesSchema`
 */
import { z } from "zod";
import { HANDOVER_STATES } from "./handover.ts";

const instant = z.iso.datetime();
const paging = {
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
};

/** The state of an SKLO's upload. "none" until there is an SKLO to upload. */
export const handoverSchema = z.object({
  state: z.enum(["none", ...HANDOVER_STATES]),
  isConfigured: z.boolean(),
  /** Whether the application is linked to a licence in OSS, so that OSS can be queried. */
  isLinked: z.boolean(),
  licenseId: z.string().nullable(),
  sklo: z.object({ id: z.uuid(), number: z.string(), bytes: z.number() }).nullable(),
  /** URL of the OSS pages for users; null if unknown. */
  ossPage: z.string().nullable(),
  openedAt: instant.nullable(),
  saidAt: instant.nullable(),
  saidByName: z.string().nullable(),
  seenAt: instant.nullable(),
  /** When and why OSS refused the uploaded document; null once it is uploaded again. */
  refusal: z.object({ at: instant, reason: z.string() }).nullable(),
  grantedAt: instant.nullable(),
  lookedAt: instant.nullable(),
  nextLookAt: instant.nullable(),
  /** The resulting licence on record. */
  licence: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  mayWrite: z.boolean(),
});

/** The files to upload to OSS. */
export const packageSchema = z.object({
  files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string(), href: z.string() })),
  documents: z.array(
    z.object({
      name: z.string(),
      slot: z.string(),
      bytes: z.number(),
      sha256: z.string(),
      /** Larger than OSS accepts by a link. */
      isTooLarge: z.boolean(),
    }),
  ),
});

/** An Izin entered by an officer if OSS cannot be queried for it; the file's upload purpose is "izin-by-hand". */
export const izinEntryRequest = z.strictObject({
  number: z.string().trim().min(3).max(60),
  grantedOn: z.iso.date(),
  fileId: z.uuid(),
});

/** Another officer's decision on an entered Izin. */
export const izinVerdictRequest = z.strictObject({
  verdict: z.enum(["confirm", "refuse"]),
  reason: z.string().trim().max(2_000).default(""),
});

/** Query of SKLO handovers. */
export const handoversQuery = z.strictObject({
  state: z.enum(["open", "all", ...HANDOVER_STATES]).default("open"),
  search: z.string().max(100).default(""),
  ...paging,
});

/** A page of SKLO handovers. */
export const handoversSchema = z.object({
  total: z.number(),
  isConfigured: z.boolean(),
  items: z.array(
    z.object({
      applicationId: z.uuid(),
      number: z.string().nullable(),
      organisationName: z.string(),
      skloNumber: z.string(),
      licenseId: z.string().nullable(),
      state: z.enum(HANDOVER_STATES),
      openedAt: instant,
      saidAt: instant.nullable(),
      toldAt: instant.nullable(),
      seenAt: instant.nullable(),
      grantedAt: instant.nullable(),
      looks: z.number(),
      lookedAt: instant.nullable(),
      nextLookAt: instant.nullable(),
      lastError: z.string().nullable(),
      lastDetail: z.string().nullable(),
      /** An officer's manual entry that another officer has not decided yet. */
      entry: z
        .object({
          number: z.string(),
          grantedOn: z.iso.date(),
          fileId: z.uuid(),
          byName: z.string(),
          isOwn: z.boolean(),
        })
        .nullable(),
      licence: z.object({ id: z.uuid(), number: z.string() }).nullable(),
    }),
  ),
});

/** Cases whose status at OSS differs from the last report. */
export const differencesSchema = z.object({
  total: z.number(),
  checkedAt: instant.nullable(),
  items: z.array(
    z.object({
      applicationId: z.uuid(),
      number: z.string().nullable(),
      organisationName: z.string(),
      licenseId: z.string(),
      ours: z.string(),
      theirs: z.string(),
      checkedAt: instant,
    }),
  ),
});
