/** Sends commands on an application and refetches it on changes. */
import { type UseMutationResult, useQueryClient } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { type Liveness, useLive } from "../../data/live.ts";
import { problemOf, read } from "../../data/problem.ts";
import { applicationQuery } from "../../data/queries.ts";
import type { Application } from "../../data/types.ts";
import { useMutation } from "../../data/use-mutation.ts";
import type { paths } from "../../generated/api.d.ts";

/** A command with its parameters. */
export interface Command {
  readonly command: string;
  readonly key?: string;
  readonly verdict?: "accepted" | "returned";
  readonly note?: string;
  readonly remedy?: string;
  readonly reason?: string;
  readonly text?: string;
  readonly fileId?: string | null;
  readonly outcome?: "approve" | "reject";
}

type CommandBody = NonNullable<
  paths["/api/applications/{id}/commands"]["post"]["requestBody"]
>["content"]["application/json"];

const CHANGED = ["changed"] as const;

/** Sends commands with the version on screen; the server refuses a command when another user has changed the case since, and overwrites nothing. */
export function useCommand(application: Application): UseMutationResult<Application, Error, Command> {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (command: Command) =>
      read<Application>(
        api.POST("/api/applications/{id}/commands", {
          params: { path: { id: application.id } },
          body: { ...command, expectedVersion: application.version } as CommandBody,
        }),
      ),
    onSuccess: (after) => {
      cache.setQueryData(applicationQuery(application.id).queryKey, after);
      for (const key of ["applications", "decrees", "inventory", "holds"])
        void cache.invalidateQueries({ queryKey: [key] });
    },
    onError: (error) => {
      if (problemOf(error).status === 409) void cache.invalidateQueries({ queryKey: ["application", application.id] });
    },
  });
}

/** Refetches the application when the server reports a change. */
export function useApplicationLive(id: string): Liveness {
  const cache = useQueryClient();
  const refresh = (): void => void cache.invalidateQueries({ queryKey: ["application", id] });
  return useLive(`/api/live/applications/${id}`, CHANGED, { onEvent: refresh, onReturn: refresh });
}
