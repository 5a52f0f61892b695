/** What a call centre's administrator keeps for programs, as the HTTP API answers with it. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/** The account of a call centre for programs. */
export type Account = Answered<"/api/service/account">;

/** The account for programs. */
export const accountQuery = queryOptions({
  queryKey: ["service", "account"],
  queryFn: () => read<Account>(api.GET("/api/service/account")),
});

type ApiKeys = Answered<"/api/service/api-keys">;

/** A key of a program. */
export type ApiKeyRow = ApiKeys["items"][number];

/** Keys of programs, newest first. */
export const apiKeysQuery = queryOptions({
  queryKey: ["service", "api-keys"],
  queryFn: () => read<ApiKeys>(api.GET("/api/service/api-keys")),
});

type Applications = Answered<"/api/service/applications">;
type NumberHooks = Answered<"/api/service/number-hooks">;

/** An application. */
export type ApplicationRow = Applications["items"][number];
/** A number with what leads its calls. */
export type NumberHookRow = NumberHooks["items"][number];

/** Applications, newest first. */
export const applicationsQuery = queryOptions({
  queryKey: ["service", "applications"],
  queryFn: () => read<Applications>(api.GET("/api/service/applications")),
});

/** Numbers with what leads their calls, and the queues that could. */
export const numberHooksQuery = queryOptions({
  queryKey: ["service", "number-hooks"],
  queryFn: () => read<NumberHooks>(api.GET("/api/service/number-hooks")),
});

type SigningKeys = Answered<"/api/service/signing-keys">;

/** A key by which programs sign tokens for browsers. */
export type SigningKeyRow = SigningKeys["items"][number];

/** Keys by which programs sign tokens for browsers, newest first. */
export const signingKeysQuery = queryOptions({
  queryKey: ["service", "signing-keys"],
  queryFn: () => read<SigningKeys>(api.GET("/api/service/signing-keys")),
});
