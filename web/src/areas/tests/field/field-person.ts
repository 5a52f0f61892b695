/** The last session, stored on this device so that the team's screen opens offline. */

import { problemOf } from "../../../data/problem.ts";
import { queryClient, sessionQuery } from "../../../data/queries.ts";
import type { Session } from "../../../data/types.ts";

const KEY = "sambung.field-person";
/** Timeout in milliseconds for a connection that is up but transmits nothing. */
const ASK_MS_MAX = 6_000;
/** Maximum wait in milliseconds of a logout for the deletion of copies. */
const FORGET_MS_MAX = 2_000;

function storedSession(): Session | null {
  try {
    const text = localStorage.getItem(KEY);
    return text === null ? null : (JSON.parse(text) as Session);
  } catch {
    return null;
  }
}

function keep(session: Session): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(session));
  } catch {
    // Then the screen opens with a connection only.
  }
}

const forgetCopies = async (): Promise<void> => (await import("./field-store.ts")).forgetTests();

/**
 * Deletes the stored session and the copies of tests, so that no other user of a shared device can use them. Another
 * tab that holds the store open does not delay the logout: the session is deleted first, and without it no copy is
 * shown.
 */
export async function forgetFieldPerson(forget: () => Promise<void> = forgetCopies): Promise<void> {
  try {
    if (localStorage.getItem(KEY) === null) return;
    localStorage.removeItem(KEY);
    await Promise.race([forget(), silence(FORGET_MS_MAX)]);
  } catch {
    // Nothing was kept.
  }
}

const silence = (waitMs: number): Promise<"silent"> =>
  new Promise((resolve) => {
    setTimeout(() => resolve("silent"), waitMs);
  });

/**
 * Wraps a route guard. When the server does not answer, the stored session is used: the user sees only data stored on
 * this device, and the server authenticates before it accepts answers.
 */
export const fieldPerson =
  <Input>(guard: (input: Input) => Promise<void>) =>
  async (input: Input): Promise<void> => {
    const before = storedSession();
    if (before?.person !== undefined && before.person !== null && !navigator.onLine) {
      queryClient.setQueryData(sessionQuery.queryKey, before);
      return;
    }
    const asked = guard(input).then(() => "let-in" as const);
    try {
      const answer = await (before === null ? asked : Promise.race([asked, silence(ASK_MS_MAX)]));
      if (answer === "silent") queryClient.setQueryData(sessionQuery.queryKey, before ?? undefined);
      else keep(await queryClient.ensureQueryData(sessionQuery));
    } catch (error) {
      if (before === null || problemOf(error).status !== 0) throw error;
      queryClient.setQueryData(sessionQuery.queryKey, before);
    }
  };
