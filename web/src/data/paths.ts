/** The HTTP API as openapi-fetch wants to see it: path, method, parameters, body, answer. */
import type * as T from "./types.ts";

interface Call<Answer, Query = never, Path = never, Body = never> {
  parameters: { query?: Query; path: Path; header?: never; cookie?: never };
  requestBody?: { content: { "application/json": Body } };
  responses: { 200: { headers: Record<string, unknown>; content: { "application/json": Answer } } };
}

interface Plain<Answer, Query = never, Body = never> {
  parameters: { query?: Query; path?: never; header?: never; cookie?: never };
  requestBody?: { content: { "application/json": Body } };
  responses: { 200: { headers: Record<string, unknown>; content: { "application/json": Answer } } };
}

/** The page, text and order that every list understands. */
export interface ListQuery {
  search?: string;
  state?: string;
  sort?: string;
  page?: number;
  pageSize?: number;
}

interface ById {
  id: string;
}

/** Every path that the screens call. */
export interface Paths {
  "/api/session": {
    get: Plain<T.Session>;
    post: Plain<T.Session, never, { email: string; password: string }>;
    delete: Plain<undefined>;
  };
  "/api/people": {
    get: Plain<T.Listing<T.PersonRow>, ListQuery>;
    post: Plain<T.Session, never, { email: string; name: string; password: string; locale: string }>;
  };
  "/api/first-administrator": {
    post: Plain<T.Session, never, { token: string; email: string; name: string; password: string }>;
  };
  "/api/people/{id}/memberships": { post: Call<unknown, never, ById, { role: string; team: string | null }> };
  "/api/memberships/{id}": { delete: Call<undefined, never, ById> };
  "/api/rules": { get: Plain<T.RulesAnswer> };
  "/api/nib-lookups": { post: Plain<T.NibLookup, never, { nib: string }> };
  "/api/organisations": { post: Plain<{ id: string; state: string }, never, T.RegistrationBody> };
  "/api/organisations/mine": { get: Plain<{ items: T.Organisation[] }> };
  "/api/organisations/{id}": { put: Call<unknown, never, ById, T.RegistrationBody> };
  "/api/verifications": { get: Plain<T.Listing<T.Organisation>, ListQuery> };
  "/api/verifications/{organisationId}": { get: Call<T.Organisation, never, { organisationId: string }> };
  "/api/verifications/{organisationId}/decision": {
    post: Call<unknown, never, { organisationId: string }, { verdict: "accept" | "return"; reasons: T.ReturnReason[] }>;
  };
  "/api/inventory/patterns": { get: Plain<{ items: T.Pattern[] }> };
  "/api/inventory/codes": { get: Plain<T.Listing<T.Code>, ListQuery & { pattern?: string }> };
  "/api/inventory/codes/{code}": { get: Call<T.Code, never, { code: string }> };
  "/api/holds": {
    get: Plain<{ items: T.Hold[] }, { organisationId: string }>;
    post: Plain<T.Hold, never, { organisationId: string; code: string }>;
  };
  "/api/holds/{id}": { delete: Call<undefined, never, ById> };
  "/api/applications": {
    get: Plain<T.Listing<T.ApplicationRow>, ListQuery & { scope?: string }>;
    post: Plain<T.Application, never, { organisationId: string; holdId: string }>;
  };
  "/api/applications/{id}": { get: Call<T.Application, never, ById> };
  "/api/applications/{id}/form": {
    put: Call<T.Application, never, ById, { expectedVersion: number; form: T.ApplicationForm }>;
  };
  "/api/applications/{id}/pre-check": { get: Call<{ findings: T.Finding[] }, never, ById> };
  "/api/applications/{id}/commands": {
    post: Call<T.Application, never, ById, { command: string; expectedVersion: number; [key: string]: unknown }>;
  };
  "/api/decrees": { get: Plain<T.Listing<T.DecreeRow>, ListQuery> };
  "/api/decrees/{id}/retry": { post: Call<unknown, never, ById> };
  "/api/mailbox": { get: Plain<T.Listing<T.Mail>, { page?: number }> };
  "/api/notices": { get: Plain<{ items: T.Notice[] }> };
  "/api/audit": { get: Plain<T.Listing<T.AuditRow>, { subject?: string; page?: number; pageSize?: number }> };
}
