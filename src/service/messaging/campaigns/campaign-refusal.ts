import type { RefusalTable } from "../../../kernel/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";

/** Refusals of campaigns. */
export const CAMPAIGN_REFUSALS = {
  "no-such-sms-campaign": "not-found",
  "sms-campaign-stale": "stale",
  "sms-campaign-changed": "stale",
  "sms-campaign-limit": "limit",
  "sms-campaign-nothing": ["conflict", "file"],
  "sms-campaign-otp": ["invalid", "templateId"],
  "sms-campaign-file-missing": ["invalid", "file"],
  "sms-lines-large": ["too-large", "file"],
  "sms-lines-unread": ["invalid", "file"],
  "no-such-sms-template": ["not-found", "templateId"],
  "template-sender": ["invalid", "sender"],
  "send-time-unfit": ["invalid", "sendAt"],
} as const satisfies RefusalTable;

/** Why a request about campaigns is refused. */
export type CampaignRefusal = keyof typeof CAMPAIGN_REFUSALS;

/** Properties that the routes of campaigns share. */
export const CAMPAIGN_ROUTES = { tag: "service", contextOf: requestContextOf, refusals: CAMPAIGN_REFUSALS } as const;
