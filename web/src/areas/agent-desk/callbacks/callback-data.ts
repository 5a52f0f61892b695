/** Callbacks planned by agents, as the HTTP API returns them. */
import { infiniteQueryOptions } from "@tanstack/react-query";
import type { Callbacks } from "../../../../../src/service/acd/queues/callbacks/planned-callback.shared.ts";
import { api } from "../../../data/client.ts";
import { read } from "../../../data/problem.ts";

/** The scope of a callback list: the agent's or the team's on the desktop, or all callbacks for a supervisor. */
export type Whose = "mine" | "team" | "all";

/** A list of callbacks, page by page. */
export const callbacksQuery = (whose: Whose, when: "open" | "over") =>
  infiniteQueryOptions({
    queryKey: ["service", "callbacks", whose, when],
    queryFn: ({ pageParam }) => {
      const after = pageParam === null ? {} : { after: pageParam };
      return whose === "all"
        ? read<Callbacks>(api.GET("/api/service/callbacks", { params: { query: { when, ...after } } }))
        : read<Callbacks>(api.GET("/api/service/desk/callbacks", { params: { query: { whose, when, ...after } } }));
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    staleTime: 0,
  });

/** The form data of a callback. */
export interface CallbackDraft {
  readonly id: string;
  readonly date: string;
  readonly time: string;
  readonly number: string;
  readonly queueId: string;
  readonly isOwn: boolean;
  readonly note: string;
  readonly triesMax: number;
}
