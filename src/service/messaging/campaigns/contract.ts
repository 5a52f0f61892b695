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
  /** Not before; at once where it is not named. */
  sendAt: z.iso.datetime().optional(),
  perHour: z.coerce.number().int().min(1).max(PER_HOUR_MAX),
  validMinutes: z.coerce.number().int().min(1).max(CAMPAIGN_VALID_MINUTES_MAX),
};

/** What is sent of a file, under which name, when and how fast. */
export const campaignPreviewQuery = z.strictObject(form);

/** The same with what was seen: it is prepared only while it comes to exactly that. */
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

/** What a file would come to. Nothing of it is kept. */
export const campaignLookSchema = z.object({
  /** Lines that can be read, each number once. */
  lines: z.number(),
  /** Those that would be sent as things stand, in how many parts and for how much. */
  sent: z.number(),
  parts: z.number(),
  priceRupiah: z.number(),
  isCovered: z.boolean(),
  faulty: z.number(),
  doubled: z.number(),
  /** What is wrong with lines, the first ones; line 1 is the heading. */
  faults: z.array(z.object({ line: z.number(), code: z.string(), message: z.string() })),
  /** Why lines would not be sent as things stand, the commonest first. */
  refused: z.array(
    z.object({ code: z.string(), message: z.string(), count: z.number(), firstLines: z.array(z.number()) }),
  ),
  /** The first messages as they would be sent. */
  sample: z.array(z.object({ line: z.number(), to: z.string(), text: z.string(), parts: z.number() })),
});

/** Which campaigns. */
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
  /** Why it waits by itself, in the language of the request. */
  held: z.string().nullable(),
  createdAt: z.iso.datetime(),
  createdBy: z.string().nullable(),
  startedAt: moment,
  startedBy: z.string().nullable(),
  endedAt: moment,
});

/** Campaigns, the newest first. */
export const campaignsSchema = z.object({ items: z.array(campaign), next: z.uuid().nullable() });

/** A campaign with what became of its lines. */
export const campaignSchema = campaign.extend({
  chargedRupiah: z.number(),
  /** Lines by where they or their messages stand. */
  standings: z.array(
    z.object({
      state: z.enum([
        ...(["waiting", "refused", "removed", "open", "delivered"] as const),
        ...(["undeliverable", "expired", "rejected", "unknown", "cancelled"] as const),
      ]),
      count: z.number(),
    }),
  ),
  /** Why nothing was sent for lines. */
  refused: z.array(z.object({ code: z.string(), message: z.string(), count: z.number() })),
});

/** Lets a campaign go, over the version that was read. */
export const campaignGoingSchema = z.strictObject({ act: z.enum(["start", "resume"]), expectedVersion: version });

/** Holds a campaign, over the version that was read. */
export const campaignHoldingSchema = z.strictObject({ act: z.enum(["pause", "stop"]), expectedVersion: version });

/** In whose language a file is written. */
export const campaignFileQuery = z.strictObject({ language: z.enum(["id", "en"]).optional() });
