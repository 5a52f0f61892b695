/** The names that agents choose from, as the HTTP API answers with them. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type PauseReasons = paths["/api/service/pause-reasons"]["get"]["responses"][200]["content"]["application/json"];
type Dispositions = paths["/api/service/dispositions"]["get"]["responses"][200]["content"]["application/json"];

/** A reason for a pause. */
export type PauseReason = PauseReasons["items"][number];
/** What a contact can come to. */
export type Disposition = Dispositions["items"][number];

/** Why agents pause, by name. */
export const pauseReasonsQuery = queryOptions({
  queryKey: ["service", "pause-reasons"],
  queryFn: () => read<PauseReasons>(api.GET("/api/service/pause-reasons")),
});

/** What contacts come to, those for all queues first. */
export const dispositionsQuery = queryOptions({
  queryKey: ["service", "dispositions"],
  queryFn: () => read<Dispositions>(api.GET("/api/service/dispositions")),
});
