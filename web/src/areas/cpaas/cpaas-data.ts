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
