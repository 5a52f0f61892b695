/** API requests of the licence application screens. */
import { keepPreviousData, queryOptions, type UseMutationResult, useQueryClient } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { type Liveness, useLive } from "../../data/live.ts";
import { neverOlder } from "../../data/never-older.ts";
import { problemOf, read } from "../../data/problem.ts";
import type { ListQuery } from "../../data/queries.ts";
import type { Listing } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import type { paths } from "../../generated/api.d.ts";
import type { Licence, LicenceMessage, LicenceRow } from "./licence-types.ts";

type LicencesQuery = NonNullable<paths["/api/licences"]["get"]["parameters"]["query"]>;

/** A list of licence applications: the applicant's, or the officers'. */
export const licencesQuery = (query: ListQuery & { scope?: "mine" | "queue" }) =>
  queryOptions({
    queryKey: ["licences", query],
    queryFn: () => read<Listing<LicenceRow>>(api.GET("/api/licences", { params: { query: query as LicencesQuery } })),
    placeholderData: keepPreviousData,
  });

/** One licence application. */
export const licenceQuery = (id: string) =>
  queryOptions({
    queryKey: ["licence", id],
    queryFn: () => read<Licence>(api.GET("/api/licences/{id}", { params: { path: { id } } })),
    structuralSharing: neverOlder,
  });

/** Messages between the company and the officers of a case. */
export const licenceMessagesQuery = (id: string) =>
  queryOptions({
    queryKey: ["licence", id, "messages"],
    queryFn: () =>
      read<{ items: LicenceMessage[] }>(api.GET("/api/licences/{id}/messages", { params: { path: { id } } })),
  });

/** The body of a command. */
export type LicenceCommand =
  paths["/api/licences/{id}/commands"]["post"]["requestBody"]["content"]["application/json"]["command"];

/** Sends commands with the version on screen; the server refuses a command when another user has changed the case since, and overwrites nothing. */
export function useLicenceCommand(licence: Licence): UseMutationResult<Licence, Error, LicenceCommand> {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (command: LicenceCommand) =>
      read<Licence>(
        api.POST("/api/licences/{id}/commands", {
          params: { path: { id: licence.id } },
          body: { version: licence.version, command },
        }),
      ),
    onSuccess: (after) => {
      cache.setQueryData(licenceQuery(licence.id).queryKey, after);
      void cache.invalidateQueries({ queryKey: ["licences"] });
    },
    onError: (error) => {
      if (problemOf(error).status === 409) void cache.invalidateQueries({ queryKey: ["licence", licence.id] });
    },
  });
}

const CHANGED = ["changed"] as const;

/** Refetches the case when the server reports a change. */
export function useLicenceLive(id: string): Liveness {
  const cache = useQueryClient();
  const refresh = (): void => void cache.invalidateQueries({ queryKey: ["licence", id] });
  return useLive(`/api/live/licences/${id}`, CHANGED, { onEvent: refresh, onReturn: refresh });
}
