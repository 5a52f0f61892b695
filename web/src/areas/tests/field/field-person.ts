/** Who is signed in, remembered on this device for the team's screen, which opens without a connection too. */

import { problemOf } from "../../../data/problem.ts";
import { queryClient, sessionQuery } from "../../../data/queries.ts";
import type { Session } from "../../../data/types.ts";

const KEY = "sambung.field-person";
/** A link that is there but carries nothing is waited for no longer than this. */
const ASK_MS_MAX = 6_000;
/** Logging out waits no longer than this for the copies to be gone. */
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
 * Forgets who was here and the copies of his tests, so that nobody comes in by him on a shared device. A store that another tab
 * holds open does not keep anybody from leaving: who was here is forgotten first, and without him no copy is shown.
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
 * Lets in whom `guard` lets in. Without an answer of the server whoever was here last comes in again: he sees only what
 * this device keeps of him, and the server asks who he is before it takes anything.
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
