/** Pause reasons, dispositions, customer fields and call scripts, as the HTTP API returns them. */
import { queryOptions } from "@tanstack/react-query";
import type { CardField } from "../../../../src/service/acd/queues/customers/customer-profile.shared.ts";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type PauseReasons = paths["/api/service/pause-reasons"]["get"]["responses"][200]["content"]["application/json"];
type Dispositions = paths["/api/service/dispositions"]["get"]["responses"][200]["content"]["application/json"];

/** A pause reason. */
export type PauseReason = PauseReasons["items"][number];
/** A disposition of contacts. */
export type Disposition = Dispositions["items"][number];

/** Pause reasons by name. */
export const pauseReasonsQuery = queryOptions({
  queryKey: ["service", "pause-reasons"],
  queryFn: () => read<PauseReasons>(api.GET("/api/service/pause-reasons")),
});

/** Dispositions, those for all queues first. */
export const dispositionsQuery = queryOptions({
  queryKey: ["service", "dispositions"],
  queryFn: () => read<Dispositions>(api.GET("/api/service/dispositions")),
});

/** The fields of customer profiles. */
export interface CardForm {
  readonly fields: readonly CardField[];
  readonly version: number;
}

/** The call script of a queue. */
export interface QueueScript {
  readonly script: string;
  readonly version: number;
}

/** The fields of customer profiles in order. */
export const cardFormQuery = queryOptions({
  queryKey: ["service", "card-form"],
  queryFn: () => read<CardForm>(api.GET("/api/service/card-form")),
});

/** The call script of one queue. */
export const queueScriptQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "queue-script", id],
    queryFn: () => read<QueueScript>(api.GET("/api/service/queues/{id}/script", { params: { path: { id } } })),
  });
