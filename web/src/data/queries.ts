/** The queries of the screens, each with its cache key. Keys begin with the name of the resource. */
import { keepPreviousData, QueryClient, queryOptions } from "@tanstack/react-query";
import type { paths } from "../generated/api.d.ts";
import { api } from "./client.ts";
import { neverOlder } from "./never-older.ts";
import { problemOf, read } from "./problem.ts";
import type * as T from "./types.ts";

/** Page, search text, filter and order of a list, as in its address; the server refuses unknown values. */
export interface ListQuery {
  organisation?: string;
  search?: string;
  state?: string;
  ball?: string;
  promise?: string;
  promiseOf?: string;
  endedFrom?: string;
  endedTo?: string;
  assignee?: string;
  skloStage?: string;
  bookedOn?: string;
  sort?: string;
  page?: number;
  pageSize?: number;
}

type QueryOf<Path extends keyof paths> = paths[Path] extends { get: { parameters: { query?: infer Query } } }
  ? NonNullable<Query>
  : never;

const RETRIES_MAX = 2;

/** Whether a failed read is retried: the server was not reached or is unavailable (status 502 or above). */
export const worthRetrying = (failures: number, error: unknown): boolean => {
  const { status } = problemOf(error);
  return failures < RETRIES_MAX && (status === 0 || status >= 502);
};

/** The cache of everything read from the server. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: 10_000, retry: worthRetrying, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});

/** The current session. */
export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: () => read<T.Session>(api.GET("/api/session")),
  staleTime: 60_000,
});

/** Rules and calendars in force. */
export const rulesQuery = queryOptions({
  queryKey: ["rules"],
  queryFn: () => read<T.RulesAnswer>(api.GET("/api/rules")),
  staleTime: 300_000,
});

/** The patterns of the numbering plan with counts. */
export const patternsQuery = queryOptions({
  queryKey: ["inventory", "patterns"],
  queryFn: () => read<{ items: T.Pattern[] }>(api.GET("/api/inventory/patterns")),
});

/** A selection of codes. */
export const codesQuery = (query: ListQuery & { pattern?: string }) =>
  queryOptions({
    queryKey: ["inventory", "codes", query],
    queryFn: () =>
      read<T.Listing<T.Code>>(
        api.GET("/api/inventory/codes", { params: { query: query as QueryOf<"/api/inventory/codes"> } }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });

/** One code with the reason why it is unavailable. */
export const codeQuery = (code: string) =>
  queryOptions({
    queryKey: ["inventory", "code", code],
    queryFn: () => read<T.Code>(api.GET("/api/inventory/codes/{code}", { params: { path: { code } } })),
  });

/** The companies of the signed-in user; refetched while a registration waits for a verifier. */
export const myOrganisationsQuery = queryOptions({
  queryKey: ["organisations", "mine"],
  queryFn: () => read<{ items: T.Organisation[] }>(api.GET("/api/organisations/mine")),
  refetchInterval: (query) => (query.state.data?.items.some((one) => one.state === "submitted") ? 5_000 : false),
});

/** The held codes of a company. */
export const holdsQuery = (organisationId: string) =>
  queryOptions({
    queryKey: ["holds", organisationId],
    queryFn: () => read<{ items: T.Hold[] }>(api.GET("/api/holds", { params: { query: { organisationId } } })),
  });

/** Registrations waiting for a verifier. */
export const verificationsQuery = (query: ListQuery) =>
  queryOptions({
    queryKey: ["verifications", query],
    queryFn: () =>
      read<T.Listing<T.Organisation>>(
        api.GET("/api/verifications", { params: { query: query as QueryOf<"/api/verifications"> } }),
      ),
    placeholderData: keepPreviousData,
  });

/** One registration. */
export const verificationQuery = (organisationId: string) =>
  queryOptions({
    queryKey: ["verifications", "one", organisationId],
    queryFn: () =>
      read<T.Organisation>(api.GET("/api/verifications/{organisationId}", { params: { path: { organisationId } } })),
  });

/** A list of applications: the user's own, or the queue of the user's role. */
export const applicationsQuery = (query: ListQuery & { scope: string }) =>
  queryOptions({
    queryKey: ["applications", query],
    queryFn: () =>
      read<T.Listing<T.ApplicationRow>>(
        api.GET("/api/applications", { params: { query: query as QueryOf<"/api/applications"> } }),
      ),
    placeholderData: keepPreviousData,
  });

/** One application. */
export const applicationQuery = (id: string) =>
  queryOptions({
    queryKey: ["application", id],
    queryFn: () => read<T.Application>(api.GET("/api/applications/{id}", { params: { path: { id } } })),
    structuralSharing: neverOlder,
  });

/** The findings of the check before submission of a draft. */
export const preCheckQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ["application", id, "pre-check", version],
    queryFn: () =>
      read<{ findings: T.Finding[] }>(api.GET("/api/applications/{id}/pre-check", { params: { path: { id } } })),
  });

/** Decrees with their issuing state. */
export const decreesQuery = (query: ListQuery) =>
  queryOptions({
    queryKey: ["decrees", query],
    queryFn: () =>
      read<T.Listing<T.DecreeRow>>(api.GET("/api/decrees", { params: { query: query as QueryOf<"/api/decrees"> } })),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });

/** The local mailbox. */
export const mailboxQuery = (page: number) =>
  queryOptions({
    queryKey: ["mailbox", page],
    queryFn: () => read<T.Listing<T.Mail>>(api.GET("/api/mailbox", { params: { query: { page } } })),
    placeholderData: keepPreviousData,
    refetchInterval: 5_000,
  });

/** Messages to the signed-in user. */
export const noticesQuery = queryOptions({
  queryKey: ["notices"],
  queryFn: () => read<{ items: T.Notice[] }>(api.GET("/api/notices")),
});

/** People and their roles. */
export const peopleQuery = (query: ListQuery) =>
  queryOptions({
    queryKey: ["people", query],
    queryFn: () =>
      read<T.Listing<T.PersonRow>>(api.GET("/api/people", { params: { query: query as QueryOf<"/api/people"> } })),
    placeholderData: keepPreviousData,
  });

/** The audit trail. */
export const auditQuery = (query: { subject?: string; page?: number; pageSize?: number }) =>
  queryOptions({
    queryKey: ["audit", query],
    queryFn: () =>
      read<T.Listing<T.AuditRow>>(api.GET("/api/audit", { params: { query: query as QueryOf<"/api/audit"> } })),
    placeholderData: keepPreviousData,
  });

/** The proposed kind of application for an applicant; `answer` is a government body's answer on its legal basis. */
export const kindProposalQuery = (organisationId: string, answer: "yes" | "no" | null) =>
  queryOptions({
    queryKey: ["applications", "kind", organisationId, answer],
    queryFn: () =>
      read<T.KindProposal>(
        api.GET("/api/kind-proposals", {
          params: { query: { organisationId, ...(answer === null ? {} : { ownService: answer }) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });

/** The operators that hold active codes. */
export const operatorsQuery = queryOptions({
  queryKey: ["operators"],
  queryFn: () => read<{ items: T.Operator[] }>(api.GET("/api/operators")),
});

/** Letters of authority that the user acts by, and those of the user's companies. */
export const lettersQuery = queryOptions({
  queryKey: ["letters"],
  queryFn: () => read<{ items: T.Letter[] }>(api.GET("/api/letters-of-authority")),
});

/** Disputes that the user is a party to. */
export const disputesQuery = queryOptions({
  queryKey: ["disputes", "mine"],
  queryFn: () => read<{ items: T.OwnDispute[] }>(api.GET("/api/disputes")),
});

/** Disputes for review by verifiers. */
export const disputeReviewQuery = (query: { open: "yes" | "no"; page: number; pageSize: number }) =>
  queryOptions({
    queryKey: ["disputes", "desk", query],
    queryFn: () => read<T.Listing<T.Dispute>>(api.GET("/api/dispute-desk", { params: { query } })),
    placeholderData: keepPreviousData,
  });

/** One dispute with the data of both parties. */
export const disputeQuery = (disputeId: string) =>
  queryOptions({
    queryKey: ["disputes", "one", disputeId],
    queryFn: () => read<T.DisputeDetail>(api.GET("/api/dispute-desk/{disputeId}", { params: { path: { disputeId } } })),
  });
