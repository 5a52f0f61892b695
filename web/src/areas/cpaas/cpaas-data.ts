/** CPaaS settings of a call centre, as the HTTP API returns them. */
import { queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { paths } from "../../generated/api.d.ts";

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { "application/json": infer Body } } } };
}
  ? Body
  : never;

/** The API account of a call centre. */
export type Account = Answered<"/api/service/account">;

/** The API account. */
export const accountQuery = queryOptions({
  queryKey: ["service", "account"],
  queryFn: () => read<Account>(api.GET("/api/service/account")),
});

type ApiKeys = Answered<"/api/service/api-keys">;

/** An API key in the list. */
export type ApiKeyRow = ApiKeys["items"][number];

/** API keys, newest first. */
export const apiKeysQuery = queryOptions({
  queryKey: ["service", "api-keys"],
  queryFn: () => read<ApiKeys>(api.GET("/api/service/api-keys")),
});

type Applications = Answered<"/api/service/applications">;
type NumberHooks = Answered<"/api/service/number-hooks">;

/** An application. */
export type ApplicationRow = Applications["items"][number];
/** A number with the target that handles its calls. */
export type NumberHookRow = NumberHooks["items"][number];

/** Applications, newest first. */
export const applicationsQuery = queryOptions({
  queryKey: ["service", "applications"],
  queryFn: () => read<Applications>(api.GET("/api/service/applications")),
});

/** Numbers with the targets of their calls, and the queues that can be targets. */
export const numberHooksQuery = queryOptions({
  queryKey: ["service", "number-hooks"],
  queryFn: () => read<NumberHooks>(api.GET("/api/service/number-hooks")),
});

type SigningKeys = Answered<"/api/service/signing-keys">;

/** A signing key for access tokens of browser clients. */
export type SigningKeyRow = SigningKeys["items"][number];

/** Signing keys for access tokens, newest first. */
export const signingKeysQuery = queryOptions({
  queryKey: ["service", "signing-keys"],
  queryFn: () => read<SigningKeys>(api.GET("/api/service/signing-keys")),
});
