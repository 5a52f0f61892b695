import { z } from "zod";
import { CAMPAIGN_NAME_MAX, CAMPAIGN_VALID_MINUTES_MAX, CAMPAIGNS_OPEN_MAX, PER_HOUR_MAX } from "./limits.shared.ts";

const SENDER = /^[A-Za-z0-9 ._-]{3,15}$/;
const version = z.int().min(1);
const moment = z.iso.datetime().nullable();
const zone = z.enum(["WIB", "WITA", "WIT"]);
const state = z.enum(["prepared", "running", "paused", "stopped", "done"]);

const form = {
  templateId: z.uuid(),
  templateVersion: z.coerce.number().int().min(1).max(1_000),
  sender: z.string().trim().regex(SENDER),
  zone: zone.optional(),
  /** Earliest sending time; at once when absent. */
  sendAt: z.iso.datetime().optional(),
  perHour: z.coerce.number().int().min(1).max(PER_HOUR_MAX),
  validMinutes: z.coerce.number().int().min(1).max(CAMPAIGN_VALID_MINUTES_MAX),
};

/** Settings of a campaign: template, name, start and rate. */
export const campaignPreviewQuery = z.strictObject(form);

/** The same with the previewed totals: it is prepared only if they are unchanged. */
export const campaignPrepareQuery = z.strictObject({
  ...form,
  name: z
    .string()
    .trim()
    .min(1)
    .max(CAMPAIGN_NAME_MAX)
    .refine((text) => text.isWellFormed() && !/\p{Cc}/u.test(text)),
  expectedLines: z.coerce.number().int().min(1),
  expectedParts: z.coerce.number().int().min(1),
  expectedRupiah: z.coerce.number().int().min(0),
  requestKey: z.uuid(),
});

/** The preview of a file. Nothing is stored. */
export const campaignLookSchema = z.object({
  /** Valid lines, each number once. */
  lines: z.number(),
  /** Lines that would be sent at present, with their segments and price. */
  sent: z.number(),
  parts: z.number(),
  priceRupiah: z.number(),
  isCovered: z.boolean(),
  faulty: z.number(),
  doubled: z.number(),
  /** Faults of lines, the first ones; line 1 is the heading. */
  faults: z.array(z.object({ line: z.number(), code: z.string(), message: z.string() })),
  /** Reasons for which lines would be refused at present, most frequent first. */
  refused: z.array(
    z.object({ code: z.string(), message: z.string(), count: z.number(), firstLines: z.array(z.number()) }),
  ),
  /** The first messages as they would be sent. */
  sample: z.array(z.object({ line: z.number(), to: z.string(), text: z.string(), parts: z.number() })),
});

/** Filter of the campaign list. */
export const campaignsQuery = z.strictObject({
  after: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(CAMPAIGNS_OPEN_MAX).default(25),
});

const campaign = z.object({
  id: z.uuid(),
  name: z.string(),
  template: z.string(),
  templateVersion: z.number(),
  sender: z.string(),
  zone: zone.nullable(),
  state,
  version: z.number(),
  sendAt: z.iso.datetime(),
  perHour: z.number(),
  validMinutes: z.number(),
  lines: z.number(),
  waiting: z.number(),
  parts: z.number(),
  priceRupiah: z.number(),
  faulty: z.number(),
  doubled: z.number(),
  /** Reason why the campaign is held, in the language of the request. */
  held: z.string().nullable(),
  createdAt: z.iso.datetime(),
  createdBy: z.string().nullable(),
  startedAt: moment,
  startedBy: z.string().nullable(),
  endedAt: moment,
});

/** Campaigns, newest first. */
export const campaignsSchema = z.object({ items: z.array(campaign), next: z.uuid().nullable() });

/** A campaign with the results of its lines. */
export const campaignSchema = campaign.extend({
  chargedRupiah: z.number(),
  /** Lines by state of the line or its message. */
  standings: z.array(
    z.object({
      state: z.enum([
        ...(["waiting", "refused", "removed", "open", "delivered"] as const),
        ...(["undeliverable", "expired", "rejected", "unknown", "cancelled"] as const),
      ]),
      count: z.number(),
    }),
  ),
  /** Reasons for which lines were refused. */
  refused: z.array(z.object({ code: z.string(), message: z.string(), count: z.number() })),
});

/** Starts or resumes a campaign at the version that was read. */
export const campaignGoingSchema = z.strictObject({ act: z.enum(["start", "resume"]), expectedVersion: version });

/** Pauses or stops a campaign at the version that was read. */
export const campaignHoldingSchema = z.strictObject({ act: z.enum(["pause", "stop"]), expectedVersion: version });

/** Language of the file's headings. */
export const campaignFileQuery = z.strictObject({ language: z.enum(["id", "en"]).optional() });
