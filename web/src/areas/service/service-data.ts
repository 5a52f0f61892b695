/** Trunks, phones, numbers and the home screen of a call centre, as the HTTP API returns them. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;
type Sent<Path extends keyof paths> = paths[Path] extends {
  post: { requestBody?: { content: { "application/json": infer Body } } };
}
  ? Body
  : never;

/** All trunks, with the rules that apply to them. */
export type TrunksAnswer = Answered<"/api/service/trunks">;
/** A trunk to a carrier with its agreement. */
export type TrunkRow = TrunksAnswer["items"][number];
/** The request body of a trunk. */
export type TrunkBody = Sent<"/api/service/trunks">;
/** A page of phones. */
export type PhonesAnswer = Answered<"/api/service/phones">;
/** A phone with its registrations. */
export type PhoneRow = PhonesAnswer["items"][number];
/** A phone's SIP credentials, returned once. */
export type PhoneSecret = paths["/api/service/phones"]["post"]["responses"]["201"]["content"]["application/json"];
/** The codes in service. */
export type NumbersAnswer = Answered<"/api/service/numbers">;
/** One code in service. */
export type NumberRow = NumbersAnswer["items"][number];
/** The request body of a number. */
export type NumberBody = Sent<"/api/service/numbers">;
/** The treatment of calls to each number. */
export type AnsweringAnswer = Answered<"/api/service/answering">;
/** The treatment of calls to one number. */
export type AnsweringRow = AnsweringAnswer["items"][number];
/** Test windows and rehearsals of a code. */
export type TestWindows = Answered<"/api/service/numbers/{code}/test-windows">;
/** The home screen of the call centre. */
export type ServiceHome = Answered<"/api/service/home">;
/** The progress of a test call. */
export type TestCall = Answered<"/api/service/test-calls/{id}">;
/** The call centres of the installation. */
export type TenantsAnswer = Answered<"/api/service/tenants">;

/** Poll interval: the server does not push registration changes to lists. */
const POLL_MS = 5_000;

/** Trunks, oldest first. */
export const trunksQuery = queryOptions({
  queryKey: ["service", "trunks"],
  queryFn: () => read<TrunksAnswer>(api.GET("/api/service/trunks")),
  refetchInterval: POLL_MS,
});

/** The treatment of calls to each number; refetched, because hours and agent states change it. */
export const answeringQuery = queryOptions({
  queryKey: ["service", "answering"],
  queryFn: () => read<AnsweringAnswer>(api.GET("/api/service/answering")),
  refetchInterval: POLL_MS,
});

/** A page of phones. */
export const phonesQuery = (query: { readonly search: string; readonly page: number; readonly pageSize: number }) =>
  queryOptions({
    queryKey: ["service", "phones", query],
    queryFn: () => read<PhonesAnswer>(api.GET("/api/service/phones", { params: { query } })),
    placeholderData: keepPreviousData,
    refetchInterval: POLL_MS,
  });

/** Codes in service. */
export const numbersQuery = queryOptions({
  queryKey: ["service", "numbers"],
  queryFn: () => read<NumbersAnswer>(api.GET("/api/service/numbers")),
  refetchInterval: POLL_MS,
});

/** The home screen; updated by its event stream. */
export const serviceHomeQuery = queryOptions({
  queryKey: ["service", "home"],
  queryFn: () => read<ServiceHome>(api.GET("/api/service/home")),
});

/** Call centres and their companies, for the administrator. */
export const tenantsQuery = queryOptions({
  queryKey: ["service", "tenants"],
  queryFn: () => read<TenantsAnswer>(api.GET("/api/service/tenants")),
});

/** Tests and rehearsals of one code. */
export const testWindowsQuery = (code: string) =>
  queryOptions({
    queryKey: ["service", "test-windows", code],
    queryFn: () =>
      read<TestWindows>(api.GET("/api/service/numbers/{code}/test-windows", { params: { path: { code } } })),
    refetchInterval: POLL_MS,
  });

/** The source addresses of a call centre's trunks, for the installation's administrator. */
export type TrunkAddressesAnswer = Answered<"/api/service/tenants/{id}/trunk-addresses">;

/** The source addresses of one call centre's trunks with their approval. */
export const trunkAddressesQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "trunk-addresses", id],
    queryFn: () =>
      read<TrunkAddressesAnswer>(api.GET("/api/service/tenants/{id}/trunk-addresses", { params: { path: { id } } })),
  });

/** The rate limit of calls started through the API, with its use. */
export type CallRateLimitAnswer = Answered<"/api/service/tenants/{id}/call-pace">;

/** The rate limit of one call centre, with the number of waiting calls. */
export const callRateLimitQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "call-pace", id],
    queryFn: () =>
      read<CallRateLimitAnswer>(api.GET("/api/service/tenants/{id}/call-pace", { params: { path: { id } } })),
    refetchInterval: 5_000,
    // Not cached, so that a reopened dialog starts from the current values.
    gcTime: 0,
  });
