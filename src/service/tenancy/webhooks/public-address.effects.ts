import { BlockList, isIPv4, isIPv6 } from "node:net";

const NOT_PUBLIC_V4 = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24"],
  ...["192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24"],
  ...["198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"],
];
/** Exceptions within the only allocated block (2000::/3): Teredo and other protocols, documentation, 6to4. */
const NOT_PUBLIC_V6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"];

function listOf(subnets: readonly string[], family: "ipv4" | "ipv6"): BlockList {
  const list = new BlockList();
  for (const subnet of subnets) {
    const [net = "", prefix = "0"] = subnet.split("/");
    list.addSubnet(net, Number(prefix), family);
  }
  return list;
}

const [DENIED_V4, GIVEN_V6, DENIED_V6] = [
  listOf(NOT_PUBLIC_V4, "ipv4"),
  listOf(["2000::/3"], "ipv6"),
  listOf(NOT_PUBLIC_V6, "ipv6"),
];

/**
 * Whether an address belongs to a host of the public Internet (IANA special-purpose registries, RFC 6890): excludes this machine, its networks, link-local
 * and multicast addresses, and IPv4 addresses embedded in IPv6 ones.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !DENIED_V4.check(address, "ipv4");
  if (!isIPv6(address) || address.includes("%")) return false;
  return GIVEN_V6.check(address, "ipv6") && !DENIED_V6.check(address, "ipv6");
}
