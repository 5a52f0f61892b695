/**
 * The wire of an SKLO on its way through OSS.
 *   GET  /api/licences/:id/oss-handover            the upload step of an application: `handoverSchema`
 *   POST /api/licences/:id/oss-handover/uploaded   "I have uploaded it" -> `handoverSchema`
 *   GET  /api/licences/:id/oss-package             what is to be uploaded, as a list: `packageSchema`
 *   GET  /api/licences/:id/oss-package.zip         the same as an archive
 *   GET  /api/oss/handovers                        all of them, for officers: `handoversQuery` -> `handoversSchema`
 *   POST /api/oss/handovers/:id/look               ask OSS now -> 204
 *   POST /api/oss/handovers/:id/izin               enter the Izin by hand: `izinEntryRequest` -> 204
 *   POST /api/oss/handovers/:id/izin/decision      decide on it: `izinVerdictRequest` -> 204
 *   GET  /api/oss/differences                      where OSS has another status than it was told: `differencesSchema`
 */
import { z } from "zod";
import { HANDOVER_STATES } from "./handover.ts";

const instant = z.iso.datetime();
const paging = {
  page: z.coerce.number().int().min(1).max(100_000).default(1),
  pageSize: z.coerce.number().int().min(1).max(200).default(50),
};

/** Where the upload of an SKLO stands. "none" before there is an SKLO to upload. */
export const handoverSchema = z.object({
  state: z.enum(["none", ...HANDOVER_STATES]),
  isConfigured: z.boolean(),
  /** Whether the application is tied to a licence in OSS, so that OSS can be asked. */
  isLinked: z.boolean(),
  licenseId: z.string().nullable(),
  sklo: z.object({ id: z.uuid(), number: z.string(), bytes: z.number() }).nullable(),
  /** Where OSS is for people; null where it is not known. */
  ossPage: z.string().nullable(),
  openedAt: instant.nullable(),
  saidAt: instant.nullable(),
  saidByName: z.string().nullable(),
  seenAt: instant.nullable(),
  /** When and why OSS refused what was uploaded; null once it is uploaded again. */
  refusal: z.object({ at: instant, reason: z.string() }).nullable(),
  grantedAt: instant.nullable(),
  lookedAt: instant.nullable(),
  nextLookAt: instant.nullable(),
  /** The licence on record that came of it. */
  licence: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  mayWrite: z.boolean(),
});

/** What is to be uploaded to OSS. */
export const packageSchema = z.object({
  files: z.array(z.object({ name: z.string(), bytes: z.number(), sha256: z.string(), href: z.string() })),
  documents: z.array(
    z.object({
      name: z.string(),
      slot: z.string(),
      bytes: z.number(),
      sha256: z.string(),
      /** Larger than OSS takes by a link. */
      isTooLarge: z.boolean(),
    }),
  ),
});

/** An Izin that an officer enters where OSS cannot be asked for it; the file was uploaded for "izin-by-hand". */
export const izinEntryRequest = z.strictObject({
  number: z.string().trim().min(3).max(60),
  grantedOn: z.iso.date(),
  fileId: z.uuid(),
});

/** What another officer says of an Izin that was entered. */
export const izinVerdictRequest = z.strictObject({
  verdict: z.enum(["confirm", "refuse"]),
  reason: z.string().trim().max(2_000).default(""),
});

/** Search over hand-overs. */
export const handoversQuery = z.strictObject({
  state: z.enum(["open", "all", ...HANDOVER_STATES]).default("open"),
  search: z.string().max(100).default(""),
  ...paging,
});

/** A page of hand-overs. */
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
      /** What an officer entered by hand and another has not decided on. */
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

/** Cases of which OSS has another status than it was told last. */
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
