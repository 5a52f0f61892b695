/** Developer console data as the HTTP API returns it. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/** The URL state of a list of the console: its filters and its cursor. */
export interface ConsoleAddress {
  readonly outcome?: string;
  readonly sid?: string;
  readonly call?: string;
  readonly error?: string;
  readonly code?: string;
  readonly day?: string;
  readonly after?: string;
}

type Requests = Answered<"/api/service/api-requests">;
type Exchanges = Answered<"/api/service/hook-exchanges">;
/** An API request. */
export type ApiRequest = Requests["items"][number];
/** A webhook request with its response. */
export type HookExchange = Exchanges["items"][number];
/** An error with its explanation. */
export type Explanation = Answered<"/api/service/api-errors">["items"][number];

const filled = (text: string | undefined): string | undefined => (text === undefined || text === "" ? undefined : text);

function boundsOf({ day, error, after }: ConsoleAddress) {
  const [on, code, behind] = [filled(day), filled(error), filled(after)];
  return {
    ...(on === undefined ? {} : { from: on, to: on }),
    ...(code === undefined ? {} : { error: Number(code) }),
    ...(behind === undefined ? {} : { after: behind }),
  };
}

const oneOf = <const Word extends string>(words: readonly Word[], text: string | undefined): Word | undefined =>
  words.find((word) => word === text);

/** API requests, newest first. */
export const requestsQuery = (address: ConsoleAddress) => {
  const [outcome, sid] = [oneOf(["ok", "failed"], address.outcome), filled(address.sid)];
  const code = filled(address.code);
  const query = {
    ...boundsOf(address),
    ...(outcome === undefined ? {} : { outcome }),
    ...(code === undefined ? {} : { code }),
    ...(sid === undefined ? {} : { sid }),
  };
  return queryOptions({
    queryKey: ["service", "api-requests", query],
    queryFn: () => read<Requests>(api.GET("/api/service/api-requests", { params: { query } })),
    placeholderData: keepPreviousData,
  });
};

/** One API request. */
export const requestQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "api-requests", "one", id],
    queryFn: () =>
      read<Answered<"/api/service/api-requests/{id}">>(
        api.GET("/api/service/api-requests/{id}", { params: { path: { id } } }),
      ),
  });

/** Webhook exchanges, newest first. */
export const exchangesQuery = (address: ConsoleAddress) => {
  const [outcome, call] = [oneOf(["ok", "warned", "failed"], address.outcome), filled(address.call)];
  const query = {
    ...boundsOf(address),
    ...(outcome === undefined ? {} : { outcome }),
    ...(call === undefined ? {} : { call }),
  };
  return queryOptions({
    queryKey: ["service", "hook-exchanges", query],
    queryFn: () => read<Exchanges>(api.GET("/api/service/hook-exchanges", { params: { query } })),
    placeholderData: keepPreviousData,
  });
};

/** One webhook exchange. */
export const exchangeQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "hook-exchanges", "one", id],
    queryFn: () =>
      read<Answered<"/api/service/hook-exchanges/{id}">>(
        api.GET("/api/service/hook-exchanges/{id}", { params: { path: { id } } }),
      ),
  });

/** All API errors, by number. */
export const errorsQuery = queryOptions({
  queryKey: ["service", "api-errors"],
  queryFn: () => read<Answered<"/api/service/api-errors">>(api.GET("/api/service/api-errors")),
});

/** API requests, webhooks and events of one call. */
export type CallApiTimeline = Answered<"/api/service/call-stories/{id}">;

/** API requests, webhooks and events of one call; refetched while a screen shows them. */
export const callApiTimelineQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "call-stories", id],
    queryFn: () => read<CallApiTimeline>(api.GET("/api/service/call-stories/{id}", { params: { path: { id } } })),
  });

/** The test account for API clients. */
export type TestAccount = Answered<"/api/service/test-account">;

/** The test account with its token; commands with it have no effect. */
export const testAccountQuery = queryOptions({
  queryKey: ["service", "test-account"],
  queryFn: () => read<TestAccount>(api.GET("/api/service/test-account")),
  gcTime: 0,
});

/** The rate limits of API calls, with their use. */
export type CallLimits = Answered<"/api/service/call-limits">;

/** The current rate limits. */
export const callLimitsQuery = queryOptions({
  queryKey: ["service", "call-limits"],
  queryFn: () => read<CallLimits>(api.GET("/api/service/call-limits")),
  refetchInterval: 5_000,
});
