/** The call centre's lines, phones, numbers and home, as the HTTP API answers with them. */
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

/** All lines, with the rules they go by. */
export type TrunksAnswer = Answered<"/api/service/trunks">;
/** One line to a carrier with its agreement. */
export type TrunkRow = TrunksAnswer["items"][number];
/** What a line's form sends. */
export type TrunkBody = Sent<"/api/service/trunks">;
/** A page of phones. */
export type PhonesAnswer = Answered<"/api/service/phones">;
/** One phone with where it can be reached. */
export type PhoneRow = PhonesAnswer["items"][number];
/** What a device signs in with, told once. */
export type PhoneSecret = paths["/api/service/phones"]["post"]["responses"]["201"]["content"]["application/json"];
/** The codes in service. */
export type NumbersAnswer = Answered<"/api/service/numbers">;
/** One code in service. */
export type NumberRow = NumbersAnswer["items"][number];
/** What a number's form sends. */
export type NumberBody = Sent<"/api/service/numbers">;
/** What answers each number. */
export type AnsweringAnswer = Answered<"/api/service/answering">;
/** What answers one number. */
export type AnsweringRow = AnsweringAnswer["items"][number];
/** Tests and rehearsals of a code. */
export type TestWindows = Answered<"/api/service/numbers/{code}/test-windows">;
/** The home of the call centre. */
export type ServiceHome = Answered<"/api/service/home">;
/** How far a test call has come. */
export type TestCall = Answered<"/api/service/test-calls/{id}">;
/** The call centres of the installation. */
export type TenantsAnswer = Answered<"/api/service/tenants">;

/** Registrations come and go without a word from the server, so lists look again. */
const POLL_MS = 5_000;

/** Lines to carriers, oldest first. */
export const trunksQuery = queryOptions({
  queryKey: ["service", "trunks"],
  queryFn: () => read<TrunksAnswer>(api.GET("/api/service/trunks")),
  refetchInterval: POLL_MS,
});

/** What answers each number; hours and agents change by themselves. */
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

/** The home; its stream keeps it fresh. */
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

/** How fast calls of programs begin for a call centre, and how they stand. */
export type CallRateLimitAnswer = Answered<"/api/service/tenants/{id}/call-pace">;

/** The pace of one call centre, with how many wait now. */
export const callRateLimitQuery = (id: string) =>
  queryOptions({
    queryKey: ["service", "call-pace", id],
    queryFn: () =>
      read<CallRateLimitAnswer>(api.GET("/api/service/tenants/{id}/call-pace", { params: { path: { id } } })),
    refetchInterval: 5_000,
    // Whoever opens the dialog again changes what stands then.
    gcTime: 0,
  });
