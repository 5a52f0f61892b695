/** What the screens read and ask about the way of an SKLO to the licence, as the generated description types it. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Read<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/** Where the upload of an SKLO stands. */
export type Handover = Read<"/api/licences/{id}/oss-handover">;
/** One SKLO on its way in the officers' list. */
export type ListedHandover = Read<"/api/oss/handovers">["items"][number];

const CHANGING_MS = 4_000;
const LIST_MS = 10_000;

/** The upload step of an application; asked again until the licence is there. */
export const handoverQuery = (id: string) =>
  queryOptions({
    queryKey: ["licence", id, "oss-handover"],
    queryFn: () => read<Handover>(api.GET("/api/licences/{id}/oss-handover", { params: { path: { id } } })),
    refetchInterval: (query) => {
      const state = query.state.data?.state;
      return state === "to-upload" || state === "seen" ? CHANGING_MS : false;
    },
  });

/** What is to be uploaded. */
export const packageQuery = (id: string) =>
  queryOptions({
    queryKey: ["licence", id, "oss-package"],
    queryFn: () =>
      read<Read<"/api/licences/{id}/oss-package">>(
        api.GET("/api/licences/{id}/oss-package", { params: { path: { id } } }),
      ),
  });

/** SKLO on their way through OSS. */
export const handoversQuery = (query: {
  readonly page: number;
  readonly pageSize: number;
  readonly state: "open" | "all" | "to-upload" | "seen" | "granted";
  readonly search: string;
}) =>
  queryOptions({
    queryKey: ["oss", "handovers", query],
    queryFn: () => read<Read<"/api/oss/handovers">>(api.GET("/api/oss/handovers", { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: LIST_MS,
  });

/** Cases of which OSS has another status. */
export const differencesQuery = queryOptions({
  queryKey: ["oss", "differences"],
  queryFn: () => read<Read<"/api/oss/differences">>(api.GET("/api/oss/differences")),
});
