import type { CentreSpending } from "./spending.ts";

/** A trunk to a carrier. An E1 gateway uses A-law and answers a busy channel as an exchange does. */
export interface Trunk {
  readonly id: string;
  readonly tenantId: string;
  readonly name: string;
  readonly kind: "sip" | "e1-gateway";
  /** As configured: a name or an IP address. */
  readonly host: string;
  /** The current IP address of the host; null while its name has no address. */
  readonly address: string | null;
  /** Whether its host is forbidden for trunks; it has no address then. */
  readonly isForbidden?: boolean;
  readonly port: number;
  readonly transport: "udp" | "tcp" | "tls";
  /** Whether its media is encrypted (SRTP, keys by SDES), and unencrypted media is refused. */
  readonly isEncrypted: boolean;
  /** Simultaneous calls; 30 = one E1. */
  readonly channelsMax: number;
  /** Simultaneous calls over all trunks of its call centre; null for the sum of the trunks. */
  readonly centreChannelsMax: number | null;
  /** The prices and the spending limit of its call centre; null when calls are not charged here. */
  readonly centreSpending: CentreSpending | null;
  readonly isOn: boolean;
  /** The kinds of numbers that may be dialled over it: national, short, international, premium. */
  readonly dials: readonly string[];
  /** IP addresses that calls of this trunk come from, approved by the installation's administrator. */
  readonly addresses: readonly string[];
}

/** Whether a trunk may not be called at an IP address and port. */
export type ForbiddenHost = (address: string, port: number) => boolean;

/** All trunks, by id and by the source address of calls. */
export interface TrunkDirectory {
  readonly byId: ReadonlyMap<string, Trunk>;
  readonly byAddress: ReadonlyMap<string, Trunk>;
}

/** Builds the directory of these trunks, without those that are off. */
export function buildTrunkDirectory(trunks: readonly Trunk[]): TrunkDirectory {
  const on = trunks.filter(({ isOn }) => isOn);
  return {
    byId: new Map(on.map((trunk) => [trunk.id, trunk])),
    byAddress: new Map(on.flatMap((trunk) => trunk.addresses.map((address) => [address, trunk] as const))),
  };
}

/** The trunk for calls to external numbers: the first one of the tenant. */
export function outboundTrunk(directory: TrunkDirectory, tenantId: string): Trunk | undefined {
  return [...directory.byId.values()].find((trunk) => trunk.tenantId === tenantId);
}
