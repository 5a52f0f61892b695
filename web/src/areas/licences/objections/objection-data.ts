/** API requests of the objection screens. */
import { keepPreviousData, queryOptions, type UseMutationResult, useQueryClient } from "@tanstack/react-query";
import { api } from "../../../data/client.ts";
import { type Liveness, useLive } from "../../../data/live.ts";
import { neverOlder } from "../../../data/never-older.ts";
import { problemOf, read } from "../../../data/problem.ts";
import type { Listing, PromiseView, RuleReference } from "../../../data/types.ts";
import { useMutation } from "../../../data/use-mutation.ts";
import type { paths } from "../../../generated/api.d.ts";
import type { ObjectionState } from "../licence-types.ts";

/** An event of an objection. */
export interface ObjectionEvent {
  readonly sequence: number;
  readonly type: string;
  readonly at: string;
  readonly actor: string | null;
  readonly role: string | null;
  readonly note: string | null;
}

/** An objection as the HTTP API returns it. */
export interface Objection {
  readonly id: string;
  readonly number: string;
  readonly state: ObjectionState;
  readonly version: number;
  readonly licence: {
    readonly id: string;
    readonly number: string;
    readonly organisationName: string;
    readonly rejectedAt: string;
    readonly rejectedBy: string | null;
    readonly reason: string;
  };
  readonly text: string;
  readonly files: { readonly fileId: string; readonly name: string; readonly bytes: number }[];
  readonly filedAt: string;
  readonly filedBy: string;
  readonly reviewer: string | null;
  readonly promise: PromiseView;
  readonly rule: RuleReference | null;
  /** The reviewer's advice; visible to officers only. */
  readonly advice: {
    readonly advice: "grant" | "refuse";
    readonly reason: string;
    readonly by: string | null;
    readonly at: string;
  } | null;
  readonly decision: {
    readonly outcome: "granted" | "refused";
    readonly reason: string;
    readonly by: string | null;
    readonly at: string;
  } | null;
  readonly events: ObjectionEvent[];
  readonly commands: string[];
  /** The reading officer's declaration of interest; null for all other users. */
  readonly interest: "undeclared" | "none" | "declared" | null;
  /** Whether the reading officer evaluated the application. */
  readonly hasJudged: boolean;
}

/** A row of the officers' list. */
export interface ObjectionLine {
  readonly id: string;
  readonly number: string;
  readonly licenceNumber: string;
  readonly organisationName: string;
  readonly state: ObjectionState;
  readonly reviewer: string | null;
  readonly filedAt: string;
  readonly promise: PromiseView;
}

/** One objection. */
export const objectionQuery = (id: string) =>
  queryOptions({
    queryKey: ["objection", id],
    queryFn: () => read<Objection>(api.GET("/api/objections/{id}", { params: { path: { id } } })),
    structuralSharing: neverOlder,
  });

/** The officers' list. */
export const objectionsQuery = (query: {
  readonly state: "open" | "over";
  readonly page: number;
  readonly pageSize: number;
}) =>
  queryOptions({
    queryKey: ["objections", query],
    queryFn: () => read<Listing<ObjectionLine>>(api.GET("/api/objections", { params: { query } })),
    placeholderData: keepPreviousData,
  });

/** Officers to whom an objection can be assigned. */
export const reviewersQuery = (id: string) =>
  queryOptions({
    queryKey: ["objection", id, "reviewers"],
    queryFn: () =>
      read<{ items: { id: string; name: string }[] }>(
        api.GET("/api/objections/{id}/reviewers", { params: { path: { id } } }),
      ),
  });

/** The body of a command. */
export type ObjectionCommand =
  paths["/api/objections/{id}/commands"]["post"]["requestBody"]["content"]["application/json"]["command"];

/** Sends commands with the version on screen. */
export function useObjectionCommand(objection: Objection): UseMutationResult<Objection, Error, ObjectionCommand> {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (command: ObjectionCommand) =>
      read<Objection>(
        api.POST("/api/objections/{id}/commands", {
          params: { path: { id: objection.id } },
          body: { version: objection.version, command },
        }),
      ),
    onSuccess: (after) => {
      cache.setQueryData(objectionQuery(objection.id).queryKey, after);
      void cache.invalidateQueries({ queryKey: ["objections"] });
      void cache.invalidateQueries({ queryKey: ["licence", objection.licence.id] });
    },
    onError: (error) => {
      if (problemOf(error).status === 409) void cache.invalidateQueries({ queryKey: ["objection", objection.id] });
    },
  });
}

const CHANGED = ["changed"] as const;

/** Refetches the objection when the server reports a change of its application. */
export function useObjectionLive(objection: Objection): Liveness {
  const cache = useQueryClient();
  const refresh = (): void => void cache.invalidateQueries({ queryKey: ["objection", objection.id] });
  return useLive(`/api/live/licences/${objection.licence.id}`, CHANGED, { onEvent: refresh, onReturn: refresh });
}
