/** Evaluations as the HTTP API returns them. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type {
  EvaluationReport,
  EvaluationView,
  OwnEvaluationView,
} from "../../../../src/service/acd/quality/evaluation.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/** The list of forms. */
type Forms = Answered<"/api/service/evaluation-forms">;
/** One form of the list. */
export type FormRow = Forms["items"][number];
/** The newest version of a form. */
export type EvaluationForm = Answered<"/api/service/evaluation-forms/{id}">;
/** The list of evaluations. */
type Evaluations = Answered<"/api/service/evaluations">;
/** One evaluation of the list. */
export type EvaluationRow = Evaluations["items"][number];
/** The query of a list of evaluations. */
export type EvaluationsQuery = NonNullable<paths["/api/service/evaluations"]["get"]["parameters"]["query"]>;
/** A sample with its contacts. */
export type Draw = Answered<"/api/service/evaluation-draws/{id}">;
/** A sample in the list. */
export type DrawRow = Answered<"/api/service/evaluation-draws">["items"][number];
/** Evaluations sent to the current agent. */
type OwnEvaluations = Answered<"/api/service/desk/evaluations">;
/** An evaluation in the current agent's list. */
export type OwnEvaluationRow = OwnEvaluations["items"][number];
/** The query of a report. */
export type EvaluationReportQuery = paths["/api/service/reports/evaluations"]["get"]["parameters"]["query"];

/** Prefix of all query keys of evaluations, so that a command invalidates all of them. */
export const EVALUATIONS_KEY = ["service", "evaluations"] as const;

/** Forms by name. */
export const formsQuery = queryOptions({
  queryKey: [...EVALUATIONS_KEY, "forms"],
  queryFn: () => read<Forms>(api.GET("/api/service/evaluation-forms")),
});

/** The newest version of one form. */
export const formQuery = (id: string) =>
  queryOptions({
    queryKey: [...EVALUATIONS_KEY, "form", id],
    queryFn: () => read<EvaluationForm>(api.GET("/api/service/evaluation-forms/{id}", { params: { path: { id } } })),
  });

/** A page of evaluations. */
export const evaluationsQuery = (query: EvaluationsQuery) =>
  queryOptions({
    queryKey: [...EVALUATIONS_KEY, "list", query],
    queryFn: () => read<Evaluations>(api.GET("/api/service/evaluations", { params: { query } })),
    placeholderData: keepPreviousData,
  });

/** One evaluation. */
export const evaluationQuery = (id: string) =>
  queryOptions({
    queryKey: [...EVALUATIONS_KEY, "one", id],
    queryFn: () => read<EvaluationView>(api.GET("/api/service/evaluations/{id}", { params: { path: { id } } })),
  });

/** Samples, newest first. */
export const drawsQuery = queryOptions({
  queryKey: [...EVALUATIONS_KEY, "draws"],
  queryFn: () => read<{ items: DrawRow[] }>(api.GET("/api/service/evaluation-draws")),
});

/** One sample with its contacts. */
export const drawQuery = (id: string) =>
  queryOptions({
    queryKey: [...EVALUATIONS_KEY, "draw", id],
    queryFn: () => read<Draw>(api.GET("/api/service/evaluation-draws/{id}", { params: { path: { id } } })),
  });

/** Aggregated results of evaluations. */
export const evaluationReportQuery = (query: EvaluationReportQuery) =>
  queryOptions({
    queryKey: [...EVALUATIONS_KEY, "report", query],
    queryFn: () => read<EvaluationReport>(api.GET("/api/service/reports/evaluations", { params: { query } })),
    placeholderData: keepPreviousData,
  });

/** Evaluations sent to the current agent. */
export const ownEvaluationsQuery = queryOptions({
  queryKey: ["service", "desk", "evaluations"],
  queryFn: () => read<OwnEvaluations>(api.GET("/api/service/desk/evaluations")),
});

/** One evaluation of the current agent. */
export const ownEvaluationQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "desk", "evaluations", id],
    queryFn: () => read<OwnEvaluationView>(api.GET("/api/service/desk/evaluations/{id}", { params: { path: { id } } })),
  });
