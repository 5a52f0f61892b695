/** Reasons for which a campaign request is refused. */
export type CampaignRefusal =
  | "no-such-sms-campaign"
  | "sms-campaign-stale"
  | "sms-campaign-changed"
  | "sms-campaign-limit"
  | "sms-campaign-nothing"
  | "sms-campaign-otp"
  | "sms-campaign-file-missing"
  | "sms-lines-large"
  | "sms-lines-unread"
  | "no-such-sms-template"
  | "template-sender"
  | "send-time-unfit";

/** HTTP status and field at fault of each refusal. */
export const CAMPAIGN_ANSWERS: Readonly<
  Record<CampaignRefusal, { readonly status: 400 | 404 | 409 | 413; readonly path?: string }>
> = {
  "no-such-sms-campaign": { status: 404 },
  "sms-campaign-stale": { status: 409 },
  "sms-campaign-changed": { status: 409 },
  "sms-campaign-limit": { status: 409 },
  "sms-campaign-nothing": { status: 409, path: "file" },
  "sms-campaign-otp": { status: 400, path: "templateId" },
  "sms-campaign-file-missing": { status: 400, path: "file" },
  "sms-lines-large": { status: 413, path: "file" },
  "sms-lines-unread": { status: 400, path: "file" },
  "no-such-sms-template": { status: 404, path: "templateId" },
  "template-sender": { status: 400, path: "sender" },
  "send-time-unfit": { status: 400, path: "sendAt" },
};
