import type { RefusalTable } from "../../../../kernel/index.ts";
import { requestContextOf } from "../../../tenancy/tenants/index.ts";

/** Refusals of SMS settings. */
export const SETTINGS_REFUSALS = {
  "no-such-sms-carrier": "not-found",
  "sms-carrier-name-taken": ["taken", "name"],
  "sms-carrier-stale": "stale",
  "sms-carrier-limit": "limit",
  "sms-carrier-password-missing": ["invalid", "password"],
  "sms-carrier-system-id-unfit": ["invalid", "systemId"],
  "sms-carrier-password-unfit": ["invalid", "password"],
  "sms-carrier-system-type-unfit": ["invalid", "systemType"],
  "no-such-sms-sender": "not-found",
  "sms-sender-taken": ["taken", "value"],
  "sms-sender-limit": "limit",
  "sender-unfit": ["invalid", "value"],
  "sender-look-alike": ["conflict", "value"],
  "sms-barred-taken": ["taken", "prefix"],
  "no-such-sms-barred": "not-found",
  "sms-free-prefix-taken": ["taken", "prefix"],
  "sms-free-prefix-limit": "limit",
  "no-such-sms-free-prefix": "not-found",
  "no-such-tenant": ["not-found", "centreId"],
  "sms-keyword-taken": ["taken", "word"],
  "sms-keyword-limit": "limit",
  "sms-keyword-reserved": ["conflict", "word"],
  "sms-keyword-unfit": ["invalid", "answer"],
  "no-such-sms-keyword": "not-found",
  "no-such-sms-account": "not-found",
  "sms-account-name-taken": ["taken", "name"],
  "sms-system-id-taken": ["taken", "systemId"],
  "sms-account-limit": "limit",
  "sms-address-unfit": ["invalid", "addresses"],
  "recipient-unfit": ["invalid", "recipient"],
  "no-such-sms-opt-out": "not-found",
  "no-such-sms-template": "not-found",
  "sms-template-taken": ["taken", "name"],
  "sms-template-limit": "limit",
  "sms-template-stale": "stale",
  "sms-template-not-draft": "conflict",
  "sms-template-not-asked": "conflict",
  "sms-template-own": "conflict",
  "sms-template-versions": "limit",
  "sms-template-writers": "limit",
  "sms-template-braces": ["invalid", "body"],
  "sms-template-variables": ["invalid", "variables"],
  "sms-template-too-long": ["invalid", "body"],
  "sms-template-sender-unknown": ["invalid", "senders"],
  "sms-template-reason-missing": ["invalid", "reason"],
} as const satisfies RefusalTable;

/** Why a request about SMS settings is refused. */
export type SettingsRefusal = keyof typeof SETTINGS_REFUSALS;

/** Properties that the routes of a call centre's SMS settings share. */
export const SETTINGS_ROUTES = { tag: "service", contextOf: requestContextOf, refusals: SETTINGS_REFUSALS } as const;
