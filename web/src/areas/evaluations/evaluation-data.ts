/** Evaluations as the HTTP API answers with them. */
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

/** Forms as a list has them. */
type Forms = Answered<"/api/service/evaluation-forms">;
/** One form of the list. */
export type FormRow = Forms["items"][number];
/** A form in its newest version. */
export type EvaluationForm = Answered<"/api/service/evaluation-forms/{id}">;
/** Evaluations as a list has them. */
type Evaluations = Answered<"/api/service/evaluations">;
/** One evaluation of the list. */
export type EvaluationRow = Evaluations["items"][number];
/** What a list of evaluations is asked for. */
export type EvaluationsQuery = NonNullable<paths["/api/service/evaluations"]["get"]["parameters"]["query"]>;
/** A draw with what it drew. */
export type Draw = Answered<"/api/service/evaluation-draws/{id}">;
/** A draw as the list has it. */
export type DrawRow = Answered<"/api/service/evaluation-draws">["items"][number];
/** What was sent to the agent who asks. */
type OwnEvaluations = Answered<"/api/service/desk/evaluations">;
/** An evaluation that was sent to the agent who asks, as his list has it. */
export type OwnEvaluationRow = OwnEvaluations["items"][number];
/** What a report is asked for. */
export type EvaluationReportQuery = paths["/api/service/reports/evaluations"]["get"]["parameters"]["query"];

/** What every reading of evaluations begins its key with, so that one act has all of them read again. */
export const EVALUATIONS_KEY = ["service", "evaluations"] as const;

/** Forms by name. */
export const formsQuery = queryOptions({
  queryKey: [...EVALUATIONS_KEY, "forms"],
  queryFn: () => read<Forms>(api.GET("/api/service/evaluation-forms")),
});

/** One form in its newest version. */
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

/** Draws, the newest first. */
export const drawsQuery = queryOptions({
  queryKey: [...EVALUATIONS_KEY, "draws"],
  queryFn: () => read<{ items: DrawRow[] }>(api.GET("/api/service/evaluation-draws")),
});

/** One draw with its contacts. */
export const drawQuery = (id: string) =>
  queryOptions({
    queryKey: [...EVALUATIONS_KEY, "draw", id],
    queryFn: () => read<Draw>(api.GET("/api/service/evaluation-draws/{id}", { params: { path: { id } } })),
  });

/** What evaluations come to. */
export const evaluationReportQuery = (query: EvaluationReportQuery) =>
  queryOptions({
    queryKey: [...EVALUATIONS_KEY, "report", query],
    queryFn: () => read<EvaluationReport>(api.GET("/api/service/reports/evaluations", { params: { query } })),
    placeholderData: keepPreviousData,
  });

/** What was sent to the agent who asks. */
export const ownEvaluationsQuery = queryOptions({
  queryKey: ["service", "desk", "evaluations"],
  queryFn: () => read<OwnEvaluations>(api.GET("/api/service/desk/evaluations")),
});

/** One evaluation of his. */
export const ownEvaluationQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "desk", "evaluations", id],
    queryFn: () => read<OwnEvaluationView>(api.GET("/api/service/desk/evaluations/{id}", { params: { path: { id } } })),
  });
