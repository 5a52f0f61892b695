/** Acting officers, as returned by the HTTP API. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api } from "../../data/client.ts";
import { read } from "../../data/problem.ts";
import type { Listing, Role, Team } from "../../data/types.ts";

interface Named {
  readonly id: string;
  readonly name: string;
}

/** One delegation of an office to an acting officer. Days are local dates, both included. */
export interface Delegation {
  readonly id: string;
  readonly acting: "plh" | "plt";
  readonly role: Role;
  readonly team: Team | null;
  readonly person: Named;
  readonly forPerson: Named | null;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly reason: string;
  readonly letterNumber: string;
  readonly namedBy: string | null;
  readonly state: "to-come" | "in-force" | "over" | "ended";
  readonly endedAt: string | null;
  readonly mayEnd: boolean;
}

/** An office that can be delegated. */
export interface Office {
  readonly role: Role;
  readonly team: Team | null;
  readonly holder: Named | null;
  readonly isVacant: boolean;
}

/** The offices and officers to choose from. */
export interface DelegationChoices {
  readonly offices: Office[];
  readonly officers: (Named & { readonly roles: Role[] })[];
  readonly daysMax: { readonly plh: number; readonly plt: number };
  readonly firstDayMin: string;
}

/** Current and future delegations, or all of them. */
export const delegationsQuery = (state: "open" | "all", page: number, pageSize: number) =>
  queryOptions({
    queryKey: ["delegations", state, page, pageSize],
    queryFn: () =>
      read<Listing<Delegation>>(api.GET("/api/delegations", { params: { query: { state, page, pageSize } } })),
    placeholderData: keepPreviousData,
  });

/** The query of the offices and officers to choose from. */
export const delegationChoicesQuery = queryOptions({
  queryKey: ["delegations", "choices"],
  queryFn: () => read<DelegationChoices>(api.GET("/api/delegations/choices")),
});
