import type { RefusalTable } from "../../../kernel/index.ts";
import { requestContextOf } from "../../tenancy/tenants/index.ts";

/** Refusals of evaluation forms, evaluations and draws. */
export const QUALITY_REFUSALS = {
  "evaluation-form-name-taken": ["taken", "name"],
  "evaluation-form-limit": "limit",
  "evaluation-form-stale": "stale",
  "evaluation-form-versions-full": "limit",
  "no-such-evaluation-form": "not-found",
  "evaluation-question-twice": ["invalid", "sections"],
  "evaluation-questions-many": ["invalid", "sections"],
  "evaluation-weights-missing": ["invalid", "sections"],
  "no-such-contact": "not-found",
  "contact-goes-on": "conflict",
  "no-such-evaluation": "not-found",
  "evaluation-sent": "conflict",
  "evaluation-stale": "stale",
  "evaluation-answer-unfit": "invalid",
  "evaluation-unfinished": "conflict",
  "evaluation-acknowledged": "conflict",
  "no-such-draw": "not-found",
  "report-turned-round": ["conflict", "to"],
  "report-too-long": ["conflict", "to"],
  "draw-too-many": ["conflict", "to"],
  "draw-nothing": ["conflict", "from"],
} as const satisfies RefusalTable;

/** Why a request about evaluations is refused. */
export type QualityRefusal = keyof typeof QUALITY_REFUSALS;

/** Properties that the routes of evaluations share. */
export const QUALITY_ROUTES = {
  tag: "evaluations",
  access: "evaluation.manage",
  contextOf: requestContextOf,
  refusals: QUALITY_REFUSALS,
} as const;
