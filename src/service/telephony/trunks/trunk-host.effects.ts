import { BlockList, isIPv6 } from "node:net";
import { networkInterfaces } from "node:os";
import type { Settings } from "../../../platform/config/index.ts";
import type { ForbiddenHost } from "./trunk.ts";

/** This machine, its links, and addresses that belong to no machine (RFC 6890). */
const FORBIDDEN = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["224.0.0.0", 3],
] as const)
  FORBIDDEN.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of [
  ["::", 127],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  FORBIDDEN.addSubnet(net, prefix, "ipv6");

type OwnPlace = Pick<Settings, "isLocal" | "rtp" | "httpPort" | "sipPort" | "sipsPort" | "webSocketPort" | "smppPort">;

/**
 * Returns the check of forbidden hosts for trunks: loopback, link-local and multicast addresses, and Sambung's own ports at any address of this machine. On
 * an installation that only this machine can reach, every host is permitted, for carrier simulators.
 */
export function forbiddenHostOf(own: OwnPlace): ForbiddenHost {
  const ports = new Set([own.httpPort, own.sipPort, own.sipsPort, own.webSocketPort, own.smppPort]);
  return (address, port) => {
    if (own.isLocal) return false;
    if (FORBIDDEN.check(address, isIPv6(address) ? "ipv6" : "ipv4")) return true;
    return ports.has(port) && (address === own.rtp.advertised || isOfThisMachine(address));
  };
}

function isOfThisMachine(address: string): boolean {
  return Object.values(networkInterfaces()).some((list = []) => list.some((one) => one.address === address));
}
