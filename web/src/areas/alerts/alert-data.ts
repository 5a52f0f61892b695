/** Alerts as the HTTP API returns them. */
import { queryOptions } from "@tanstack/react-query";
import { type AlertRule, MEASURE_RULES, type Measure } from "../../../../src/service/acd/alerts/alert-rule.shared.ts";
import type { AlertEvent, AlertForm } from "../../../../src/service/acd/alerts/contract.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/** An alert rule in the list, with its active alerts. */
export type AlertRow = Answered<"/api/service/alerts">["items"][number];
/** The request body of an alert rule. */
export type Alert = Answered<"/api/service/alerts/{id}">;
/** Options of the form. */
export type AlertChoices = Answered<"/api/service/alerts/choices">;
type Events = Answered<"/api/service/alert-events">;

/** Props of each part of the form. */
export interface AlertPartProps {
  readonly draft: AlertForm;
  readonly faultOf: (field: string) => string | undefined;
  readonly set: (change: Partial<AlertForm>) => void;
}

/** A raised alert. */
export type { AlertEvent } from "../../../../src/service/acd/alerts/contract.ts";

/** The alert rules by name. */
export const alertsQuery = queryOptions({
  queryKey: ["service", "alerts"],
  queryFn: () => read<Answered<"/api/service/alerts">>(api.GET("/api/service/alerts")),
});

/** Initial data of the form. */
export const alertQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "alerts", id],
    queryFn: () => read<Alert>(api.GET("/api/service/alerts/{id}", { params: { path: { id } } })),
  });

/** Managers of the call centre who can receive mail, by a part of the name. */
export const alertPeopleQuery = (query: { readonly search: string; readonly pageSize: number }) =>
  queryOptions({
    queryKey: ["service", "alert-people", query],
    queryFn: () =>
      read<Answered<"/api/service/alerts/people">>(api.GET("/api/service/alerts/people", { params: { query } })),
  });

/** Opening hours, addresses and sender ids. */
export const alertChoicesQuery = queryOptions({
  queryKey: ["service", "alert-choices"],
  queryFn: () => read<AlertChoices>(api.GET("/api/service/alerts/choices")),
});

/** A page of raised alerts. */
export const alertEventsQuery = (paging: { readonly page: number; readonly pageSize: number }) =>
  queryOptions({
    queryKey: ["service", "alert-events", paging],
    queryFn: () => read<Events>(api.GET("/api/service/alert-events", { params: { query: paging } })),
  });

/** Defaults of each metric. */
const USUAL: Readonly<Record<Measure, Pick<AlertRule, "raiseAt" | "clearAt">>> = {
  waiting: { raiseAt: 10, clearAt: 5 },
  "longest-wait": { raiseAt: 120, clearAt: 60 },
  "level-today": { raiseAt: 75, clearAt: 80 },
  "abandoned-today": { raiseAt: 10, clearAt: 7 },
  ready: { raiseAt: 0, clearAt: 1 },
  "on-shift": { raiseAt: 2, clearAt: 3 },
  "calls-share": { raiseAt: 90, clearAt: 75 },
  "sms-left": { raiseAt: 500_000, clearAt: 1_000_000 },
};

/** Changes the metric and applies its default comparison and thresholds. */
export function ofMeasure(measure: Measure): Pick<AlertForm, "measure" | "comparison" | "raiseAt" | "clearAt"> {
  return { measure, comparison: MEASURE_RULES[measure].usual, ...USUAL[measure] };
}

/** The defaults of a new alert rule. */
export const NEW_ALERT: AlertForm = {
  name: "",
  isOn: true,
  ...ofMeasure("longest-wait"),
  queueIds: [],
  holdSeconds: 30,
  clearSeconds: 60,
  leastContacts: 20,
  hoursId: null,
  repeatMinutes: null,
  mailTo: [],
  webhookIds: [],
  smsFrom: null,
  smsTo: [],
};

/** Alerts that are active now and were not active before. */
export function newlyRaised(
  known: ReadonlySet<string> | null,
  items: readonly Pick<AlertEvent, "id">[],
): ReadonlySet<string> {
  return new Set(known === null ? [] : items.flatMap(({ id }) => (known.has(id) ? [] : [id])));
}
