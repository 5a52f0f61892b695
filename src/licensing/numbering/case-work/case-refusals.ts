/** HTTP status of the refusals common to all kinds of cases: visibility, permitted actions and authority. */
export const CASE_REFUSAL_STATUS = {
  "no-such-application": 404,
  "version-stale": 409,
  "command-not-now": 409,
  "not-your-case": 403,
  "four-eyes": 403,
  "conflict-of-interest": 403,
  "organisation-not-verified": 403,
  "nib-not-in-force": 403,
  "service-not-in-nib": 403,
  "promise-paused": 409,
  "promise-restart-limit": 409,
  "items-open": 409,
  "items-returned": 409,
  "item-unknown": 400,
  "reason-missing": 400,
  "remedy-missing": 400,
  "assignee-unfit": 409,
  "assignee-conflict": 409,
  "assignee-same": 409,
  "mandate-missing": 409,
  "mandate-other-signer": 403,
} as const;

/** The rule behind each of these refusals, where there is one. */
export const CASE_REFUSAL_RULES = {
  "nib-not-in-force": "oss-nib-blocks",
  "promise-restart-limit": "promise-restarts-max",
  "service-not-in-nib": "service-kbli",
} as const;
