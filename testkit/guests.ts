import type { Role, Team } from "../src/identity/index.ts";
import { openTestClient, type TestClient } from "./client.ts";
import {
  addCompany,
  addPerson,
  type FixtureContext,
  giveRole,
  openSessionOf,
  type Resident,
  type ResidentCompany,
} from "./users.ts";

/** A user with a client. */
export interface Guest extends Resident {
  readonly client: TestClient;
}

/** A company with its owner. */
export interface GuestCompany extends ResidentCompany {
  readonly owner: Guest;
}

/** Users and companies of a system under test, each with a client. */
export interface Guests {
  readonly anonymous: TestClient;
  /** A new officer of the ministry, signed in. */
  officer(role: Role, team?: Team): Promise<Guest>;
  /** A new person without a role, signed in. */
  person(): Promise<Guest>;
  /** A new verified company with its owner, signed in. */
  company(): Promise<GuestCompany>;
  /** A further user of a company. */
  colleague(
    company: Pick<ResidentCompany, "id">,
    role?: "applicant-owner" | "applicant-staff" | "consultant",
  ): Promise<Guest>;
  /** The same user with a new session, after a long time. */
  again(guest: Guest): Promise<Guest>;
}

/** Creates users of the system at `url`, in the fixture's database. */
export function openGuests(fixtureContext: FixtureContext, url: string): Guests {
  const withClient = (resident: Resident): Guest => ({ ...resident, client: openTestClient(url, resident.token) });
  const person = async () => withClient(await addPerson(fixtureContext));
  const colleague = async (company: Pick<ResidentCompany, "id">, role: Role = "applicant-owner") => {
    const guest = await person();
    await giveRole(fixtureContext, guest.id, { role, organisationId: company.id });
    return guest;
  };
  return {
    anonymous: openTestClient(url),
    again: async (guest: Guest) => withClient({ ...guest, token: await openSessionOf(fixtureContext, guest.id) }),
    person,
    colleague,
    officer: async (role: Role, team?: Team) => {
      const guest = await person();
      await giveRole(fixtureContext, guest.id, { role, team: team ?? null });
      return guest;
    },
    company: async () => {
      const company = await addCompany(fixtureContext);
      return { ...company, owner: await colleague(company) };
    },
  };
}
