import { randomPassword } from "../../identity/wire.ts";
import type { DemoClient } from "../demo/demo-client.ts";
import { type DemoApplicant, registerCompany, signUp } from "../demo/demo-scenario.ts";
import { type DemoContext, logInTo } from "../demo/demo-steps.ts";
import { APPLICANTS, type ApplicantKey } from "./companies.ts";

/** The applicants of a demonstration; each signs up with the first company. */
export interface Applicants {
  /** A user, signed in at the time of the demonstration. */
  loggedIn(key: ApplicantKey): Promise<DemoClient>;
  person(key: ApplicantKey): DemoApplicant;
  /** Registers a company for a user; returns its id. */
  register(key: ApplicantKey, nib: string): Promise<string>;
}

/** A session is renewed after this time of the demonstration. */
const SESSION_MS = 6 * 3_600_000;

/** Opens the applicants of a demonstration. */
export function openApplicants(demo: DemoContext): Applicants {
  const people = new Map<ApplicantKey, DemoApplicant>();
  const sessions = new Map<ApplicantKey, { readonly client: DemoClient; readonly sinceMs: number }>();
  const person = (key: ApplicantKey): DemoApplicant => {
    const known = people.get(key) ?? { ...APPLICANTS[key], password: randomPassword() };
    people.set(key, known);
    return known;
  };
  const loggedIn = async (key: ApplicantKey): Promise<DemoClient> => {
    const open = sessions.get(key);
    const nowMs = demo.nowMs();
    if (open !== undefined && nowMs - open.sinceMs < SESSION_MS) return open.client;
    const client = open?.client ?? (await signUp(demo, person(key)));
    if (open !== undefined) await logInTo(client, person(key));
    sessions.set(key, { client, sinceMs: nowMs });
    return client;
  };
  return {
    person,
    loggedIn,
    register: async (key, nib) => registerCompany(await loggedIn(key), { nib, person: person(key), tell: demo.tell }),
  };
}
