/** The error of a request, as a value that every screen can show. */
import type { RuleReference } from "./types.ts";

/** A validation error at one field of a form. */
export interface FieldFault {
  readonly path: string;
  readonly code: string;
  readonly message: string;
}

/** A refused or failed request; `status` 0 means that the server was not reached. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly fields: readonly FieldFault[];
  readonly rule: RuleReference | null;
  readonly requestId: string | null;
}

/** A response of the API in the shape of openapi-fetch. */
export interface Answer<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const textOr = (value: unknown, otherwise: string): string => (typeof value === "string" ? value : otherwise);

const fieldsOf = (value: unknown): readonly FieldFault[] =>
  Array.isArray(value)
    ? value.filter(isRecord).map((field) => ({
        path: textOr(field["path"], ""),
        code: textOr(field["code"], ""),
        message: textOr(field["message"], ""),
      }))
    : [];

/** Default codes for responses without an error code. */
const CODES: Readonly<Record<number, string>> = { 403: "forbidden", 404: "not-found" };

/** Parses the API's error shape; any other body becomes a problem with the status alone. */
export function problemFrom(body: unknown, status: number): Problem {
  const error = isRecord(body) && isRecord(body["error"]) ? body["error"] : {};
  const rule = error["rule"];
  return {
    status,
    code: textOr(error["code"], CODES[status] ?? "unexpected"),
    message: textOr(error["message"], ""),
    fields: fieldsOf(error["fields"]),
    rule: isRecord(rule) ? (rule as unknown as RuleReference) : null,
    requestId: typeof error["requestId"] === "string" ? error["requestId"] : null,
  };
}

/** Wraps a problem in an error that can be thrown; `problemOf` extracts it. */
export const failure = (problem: Problem): Error => new Error(problem.message || problem.code, { cause: problem });

/** Browsers' error messages when a script or style sheet of a screen cannot be loaded. */
const PART_LOST = /dynamically imported module|importing a module script|preload css/i;

/** The problem inside a thrown error; any other error means that the server was not reached or that the screen has a bug. */
export function problemOf(error: unknown): Problem {
  if (error instanceof Error && isRecord(error.cause) && "status" in error.cause)
    return error.cause as unknown as Problem;
  const said = error instanceof Error ? error.message : "";
  const unreachable = error instanceof TypeError && /fetch|network|load/i.test(said);
  const code = unreachable ? "unreachable" : "screen-fault";
  if (PART_LOST.test(said)) return { ...problemFrom(null, 0), code: "part-lost" };
  return { ...problemFrom(null, unreachable ? 0 : 500), code };
}

/** A type with every string union widened to `string` and every record of counts to any counts: the minimum that the server's description promises. */
export type Widened<T> = T extends string
  ? string
  : T extends readonly (infer Item)[]
    ? readonly Widened<Item>[]
    : T extends Readonly<Record<keyof T & string, number>>
      ? Readonly<Record<string, number>>
      : T extends object
        ? { readonly [Key in keyof T]: Widened<T[Key]> }
        : T;

/**
 * Returns the data of a successful response; throws the problem of any other. The server's generated description must promise every field of `T`, else this
 * does not compile; strings that it leaves open (roles, standings) are typed as in `T`.
 */
export async function read<T = unknown>(answer: Promise<Answer<Widened<T>>>): Promise<T> {
  const { data, error, response } = await answer;
  if (response.ok) return data as T;
  throw failure(problemFrom(error, response.status));
}
