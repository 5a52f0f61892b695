import type { Kit } from "../platform/kit/index.ts";
import type { Role, Team } from "./authority/roles.ts";
import { insertMembership, insertPerson } from "./people.store.ts";
import { freshToken, hashPassword, randomPassword } from "./sessions/secrets.effects.ts";

/** A demo account, printed once. */
export interface DemoAccount {
  readonly email: string;
  readonly password: string;
  readonly role: Role;
  readonly team: Team | null;
}

const DEMO: readonly {
  readonly key: string;
  readonly name: string;
  readonly role: Role;
  readonly team: Team | null;
}[] = [
  { key: "verifikator", name: "Wulan Prameswari", role: "account-verifier", team: null },
  { key: "evaluator", name: "Bima Sakti Nugroho", role: "evaluator", team: "numbering" },
  { key: "subkoordinator", name: "Agus Setiawan", role: "sub-coordinator", team: "numbering" },
  { key: "koordinator", name: "Ratna Kusumawardani", role: "coordinator", team: "numbering" },
  { key: "evaluator-izin", name: "Larasati Dewi", role: "evaluator", team: "licensing" },
  { key: "subkoordinator-izin", name: "Fajar Hidayat", role: "sub-coordinator", team: "licensing" },
  { key: "koordinator-izin", name: "Dian Permatasari", role: "coordinator", team: "licensing" },
  { key: "penguji", name: "Yusuf Ramadhan", role: "evaluator", team: "tests" },
  { key: "anggota-uji", name: "Nadia Putri Lestari", role: "test-team", team: "tests" },
  { key: "subkoordinator-uji", name: "Eko Prasetyo", role: "sub-coordinator", team: "tests" },
  { key: "koordinator-uji", name: "Maria Theresia Simanjuntak", role: "coordinator", team: "tests" },
  { key: "direktur", name: "Hendra Gunawan Wijaya", role: "director", team: null },
  { key: "loket", name: "Siti Maryam", role: "front-desk", team: null },
  { key: "admin", name: "Made Artawan", role: "administrator", team: null },
  { key: "operator", name: "Yohanes Baskoro", role: "operator-administrator", team: null },
  { key: "penyelia", name: "Kartika Sari Hutapea", role: "operator-supervisor", team: null },
  { key: "agen", name: "Rangga Wibisono", role: "operator-agent", team: null },
];

type FirstPeopleKit = Pick<Kit, "db" | "clock" | "ids">;

/** Creates accounts with random passwords for the roles of officers and operators if there are no people yet; empty otherwise. */
export async function makeDemoAccounts(kit: FirstPeopleKit): Promise<readonly DemoAccount[]> {
  if (await hasPeople(kit)) return [];
  const accounts = await Promise.all(
    DEMO.map(async (demo) => {
      const password = randomPassword();
      return { ...demo, email: `${demo.key}@demo.invalid`, password, passwordHash: await hashPassword(password) };
    }),
  );
  const now = new Date(kit.clock.nowMs());
  await kit.db.transaction().execute(async (trx) => {
    for (const { email, name, passwordHash, role, team } of accounts) {
      const id = kit.ids.next();
      const confirmed = { emailConfirmedAt: now, createdAt: now };
      await insertPerson(trx, { id, email, name, passwordHash, locale: "id", isDemo: true, ...confirmed });
      const membership = { id: kit.ids.next(), personId: id, role, team, organisationId: null };
      await insertMembership(trx, { ...membership, grantedBy: null, grantedAt: now });
    }
  });
  return accounts.map(({ email, password, role, team }) => ({ email, password, role, team }));
}

const LINK_MS = 24 * 3_600_000;

/**
 * The path of a one-time link for the first administrator, valid for a day; undefined once there is an administrator.
 * Each start creates a new link and ends earlier ones, so that a link leaked in a log is useless.
 */
export async function firstAdministratorPath(kit: FirstPeopleKit): Promise<string | undefined> {
  const known = await kit.db
    .selectFrom("membership")
    .innerJoin("person", "person.id", "membership.personId")
    .select("membership.id")
    .where("membership.role", "=", "administrator")
    .where("membership.endedAt", "is", null)
    .where("person.isDemo", "=", false)
    .executeTakeFirst();
  if (known !== undefined) return undefined;
  const { token, sha256 } = freshToken();
  const createdAt = new Date(kit.clock.nowMs());
  await kit.db.transaction().execute(async (trx) => {
    await trx
      .updateTable("oneTimeLink")
      .set({ usedAt: createdAt })
      .where("purpose", "=", "first-administrator")
      .where("usedAt", "is", null)
      .execute();
    const row = { tokenSha256: sha256, purpose: "first-administrator", createdAt };
    await trx
      .insertInto("oneTimeLink")
      .values({ ...row, expiresAt: new Date(createdAt.getTime() + LINK_MS) })
      .execute();
  });
  return `/mulai/${token}`;
}

async function hasPeople(kit: FirstPeopleKit): Promise<boolean> {
  return (await kit.db.selectFrom("person").select("id").limit(1).executeTakeFirst()) !== undefined;
}
