/** Routes of quality management: evaluation forms, evaluations, samples, the report, and an agent's own results. */
import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { EVALUATION_REPORT_KEYS, LIST_KEYS } from "./areas/evaluations/evaluation-keys.ts";
import { root } from "./root-route.tsx";
import { needs, pick, type Raw, withWords } from "./route-parts.ts";

const evaluations = createRoute({
  getParentRoute: () => root,
  path: "/layanan/penilaian",
  beforeLoad: needs("evaluation.manage"),
  validateSearch: (raw: Raw) => pick(raw, LIST_KEYS),
  component: lazyRouteComponent(
    withWords(["evaluations", "calls", "queues"], () => import("./areas/evaluations/evaluations-screen.tsx")),
    "EvaluationsScreen",
  ),
});

const evaluation = createRoute({
  getParentRoute: () => root,
  path: "/layanan/penilaian/$id",
  beforeLoad: needs("evaluation.manage"),
  component: lazyRouteComponent(
    withWords(["evaluations", "calls", "queues"], () => import("./areas/evaluations/review-screen.tsx")),
    "ReviewScreen",
  ),
});

const forms = createRoute({
  getParentRoute: () => root,
  path: "/layanan/formulir-penilaian",
  beforeLoad: needs("evaluation.manage"),
  component: lazyRouteComponent(
    withWords(["evaluations", "calls", "queues"], () => import("./areas/evaluations/forms-screen.tsx")),
    "EvaluationFormsScreen",
  ),
});

const newForm = createRoute({
  getParentRoute: () => root,
  path: "/layanan/formulir-penilaian/baru",
  beforeLoad: needs("evaluation.manage"),
  component: lazyRouteComponent(
    withWords(["evaluations", "calls", "queues"], () => import("./areas/evaluations/form-screen.tsx")),
    "NewEvaluationFormScreen",
  ),
});

const form = createRoute({
  getParentRoute: () => root,
  path: "/layanan/formulir-penilaian/$id",
  beforeLoad: needs("evaluation.manage"),
  component: lazyRouteComponent(
    withWords(["evaluations", "calls", "queues"], () => import("./areas/evaluations/form-screen.tsx")),
    "EvaluationFormScreen",
  ),
});

const draws = createRoute({
  getParentRoute: () => root,
  path: "/layanan/undian-penilaian",
  beforeLoad: needs("evaluation.manage"),
  validateSearch: (raw: Raw) => pick(raw, ["draw"]),
  component: lazyRouteComponent(
    withWords(["evaluations", "calls", "queues"], () => import("./areas/evaluations/draws-screen.tsx")),
    "DrawsScreen",
  ),
});

const report = createRoute({
  getParentRoute: () => root,
  path: "/layanan/laporan-penilaian",
  beforeLoad: needs("evaluation.manage"),
  validateSearch: (raw: Raw) => pick(raw, EVALUATION_REPORT_KEYS),
  component: lazyRouteComponent(
    withWords(["evaluations", "calls", "queues"], () => import("./areas/evaluations/report-screen.tsx")),
    "EvaluationReportScreen",
  ),
});

const own = createRoute({
  getParentRoute: () => root,
  path: "/layanan/meja/penilaian/$id",
  beforeLoad: needs("service.desk"),
  component: lazyRouteComponent(
    withWords(["evaluations", "calls", "queues"], () => import("./areas/evaluations/own-evaluation-screen.tsx")),
    "OwnEvaluationScreen",
  ),
});

/** The evaluation routes, for the route table. */
export const evaluationRoutes = [evaluations, evaluation, forms, newForm, form, draws, report, own] as const;
