/** API requests from the SKLO to the licence, typed by the generated API description. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Read<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/** The state of an SKLO's upload. */
export type Handover = Read<"/api/licences/{id}/oss-handover">;
/** An SKLO in the officers' synchronisation list. */
export type ListedHandover = Read<"/api/oss/handovers">["items"][number];

const CHANGING_MS = 4_000;
const LIST_MS = 10_000;

/** The upload step of an application; polled until the licence exists. */
export const handoverQuery = (id: string) =>
  queryOptions({
    queryKey: ["licence", id, "oss-handover"],
    queryFn: () => read<Handover>(api.GET("/api/licences/{id}/oss-handover", { params: { path: { id } } })),
    refetchInterval: (query) => {
      const state = query.state.data?.state;
      return state === "to-upload" || state === "seen" ? CHANGING_MS : false;
    },
  });

/** The documents to upload. */
export const packageQuery = (id: string) =>
  queryOptions({
    queryKey: ["licence", id, "oss-package"],
    queryFn: () =>
      read<Read<"/api/licences/{id}/oss-package">>(
        api.GET("/api/licences/{id}/oss-package", { params: { path: { id } } }),
      ),
  });

/** SKLOs in synchronisation with OSS. */
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

/** One licence in the officers' list. */
export type ListedLicence = Read<"/api/licence-records">["items"][number];
/** A licence with its timeline. */
export type LicenceRecord = Read<"/api/licence-records/{id}">;
/** A command on a licence. */
export type LicenceAct = LicenceRecord["acts"][number];

/** Licences on record, by search. */
export const licenceRecordsQuery = (query: {
  readonly standing: "any" | ListedLicence["standing"];
  readonly search: string;
  readonly page: number;
  readonly pageSize: number;
}) =>
  queryOptions({
    queryKey: ["licence-records", query],
    queryFn: () =>
      read<Read<"/api/licence-records">>(
        api.GET("/api/licence-records", { params: { query: { scope: "all", ...query } } }),
      ),
    placeholderData: keepPreviousData,
  });

/** One licence. */
export const licenceRecordQuery = (id: string) =>
  queryOptions({
    queryKey: ["licence-record", id],
    queryFn: () => read<LicenceRecord>(api.GET("/api/licence-records/{id}", { params: { path: { id } } })),
  });

/** Cases whose status in OSS differs. */
export const differencesQuery = queryOptions({
  queryKey: ["oss", "differences"],
  queryFn: () => read<Read<"/api/oss/differences">>(api.GET("/api/oss/differences")),
});
