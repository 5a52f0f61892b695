/** Composition of evaluations: routes. */
import type { OpenRoutes } from "../../../platform/commands/index.ts";
import type { Http } from "../../../platform/http/index.ts";
import type { Kit } from "../../../platform/kit/index.ts";
import type { AgentContext } from "../queues/index.ts";
import { addDesktopEvaluationRoutes } from "./desktop-evaluation.routes.ts";
import { addDrawRoutes } from "./draw.routes.ts";
import { addEvaluationRoutes } from "./evaluation.routes.ts";
import { addEvaluationFormRoutes } from "./evaluation-form.routes.ts";
import { addEvaluationReportRoutes } from "./evaluation-report.routes.ts";

/** Adds the routes of evaluations: forms, evaluations, draws, the report, and the agent desktop. */
export function addEvaluationRooms(app: Http, kit: Kit, desktopRoutes: OpenRoutes<AgentContext>): void {
  addEvaluationFormRoutes(app, kit);
  addEvaluationRoutes(app, kit);
  addDrawRoutes(app, kit);
  addEvaluationReportRoutes(app, kit);
  addDesktopEvaluationRoutes(app, kit, desktopRoutes);
}
