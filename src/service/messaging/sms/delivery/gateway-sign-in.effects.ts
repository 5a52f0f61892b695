import { BlockList, isIPv6 } from "node:net";
import { sql } from "kysely";
import { countedAddress, ok, type Result, refuse } from "../../../../kernel/index.ts";
import type { Database } from "../../../../platform/database/index.ts";
import type { EsmeAccount, EsmeBound, EsmeSignIn, SignInRefusal } from "./gateway-port.ts";

/** Verifies a password against its hash; takes equally long without a hash. */
export type CheckPassword = (hash: string | undefined, password: string) => Promise<boolean>;

interface AccountRow extends EsmeAccount {
  readonly passwordHash: string;
  readonly addresses: readonly string[];
  readonly isOpen: boolean;
}

/** Shared key of all unknown names; a system id is never empty. */
const UNKNOWN = "";

/**
 * Verifies binds of ESMEs. No hash is computed for a source address outside the account's networks. Hashes for one account and network, and those for all
 * unknown names from one network, run one after the other: wrong passwords only delay binds of the same account from the same network.
 */
export function openSignIn({
  db,
  checkPassword,
}: {
  readonly db: Database;
  readonly checkPassword: CheckPassword;
}): (asked: EsmeSignIn) => Promise<Result<EsmeAccount, SignInRefusal>> {
  const turns = new Map<string, Promise<unknown>>();
  const inTurn = async (name: string, work: () => Promise<boolean>): Promise<boolean> => {
    const done = (turns.get(name) ?? Promise.resolve()).then(work, work);
    turns.set(name, done);
    try {
      return await done;
    } finally {
      if (turns.get(name) === done) turns.delete(name);
    }
  };
  return async ({ systemId, password, address }) => {
    const { rows } = await sql<AccountRow>`select * from find_sms_account(${systemId})`.execute(db);
    const [found] = rows;
    if (found !== undefined && !isAmong(address, found.addresses)) return refuse("address-not-allowed");
    const turn = `${found?.id ?? UNKNOWN} ${countedAddress(address)}`;
    const fits = await inTurn(turn, () => checkPassword(found?.passwordHash, password));
    if (found === undefined) return refuse("unknown-account");
    if (!fits) return refuse("wrong-password");
    return found.isOpen ? ok(accountOf(found)) : refuse("account-closed");
  };
}

function accountOf({
  passwordHash: _hash,
  addresses: _addresses,
  isOpen: _isOpen,
  ...account
}: AccountRow): EsmeAccount {
  return account;
}

/** Current accounts of bound ESMEs. */
export async function accountsNow(db: Database, bound: readonly EsmeBound[]): Promise<readonly (EsmeAccount | null)[]> {
  if (bound.length === 0) return [];
  const systemIds = [...new Set(bound.map(({ systemId }) => systemId))];
  const { rows } = await sql<AccountRow>`
    select f.* from unnest(${systemIds}::text[]) as asked (system_id), find_sms_account(asked.system_id) as f
    where f.is_open`.execute(db);
  const open = new Map(rows.map((row) => [row.systemId, row]));
  return bound.map(({ systemId, address }) => {
    const found = open.get(systemId);
    return found !== undefined && isAmong(address, found.addresses) ? accountOf(found) : null;
  });
}

/** Whether an address is in one of the networks; an empty list permits every address. */
function isAmong(address: string, networks: readonly string[]): boolean {
  if (networks.length === 0) return true;
  const bare = address.startsWith("::ffff:") ? address.slice("::ffff:".length) : address;
  const list = new BlockList();
  for (const network of networks) {
    const [net = "", bits = "0"] = network.split("/");
    list.addSubnet(net, Number(bits), isIPv6(net) ? "ipv6" : "ipv4");
  }
  return list.check(bare, isIPv6(bare) ? "ipv6" : "ipv4");
}
