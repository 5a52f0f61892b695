import type { CentreSpending } from "./spending.ts";

/** A line to a carrier. An E1 gateway speaks A-law and answers a taken channel as an exchange does. */
export interface Trunk {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly kind: "sip" | "e1-gateway";
  /** As it is written down: a name or an IP address. */
  readonly host: string;
  /** Where the host is now; null while its name has no address. */
  readonly address: string | null;
  /** Whether its host is where no trunk may be called; it has no address then. */
  readonly isForbidden?: boolean;
  readonly port: number;
  readonly transport: "udp" | "tcp" | "tls";
  /** Whether its sound is encrypted (SRTP, keys by SDES), and no other is taken. */
  readonly isEncrypted: boolean;
  /** Simultaneous calls; 30 = one E1. */
  readonly channelsMax: number;
  /** Simultaneous calls over all lines of its call centre; null = as many as the lines have. */
  readonly centreChannelsMax: number | null;
  /** What its call centre pays for minutes to outside, and may spend; null = calls cost it nothing that is counted here. */
  readonly centreSpending: CentreSpending | null;
  readonly isOn: boolean;
  /** What may be dialled over it: national and short numbers, abroad, premium. */
  readonly dials: readonly string[];
  /** IP addresses that calls of this trunk come from, approved by the installation's administrator. */
  readonly addresses: readonly string[];
}

/** Whether a trunk may not be called at an IP address and port. */
export type ForbiddenHost = (address: string, port: number) => boolean;

/** All lines, found by id and by the address calls come from. */
export interface TrunkDirectory {
  readonly byId: ReadonlyMap<string, Trunk>;
  readonly byAddress: ReadonlyMap<string, Trunk>;
}

/** Makes the book of these lines; a line that is off is not in it. */
export function buildTrunkDirectory(trunks: readonly Trunk[]): TrunkDirectory {
  const on = trunks.filter(({ isOn }) => isOn);
  return {
    byId: new Map(on.map((trunk) => [trunk.id, trunk])),
    byAddress: new Map(on.flatMap((trunk) => trunk.addresses.map((address) => [address, trunk] as const))),
  };
}

/** The line for calls to numbers outside: the first of the tenant's. */
export function outboundTrunk(directory: TrunkDirectory, tenantId: string): Trunk | undefined {
  return [...directory.byId.values()].find((trunk) => trunk.tenantId === tenantId);
}
