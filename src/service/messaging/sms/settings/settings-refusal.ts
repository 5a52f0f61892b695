/** Why an SMS setting is refused. */
export type SettingsRefusal =
  | "no-such-sms-carrier"
  | "sms-carrier-name-taken"
  | "sms-carrier-stale"
  | "sms-carrier-limit"
  | "sms-carrier-password-missing"
  | "sms-carrier-system-id-unfit"
  | "sms-carrier-password-unfit"
  | "sms-carrier-system-type-unfit"
  | "no-such-sms-sender"
  | "sms-sender-taken"
  | "sms-sender-limit"
  | "sender-unfit"
  | "sender-look-alike"
  | "sms-barred-taken"
  | "no-such-sms-barred"
  | "sms-free-prefix-taken"
  | "sms-free-prefix-limit"
  | "no-such-sms-free-prefix"
  | "no-such-tenant"
  | "sms-keyword-taken"
  | "sms-keyword-limit"
  | "sms-keyword-reserved"
  | "sms-keyword-unfit"
  | "no-such-sms-keyword"
  | "no-such-sms-account"
  | "sms-account-name-taken"
  | "sms-system-id-taken"
  | "sms-account-limit"
  | "sms-address-unfit"
  | "recipient-unfit"
  | "no-such-sms-opt-out"
  | "no-such-sms-template"
  | "sms-template-taken"
  | "sms-template-limit"
  | "sms-template-stale"
  | "sms-template-not-draft"
  | "sms-template-not-asked"
  | "sms-template-own"
  | "sms-template-versions"
  | "sms-template-writers"
  | "sms-template-braces"
  | "sms-template-variables"
  | "sms-template-too-long"
  | "sms-template-sender-unknown"
  | "sms-template-reason-missing";

/** HTTP status of each refusal, and the field at fault. */
export const SETTINGS_ANSWERS: Readonly<
  Record<SettingsRefusal, { readonly status: 400 | 404 | 409; readonly path?: string }>
> = {
  "no-such-sms-carrier": { status: 404 },
  "sms-carrier-name-taken": { status: 409, path: "name" },
  "sms-carrier-stale": { status: 409 },
  "sms-carrier-limit": { status: 409 },
  "sms-carrier-password-missing": { status: 400, path: "password" },
  "sms-carrier-system-id-unfit": { status: 400, path: "systemId" },
  "sms-carrier-password-unfit": { status: 400, path: "password" },
  "sms-carrier-system-type-unfit": { status: 400, path: "systemType" },
  "no-such-sms-sender": { status: 404 },
  "sms-sender-taken": { status: 409, path: "value" },
  "sms-sender-limit": { status: 409 },
  "sender-unfit": { status: 400, path: "value" },
  "sender-look-alike": { status: 409, path: "value" },
  "sms-barred-taken": { status: 409, path: "prefix" },
  "no-such-sms-barred": { status: 404 },
  "sms-free-prefix-taken": { status: 409, path: "prefix" },
  "sms-free-prefix-limit": { status: 409 },
  "no-such-sms-free-prefix": { status: 404 },
  "no-such-tenant": { status: 404, path: "centreId" },
  "sms-keyword-taken": { status: 409, path: "word" },
  "sms-keyword-limit": { status: 409 },
  "sms-keyword-reserved": { status: 409, path: "word" },
  "sms-keyword-unfit": { status: 400, path: "answer" },
  "no-such-sms-keyword": { status: 404 },
  "no-such-sms-account": { status: 404 },
  "sms-account-name-taken": { status: 409, path: "name" },
  "sms-system-id-taken": { status: 409, path: "systemId" },
  "sms-account-limit": { status: 409 },
  "sms-address-unfit": { status: 400, path: "addresses" },
  "recipient-unfit": { status: 400, path: "recipient" },
  "no-such-sms-opt-out": { status: 404 },
  "no-such-sms-template": { status: 404 },
  "sms-template-taken": { status: 409, path: "name" },
  "sms-template-limit": { status: 409 },
  "sms-template-stale": { status: 409 },
  "sms-template-not-draft": { status: 409 },
  "sms-template-not-asked": { status: 409 },
  "sms-template-own": { status: 409 },
  "sms-template-versions": { status: 409 },
  "sms-template-writers": { status: 409 },
  "sms-template-braces": { status: 400, path: "body" },
  "sms-template-variables": { status: 400, path: "variables" },
  "sms-template-too-long": { status: 400, path: "body" },
  "sms-template-sender-unknown": { status: 400, path: "senders" },
  "sms-template-reason-missing": { status: 400, path: "reason" },
};
